package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * A record that was forwarded, kept until a commit has passed, and what it ends. It is the first write of every change
 * that is told, and holds all of it: whoever finds it can do the rest.
 *
 * @param number order among all of the task
 * @param outgoing the record
 * @param ended the reply that has its final outcome by it; null for none
 */
public record Uncommitted(
        long number, Outgoing outgoing, @Nullable Ended ended) {
    /**
     * A reply that has its final outcome.
     *
     * @param streamId its channel
     * @param seq its place in the outbox
     * @param replyId its id
     * @param done its mark
     * @param messageId the message that it became; null for none
     * @param traceparent W3C trace context of the reply; null where there is none
     */
    public record Ended(
            StreamId streamId,
            long seq,
            String replyId,
            Done done,
            @Nullable String messageId,
            @Nullable String traceparent) {}
}
