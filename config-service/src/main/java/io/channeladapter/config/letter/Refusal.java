package io.channeladapter.config.letter;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a dead letter is not sent again. Pure.
 *
 * @param code stable
 * @param text a sentence for a person
 */
public record Refusal(String code, String text) {
    /** So long the router remembers an event that reached its bot; an hour less, so that it still does on arrival. */
    private static final Duration REMEMBERED = Duration.ofDays(7).minusHours(1);

    /** The end of a text where the one who asks may insist. */
    private static final String INSIST = " Ask for it \"again\" to send it nevertheless.";

    private static final String SENT_ALREADY = "sent-already";
    private static final String FAILED_AGAIN = "failed-again";
    private static final String TOO_OLD = "too-old";
    private static final Set<String> YIELDING = Set.of(SENT_ALREADY, FAILED_AGAIN, TOO_OLD);

    /**
     * Why this one is not sent again; empty where it can be.
     *
     * @param body what its bytes say; empty where they are no JSON
     * @param channel that its key names; empty where there is none
     * @param done that it was sent again already; null where it was not
     * @param again whether the one who asks insists
     */
    public static Optional<Refusal> of(
            Letter letter,
            Optional<JsonNode> body,
            Optional<Channel> channel,
            @Nullable Done done,
            boolean again,
            Instant now) {
        if (letter.writer().isPresent() || letter.origin().topic().equals(Topics.OUTBOUND.name())) {
            return refused(
                    "reply",
                    "A reply has one final outcome, and this one had it: the bot must send it again under a new id.");
        }
        if (!letter.isWebhook()) {
            return refused(
                    "not-a-webhook",
                    "Only what Twitter sent can go through the front door again; this came from "
                            + (letter.origin().topic().isEmpty()
                                    ? "a service itself"
                                    : letter.origin().topic())
                            + ".");
        }
        if (letter.bytes() == null) {
            return refused(
                    "no-bytes",
                    "It was too large to be kept. For seven days its bytes are at " + letter.origin() + ".");
        }
        if (channel.isEmpty()) {
            return refused("channel-gone", "Its channel is not there, and so no keys to sign it with.");
        }
        return ofChannel(channel.get()).or(() -> again ? Optional.empty() : ofPast(letter, body, done, now));
    }

    private static Optional<Refusal> ofChannel(Channel channel) {
        return switch (channel.status()) {
            case DRAFT, CONFIGURED, AUTHORIZED ->
                refused("channel-not-enabled", "Its channel is not enabled yet, so that it would fail again.");
            case DISABLED -> refused("channel-disabled", "Its channel is disabled, so that it would fail again.");
            case ENABLED -> Optional.empty();
        };
    }

    private static Optional<Refusal> ofPast(Letter letter, Optional<JsonNode> body, @Nullable Done done, Instant now) {
        if (done != null) {
            return refused(
                    SENT_ALREADY,
                    "It was sent again already, at " + done.at() + " by " + done.actor()
                            + "; had it failed then, that would be a dead letter of its own." + INSIST);
        }
        if (letter.replayOf() != null) {
            return refused(
                    FAILED_AGAIN,
                    "It was sent again before, as " + letter.replayOf()
                            + ", and failed again: mend what its reason names first." + INSIST);
        }
        int events = body.map(Refusal::events).orElse(1);
        if (events > 1 && letter.at().plus(REMEMBERED).isBefore(now)) {
            return refused(
                    TOO_OLD,
                    "It holds " + events + " events and is a week old: those of them that reached the bot at once would"
                            + " reach it a second time." + INSIST);
        }
        return Optional.empty();
    }

    /** How many events are in a webhook. */
    private static int events(JsonNode body) {
        JsonNode payload = body.at("/data/payload");
        int events = 0;
        for (var field : (payload.isObject() ? payload : body).properties()) {
            if (field.getKey().endsWith("_events") && field.getValue().isArray()) {
                events += field.getValue().size();
            }
        }
        return events;
    }

    /** Whether who insists is not refused for this code; null is none. */
    public static boolean yields(@Nullable String code) {
        return code != null && YIELDING.contains(code);
    }

    private static Optional<Refusal> refused(String code, String text) {
        return Optional.of(new Refusal(code, text));
    }
}
