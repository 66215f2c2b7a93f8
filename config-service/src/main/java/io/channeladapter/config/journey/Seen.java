package io.channeladapter.config.journey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One sign of a message in one topic. Texts are previews, empty where the one who asks may see none. */
public sealed interface Seen {

    /**
     * A webhook with a person's message was accepted: {@code twitter.webhooks}.
     *
     * @param messageId Twitter's id
     * @param userId who wrote it
     * @param at when it was accepted
     * @param place where it stands
     */
    record Received(String messageId, String userId, Person person, String text, Instant at, Place place)
            implements Seen {}

    /**
     * A webhook was given up: {@code adapter.dead-letters}.
     *
     * @param origin where the webhook stands
     */
    record GivenUp(Place origin, String reason, String detail, Instant at) implements Seen {}

    /**
     * A message reached the topic of the bot: {@code bot.<botId>.events}.
     *
     * @param eventId its {@code ce_id}
     * @param receivedAt when its webhook was accepted
     * @param at when it was routed
     */
    record Routed(
            String eventId,
            String messageId,
            String userId,
            Person person,
            String text,
            Instant receivedAt,
            Instant at,
            Place place)
            implements Seen {}

    /**
     * The bot wrote a reply: {@code bot.<botId>.replies}.
     *
     * @param replyId the bot's, the CloudEvent's, or its place
     * @param inReplyTo the event that it answers; null where it names none
     */
    record Replied(String replyId, String userId, @Nullable String inReplyTo, String text, Instant at, Place place)
            implements Seen {}

    /** A reply was found to be right: {@code twitter.outbound}. */
    record Checked(String replyId, String userId, @Nullable String inReplyTo, String text, Instant at)
            implements Seen {}

    /** Twitter took it. */
    record Sent(String replyId, String userId, String messageId, Instant at) implements Seen {}

    /**
     * It waits.
     *
     * @param until null where that is not known
     */
    record Deferred(String replyId, String userId, @Nullable Instant until, String reason, String detail, Instant at)
            implements Seen {}

    /** It will never be sent. */
    record Failed(String replyId, String userId, String reason, String detail, Instant at) implements Seen {}

    /** It was of no use any more. */
    record Expired(String replyId, String userId, Instant expiresAt, Instant at) implements Seen {}

    /** Twitter's echo of it was matched. */
    record Confirmed(String replyId, String userId, String messageId, Instant at) implements Seen {}

    /** The account's own message as Twitter reports it: {@code twitter.echoes}. */
    record Echoed(String messageId, String userId, String text, Instant at) implements Seen {}

    /** A message that was written from the account itself, not by the bot. */
    record Elsewhere(String messageId, String userId, String text, Instant at) implements Seen {}

    /**
     * Where a record stands.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     */
    record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + ", partition " + partition + ", offset " + offset;
        }
    }

    /**
     * What is known of a person's names.
     *
     * @param screenName the name after the @; null where Twitter did not tell
     * @param name the displayed name; null where Twitter did not tell
     */
    record Person(@Nullable String screenName, @Nullable String name) {
        public static final Person UNKNOWN = new Person(null, null);
    }
}
