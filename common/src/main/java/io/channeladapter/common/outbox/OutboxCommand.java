package io.channeladapter.common.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an owner asks of a channel's outbox: value of {@code outbox.commands}, key its streamid. Doing it twice does no
 * more than doing it once.
 *
 * @param streamId the channel
 * @param kind what to do
 * @param userId whose conversation, for {@link Kind#CANCEL}; null for all of the channel
 * @param replyId which reply, for {@link Kind#CANCEL}; null for all of the conversation or channel
 * @param by who asked
 * @param at when; what came later is not meant
 */
public record OutboxCommand(
        StreamId streamId,
        Kind kind,
        @Nullable String userId,
        @Nullable String replyId,
        String by,
        Instant at) {

    /** What to do. */
    public enum Kind {
        /** Replies that wait end as {@code failed: cancelled}; what may have been sent is settled first. */
        @JsonProperty("cancel")
        CANCEL,
        /** A channel that was paused because of an anomaly goes on. */
        @JsonProperty("release")
        RELEASE
    }
}
