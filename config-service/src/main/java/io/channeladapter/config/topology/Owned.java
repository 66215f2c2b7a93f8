package io.channeladapter.config.topology;

import io.channeladapter.common.channel.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;

/**
 * Tells whether this instance decides on a channel: whether it has the partition that Kafka's producers choose for its
 * key where none is named. Safe for many threads.
 */
public final class Owned implements Predicate<StreamId> {
    private final Supplier<Set<Integer>> partitions;
    private final int count;

    /**
     * @param partitions those of this instance just now
     * @param count how many the topic has
     */
    public Owned(Supplier<Set<Integer>> partitions, int count) {
        this.partitions = partitions;
        this.count = count;
    }

    @Override
    public boolean test(StreamId streamId) {
        byte[] key = streamId.value().getBytes(StandardCharsets.UTF_8);
        return partitions.get().contains(Utils.toPositive(Utils.murmur2(key)) % count);
    }
}
