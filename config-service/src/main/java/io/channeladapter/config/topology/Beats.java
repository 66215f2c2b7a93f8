package io.channeladapter.config.topology;

import io.channeladapter.common.topic.Beat;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link Beat} to the task's partition of {@code channel.states}, and to that of the store's changelog, once soon
 * after the task's start and then at equal distances. One thread: the task's.
 */
final class Beats {
    /** A segment is to roll within the hour after it could. */
    static final Duration EVERY = Duration.ofHours(1);

    /** A start that is followed by another soon needs no beat. */
    private static final int LOOKS_A_BEAT = 60;

    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, StoredChannel> channels;
    private final Duration every;
    private long last = Long.MIN_VALUE;

    private Beats(
            ProcessorContext<String, byte[]> context, KeyValueStore<String, StoredChannel> channels, Duration every) {
        this.context = context;
        this.channels = channels;
        this.every = every;
    }

    static void schedule(
            ProcessorContext<String, byte[]> context, KeyValueStore<String, StoredChannel> channels, Duration every) {
        Beats beats = new Beats(context, channels, every);
        context.schedule(every.dividedBy(LOOKS_A_BEAT), PunctuationType.WALL_CLOCK_TIME, beats::look);
    }

    private void look(long nowMillis) {
        if (last != Long.MIN_VALUE && nowMillis - last < every.toMillis()) {
            return;
        }
        last = nowMillis;
        String key = Beat.key(context.taskId().partition());
        channels.put(key, StoredChannel.NONE);
        context.forward(new Record<>(key, new byte[0], nowMillis), DecideTopology.STATES_SINK);
    }

    /** Brings a beat to the partition that it is for, and all else to that of its key, as everywhere. */
    static final class Partitioner implements StreamPartitioner<String, byte[]> {
        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, byte @Nullable [] value, int numPartitions) {
            OptionalInt partition = Beat.partition(key);
            return partition.isPresent() ? Optional.of(Set.of(partition.getAsInt() % numPartitions)) : Optional.empty();
        }
    }
}
