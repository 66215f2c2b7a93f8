package io.channeladapter.config.journey;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of one message, and of what was answered to it.
 *
 * @param at when it began
 * @param userId Twitter's id of the person
 * @param screenName the person's name after the @; null where it is not known
 * @param name the person's displayed name; null where it is not known
 * @param messageId Twitter's id of the person's message, or of one sent elsewhere; null where the bot began
 * @param eventId {@code ce_id} under which the bot read it; null where it did not reach the bot
 * @param text beginning of the person's message; null where there is none, or who asks may not see it
 * @param stops of the person's message, in order; empty where the bot began
 * @param answers what the bot wrote, in order
 */
public record Journey(
        Instant at,
        String userId,
        @Nullable String screenName,
        @Nullable String name,
        @Nullable String messageId,
        @Nullable String eventId,
        @Nullable String text,
        List<Stop> stops,
        List<Answer> answers) {
    public Journey {
        stops = List.copyOf(stops);
        answers = List.copyOf(answers);
        if (messageId == null && answers.isEmpty()) {
            throw new IllegalArgumentException("a journey has a message or a reply");
        }
    }

    /**
     * A reply and its way.
     *
     * @param replyId the bot's id of it, or where it stands
     * @param messageId Twitter's id of what was sent; null while nothing was
     * @param text its beginning; null where there is none, or who asks may not see it
     * @param guessed whether it names no event, so that it is shown with the last message before it
     * @param stops in order
     */
    public record Answer(
            String replyId,
            @Nullable String messageId,
            @Nullable String text,
            boolean guessed,
            List<Stop> stops) {
        public Answer {
            stops = List.copyOf(stops);
        }
    }

    /** Where it stands in the list. */
    public Mark mark() {
        return new Mark(at, messageId != null ? messageId : answers.getFirst().replyId());
    }

    /** All its stops in order, those of its answers included. */
    public List<Stop> allStops() {
        return Stream.concat(stops.stream(), answers.stream().flatMap(answer -> answer.stops().stream()))
                .toList();
    }

    /** Where it stopped, or else waits; null where it went all the way. */
    public @Nullable Stop trouble() {
        List<Stop> all = allStops();
        return Stream.of(Stop.State.STOPPED, Stop.State.WAITING)
                .flatMap(state -> all.stream().filter(stop -> stop.state() == state))
                .findFirst()
                .orElse(null);
    }
}
