package io.channeladapter.config.log;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Between which times a reading has looked at everything. One thread. */
final class Looked {
    private final Set<TopicPartition> cut;
    private final Map<TopicPartition, Long> first = new HashMap<>();
    private final Map<TopicPartition, Long> last = new HashMap<>();

    /** @param cut the partitions whose oldest records are left out */
    Looked(Set<TopicPartition> cut) {
        this.cut = Set.copyOf(cut);
    }

    /** A record was looked at. */
    void at(TopicPartition partition, long timestamp) {
        first.putIfAbsent(partition, timestamp);
        last.put(partition, timestamp);
    }

    /** From when on nothing was left out; null where nothing was. */
    @Nullable
    Instant from() {
        return cut.stream()
                .map(partition -> first.getOrDefault(partition, Long.MAX_VALUE))
                .filter(timestamp -> timestamp != Long.MAX_VALUE)
                .max(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli)
                .orElse(null);
    }

    /**
     * Up to when everything was looked at; null where that is to the end.
     *
     * @param open the partitions whose end was not reached
     */
    @Nullable
    Instant until(Collection<TopicPartition> open) {
        return open.stream()
                .map(partition -> last.getOrDefault(partition, 0L))
                .min(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli)
                .orElse(null);
    }
}
