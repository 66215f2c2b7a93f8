package io.channeladapter.config.view.testing;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.view.OutboxView;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Outboxes in memory. Safe for many threads. */
public final class InMemoryOutboxes implements OutboxView {
    private final Map<StreamId, OutboxState> states = new ConcurrentHashMap<>();

    /** The egress tells this. */
    public void tell(OutboxState state) {
        states.put(state.streamId(), state);
    }

    @Override
    public Optional<OutboxState> find(StreamId streamId) {
        return Optional.ofNullable(states.get(streamId));
    }

    @Override
    public Collection<OutboxState> all() {
        return states.values();
    }
}
