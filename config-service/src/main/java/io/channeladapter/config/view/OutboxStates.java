package io.channeladapter.config.view;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.directory.StateDirectory;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.common.topic.Topics;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The view that follows {@code outbox.states}.
 *
 * @param states its reader
 */
public record OutboxStates(StateDirectory<OutboxState> states) implements OutboxView, AutoCloseable {
    /** Starts to read; the consumer, {@code read_committed} and without a group, is closed with it. */
    public static OutboxStates follow(Consumer<byte[], byte[]> consumer) {
        return new OutboxStates(StateDirectory.start(
                Topics.OUTBOX_STATES, OutboxState.class, OutboxState::streamId, consumer, (id, state) -> {}));
    }

    @Override
    public Optional<OutboxState> find(StreamId streamId) {
        return states.find(streamId);
    }

    @Override
    public Collection<OutboxState> all() {
        return states.all();
    }

    @Override
    public void close() {
        states.close();
    }
}
