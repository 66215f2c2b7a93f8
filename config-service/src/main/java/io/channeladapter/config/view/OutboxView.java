package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.decide.Cause;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What waits in the channels' outboxes, as the egress told it last. Safe for many threads. */
public interface OutboxView {
    /** What waits in this one; empty where nothing does. */
    Optional<OutboxState> find(StreamId streamId);

    /** Whether sending is paused until a person releases it: the channel's health tells it first, the egress longest. */
    default boolean isPaused(Channel channel) {
        return Cause.SENDING_PAUSED.isIn(channel.health())
                || find(channel.streamId())
                        .filter(state -> state.pause() != null)
                        .isPresent();
    }

    /** All in which something waits, in no order. */
    Collection<OutboxState> all();

    /** Until when what is known of the channel was so, that nothing waits included; empty where that was never told. */
    Optional<Instant> asOf(StreamId streamId);

    /** The same of all channels: that of those told of longest ago; empty where some were never told of. */
    Optional<Instant> asOf();
}
