package io.channeladapter.config.view.testing;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.view.OutboxView;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Outboxes in memory. Safe for many threads. */
public final class InMemoryOutboxes implements OutboxView {
    private final Map<StreamId, OutboxState> states = new ConcurrentHashMap<>();
    private volatile @Nullable Instant asOf;

    /** The egress tells this. */
    public void tell(OutboxState state) {
        states.put(state.streamId(), state);
    }

    /** All that was told was so until then. */
    public void toldUntil(Instant at) {
        asOf = at;
    }

    /** Nothing was ever told. */
    public void neverTold() {
        asOf = null;
    }

    @Override
    public Optional<Instant> asOf(StreamId streamId) {
        return Optional.ofNullable(asOf);
    }

    @Override
    public Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
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
