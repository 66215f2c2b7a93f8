package io.channeladapter.egress.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That many replies are to end, which takes its time: written before the first of them ends, deleted after the last. Until
 * then none of them is sent.
 *
 * @param number order among all of the task
 * @param streamId the channel
 * @param userId whose conversation; null for all
 * @param replyId which reply; null for all
 * @param from the first place
 * @param below the place after the last
 * @param notAfter only replies that the router accepted up to then; null for all
 * @param reason why
 */
public record Ending(
        long number,
        StreamId streamId,
        @Nullable String userId,
        @Nullable String replyId,
        long from,
        long below,
        @Nullable Instant notAfter,
        Reason reason) {

    /** Why replies end. */
    public enum Reason {
        /** The owner wants it. */
        @JsonProperty("cancelled")
        CANCELLED,
        /** An earlier one of the conversation failed, and the channel wants no more of it then. */
        @JsonProperty("earlier-failed")
        EARLIER_FAILED
    }

    /** Whether the reply is one of them. */
    public boolean covers(Entry entry) {
        return entry.conversation().streamId().equals(streamId)
                && (userId == null || userId.equals(entry.conversation().userId()))
                && (replyId == null || replyId.equals(entry.replyId()))
                && entry.seq() >= from
                && entry.seq() < below
                && (notAfter == null || !entry.reply().acceptedAt().isAfter(notAfter));
    }
}
