package io.channeladapter.config.view;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.directory.StateDirectory;
import io.channeladapter.common.outbox.OutboxBeat;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.common.topic.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;

/** The view that follows {@code outbox.states}. */
public final class OutboxStates implements OutboxView, AutoCloseable {
    private final StateDirectory<OutboxState> states;
    /** When each partition was told to be true. */
    private final Map<Integer, Instant> beats;

    private OutboxStates(StateDirectory<OutboxState> states, Map<Integer, Instant> beats) {
        this.states = states;
        this.beats = beats;
    }

    /** Starts to read; the consumer, {@code read_committed} and without a group, is closed with it. */
    public static OutboxStates follow(Consumer<byte[], byte[]> consumer) {
        Map<Integer, Instant> beats = new ConcurrentHashMap<>();
        return new OutboxStates(
                StateDirectory.start(
                        Topics.OUTBOX_STATES,
                        OutboxState.class,
                        OutboxState::streamId,
                        consumer,
                        (id, state) -> {},
                        (partition, value) -> Json.read(value, OutboxBeat.class)
                                .ifPresent(beat -> beats.merge(partition, beat.at(), OutboxStates::later))),
                beats);
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
    public Optional<Instant> asOf(StreamId streamId) {
        OptionalInt partition = states.partitionOf(streamId);
        Optional<Instant> beat =
                partition.isPresent() ? Optional.ofNullable(beats.get(partition.getAsInt())) : Optional.empty();
        return Stream.concat(beat.stream(), find(streamId).map(OutboxState::at).stream())
                .reduce(OutboxStates::later);
    }

    @Override
    public Optional<Instant> asOf() {
        return states.partitions() == 0 || beats.size() < states.partitions()
                ? Optional.empty()
                : beats.values().stream().min(Instant::compareTo);
    }

    /** Whether what was there at the start has been read, and changes are still followed. */
    public boolean ready() {
        return states.ready();
    }

    /** Whether reading has ended by a fault. */
    public boolean failed() {
        return states.failed();
    }

    @Override
    public void close() {
        states.close();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
