package io.channeladapter.config.page;

import io.channeladapter.config.journey.Journey;
import io.channeladapter.config.journey.Stop;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A journey as the Activity tab shows it.
 *
 * @param person who it is with
 * @param at when it began, in UTC
 * @param iso the same for machines
 * @param title what it is
 * @param text beginning of the message; empty where there is none to show
 * @param verdict where it stopped or waits, or that it went all the way
 * @param why it stopped or waits; empty where it went all the way
 * @param state of the verdict: {@code passed}, {@code waiting} or {@code stopped}
 * @param legs the person's message, and each answer
 */
public record JourneyModel(
        String person,
        String at,
        String iso,
        String title,
        String text,
        String verdict,
        String why,
        String state,
        List<Leg> legs) {
    public JourneyModel {
        legs = List.copyOf(legs);
    }

    /**
     * A message on its way.
     *
     * @param title what it is
     * @param text its beginning; empty where there is none to show
     * @param stops in order
     */
    public record Leg(String title, String text, List<StopModel> stops) {
        public Leg {
            stops = List.copyOf(stops);
        }
    }

    /**
     * A stop.
     *
     * @param title its name
     * @param state {@code passed}, {@code waiting} or {@code stopped}
     * @param at when, in UTC; empty where that is not known
     * @param detail what is to be known about it; empty for nothing
     */
    public record StopModel(String title, String state, String at, String detail) {
        static StopModel of(Stop stop) {
            Instant at = stop.at();
            return new StopModel(
                    stop.kind().title(), wire(stop.state()), at == null ? "" : Words.exact(at), stop.detail());
        }
    }

    static JourneyModel of(Journey journey) {
        Stop trouble = journey.trouble();
        List<Leg> answers = journey.answers().stream().map(JourneyModel::answer).toList();
        String messageId = journey.messageId();
        Leg own = new Leg(
                messageId == null ? "" : "Message " + messageId,
                shown(journey.text()),
                journey.stops().stream().map(StopModel::of).toList());
        return new JourneyModel(
                journey.screenName() == null ? "user " + journey.userId() : "@" + journey.screenName(),
                Words.time(journey.at()),
                journey.at().toString(),
                title(journey),
                shown(journey.text()),
                trouble == null ? "went all the way" : verdict(trouble),
                trouble == null ? "" : trouble.detail(),
                trouble == null ? "passed" : wire(trouble.state()),
                journey.stops().isEmpty()
                        ? answers
                        : Stream.concat(Stream.of(own), answers.stream()).toList());
    }

    private static Leg answer(Journey.Answer answer) {
        String guessed = answer.guessed() ? ", thought to answer it" : "";
        return new Leg(
                "Reply " + answer.replyId() + guessed,
                shown(answer.text()),
                answer.stops().stream().map(StopModel::of).toList());
    }

    private static String title(Journey journey) {
        if (journey.stops().isEmpty()) {
            return "The bot wrote to";
        }
        return journey.stops().getFirst().kind() == Stop.Kind.SENT_ELSEWHERE
                ? "Written from the account to"
                : "Message from";
    }

    private static String verdict(Stop trouble) {
        boolean over = trouble.state() == Stop.State.STOPPED;
        return switch (trouble.kind()) {
            case RECEIVED -> "not received";
            case ROUTED -> over ? "not given to the bot" : "waits for the router";
            case AT_THE_BOT -> "not read by the bot";
            case ANSWERED -> "not answered";
            case CHECKED -> over ? "reply refused" : "reply waits for the router";
            case DEFERRED -> "reply deferred";
            case SENT -> over ? "reply not sent" : "reply waits";
            case ECHOED -> "reply not echoed";
            case SENT_ELSEWHERE -> "not settled";
        };
    }

    private static String wire(Stop.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String shown(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
