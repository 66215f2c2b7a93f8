package io.channeladapter.config.log;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What to read of one topic. A topic that does not exist has nothing to read.
 *
 * @param topic its name
 * @param key only the partition that Kafka's default partitioner gives this key; null for all partitions
 * @param from the first record is the first one at or after this time, by the record's own time
 * @param until nothing from this time on is read; null up to the end
 * @param take what to keep of a record; called once for each, in the order of its partition
 * @param <T> what is kept
 */
public record Part<T>(
        String topic,
        @Nullable String key,
        Instant from,
        @Nullable Instant until,
        Function<ConsumerRecord<byte[], byte[]>, List<T>> take) {}
