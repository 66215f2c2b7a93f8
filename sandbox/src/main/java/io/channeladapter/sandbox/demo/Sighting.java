package io.channeladapter.sandbox.demo;

import java.time.Instant;

/** Something that was seen on the way of a message or of its answer. Ids link one sighting to the next. */
sealed interface Sighting {
    /** When it was seen. */
    Instant at();

    /**
     * The simulated Twitter signed and posted the webhook.
     *
     * @param messageId the person's message
     */
    record Signed(String messageId, Instant at) implements Sighting {}

    /**
     * The webhook is in {@code twitter.webhooks}.
     *
     * @param messageId the person's message
     */
    record Accepted(String messageId, Instant at) implements Sighting {}

    /**
     * The message is in the topic that the bot reads.
     *
     * @param messageId the person's message
     * @param eventId id of the event
     */
    record Routed(String messageId, String eventId, Instant at) implements Sighting {}

    /**
     * The reply is in the topic that the bot writes.
     *
     * @param eventId event that it answers
     */
    record Answered(String eventId, Instant at) implements Sighting {}

    /**
     * The checked reply is in {@code twitter.outbound}.
     *
     * @param eventId event that it answers
     * @param replyId id of the reply
     */
    record Checked(String eventId, String replyId, Instant at) implements Sighting {}

    /**
     * The bot was told that its reply is sent: says which message it became.
     *
     * @param replyId the reply
     * @param messageId the account's message
     */
    record Told(String replyId, String messageId, Instant at) implements Sighting {}

    /**
     * The simulated Twitter took the answer.
     *
     * @param messageId the account's message
     */
    record Sent(String messageId, Instant at) implements Sighting {}

    /**
     * The account's own message is in {@code twitter.echoes}.
     *
     * @param messageId the account's message
     */
    record Echoed(String messageId, Instant at) implements Sighting {}
}
