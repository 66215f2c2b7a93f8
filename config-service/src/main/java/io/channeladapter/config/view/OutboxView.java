package io.channeladapter.config.view;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import java.util.Collection;
import java.util.Optional;

/** What waits in the channels' outboxes, as the egress told it last. Safe for many threads. */
public interface OutboxView {
    /** What waits in this one; empty where nothing does. */
    Optional<OutboxState> find(StreamId streamId);

    /** All in which something waits, in no order. */
    Collection<OutboxState> all();
}
