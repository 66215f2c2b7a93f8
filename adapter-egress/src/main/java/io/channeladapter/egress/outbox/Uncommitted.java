package io.channeladapter.egress.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that was forwarded, kept until a commit has passed, and what it ends. It is the first write of every change
 * that is told, and holds all of it: whoever finds it can do the rest.
 *
 * @param number order among all of the task
 * @param outgoing the record
 * @param ended the reply that has its final outcome by it; null for none
 * @param following others that end because it did; null for none
 */
public record Uncommitted(
        long number,
        Outgoing outgoing,
        @Nullable Ended ended,
        @Nullable Ending following) {
    /**
     * A reply that has its final outcome.
     *
     * @param streamId its channel
     * @param userId whose conversation it was in
     * @param seq its place in the outbox
     * @param replyId its id
     * @param done its mark
     * @param messageIds the messages that it became, in order; empty for none
     * @param traceparent W3C trace context of the reply; null where there is none
     */
    public record Ended(
            StreamId streamId,
            String userId,
            long seq,
            String replyId,
            ReplyMark done,
            List<String> messageIds,
            @Nullable String traceparent) {
        public Ended {
            messageIds = List.copyOf(messageIds);
        }

        @JsonIgnore
        public Conversation conversation() {
            return new Conversation(streamId, userId);
        }
    }
}
