package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import io.channeladapter.common.topic.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, committed records alone. One thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public TopicReader(String kafka, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All that was read so far, once it has one that is wanted; else the test fails. */
    List<ConsumerRecord<String, byte[]>> until(String wanted, Predicate<ConsumerRecord<String, byte[]>> found) {
        await(wanted)
                .atMost(TheAdapter.LIMIT)
                .pollInSameThread()
                .until(() -> poll().stream().anyMatch(found));
        return seen;
    }

    /** The first dead letter with this reason about this key. */
    ConsumerRecord<String, byte[]> deadLetter(String reason, Predicate<ConsumerRecord<String, byte[]>> which) {
        Predicate<ConsumerRecord<String, byte[]>> found =
                record -> header(record, "dead-letter-reason").equals(reason) && which.test(record);
        return until("dead letter " + reason, found).stream()
                .filter(found)
                .findFirst()
                .orElseThrow();
    }

    /** How many partitions the topic has. */
    public int partitions() {
        return consumer.assignment().size();
    }

    /** Everything that stands in the topic now. */
    public List<ConsumerRecord<String, byte[]>> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        await("the end of the topic")
                .atMost(TheAdapter.LIMIT)
                .pollInSameThread()
                .until(() -> {
                    poll();
                    return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                });
        return seen;
    }

    /** All that was read so far. */
    List<ConsumerRecord<String, byte[]>> read() {
        return seen;
    }

    List<ConsumerRecord<String, byte[]>> poll() {
        consumer.poll(POLL).forEach(seen::add);
        return seen;
    }

    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        return RecordHeaders.text(record.headers(), name).orElse("");
    }

    public static String text(ConsumerRecord<String, byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
