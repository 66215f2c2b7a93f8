package io.channeladapter.common.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reply. Each reply gets exactly one of {@link Sent}, {@link Failed} and {@link Expired} (guarantee
 * G5); before it any number of {@link Deferred}; after {@link Sent}, {@link Confirmed} once Twitter's echo is seen.
 */
public sealed interface Outcome {

    /**
     * Twitter took it.
     *
     * @param messageId Twitter's id of the message; of the last where the reply became several
     * @param sentAt when Twitter's answer, or its echo, was seen
     * @param messageIds ids of all messages of the reply, in order; null where there is one
     */
    record Sent(String messageId, Instant sentAt, @Nullable List<String> messageIds) implements Outcome {
        public Sent {
            messageIds = messageIds == null || messageIds.size() < 2 ? null : List.copyOf(messageIds);
        }

        /** Of a reply that is one message. */
        public Sent(String messageId, Instant sentAt) {
            this(messageId, sentAt, null);
        }
    }

    /**
     * It waits.
     *
     * @param until when it will be tried, as far as known
     * @param reason stable code: {@code rate-limited}, {@code twitter-unavailable}, {@code unclear},
     *     {@code credentials-refused}, {@code permission-missing}, {@code account-restricted},
     *     {@code channel-not-enabled}, {@code paused}
     * @param detail for a person
     */
    record Deferred(@Nullable Instant until, String reason, String detail) implements Outcome {}

    /**
     * It will never be sent.
     *
     * @param reason stable code
     * @param detail for a person: what was wrong and what to do
     * @param twitterCode Twitter's error code; null where Twitter was not asked
     */
    record Failed(String reason, String detail, @Nullable Integer twitterCode) implements Outcome {}

    /**
     * Its {@code expiresAt} passed before it could be sent.
     *
     * @param expiresAt the bot's own limit
     */
    record Expired(Instant expiresAt) implements Outcome {}

    /**
     * Twitter's own echo of the message was seen.
     *
     * @param messageId Twitter's id of the message
     */
    record Confirmed(String messageId) implements Outcome {}

    /** Whether it is the one final outcome of a reply. */
    @JsonIgnore // not a field of the outcome in JSON
    default boolean isFinal() {
        return switch (this) {
            case Sent _, Failed _, Expired _ -> true;
            case Deferred _, Confirmed _ -> false;
        };
    }
}
