package io.channeladapter.system;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.RecordHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What bots read while it happens, committed records alone; of each message only what a test compares. It goes on over
 * the end of a broker. Safe for many threads.
 */
final class BotLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();
    private final Thread reading;
    private volatile boolean closed;

    /** An event as its bot got it; {@code at} is when it was written. */
    record Got(String conversation, String id, String text, Instant at) {}

    BotLog(String kafka, List<String> topics) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reading = Thread.ofPlatform().name("bot-log").daemon().start(this::read);
    }

    private void read() {
        while (!closed) {
            consumer.poll(POLL).forEach(record -> got.add(got(record)));
            consumer.assignment().forEach(partition -> read.put(partition, consumer.position(partition)));
        }
    }

    private static Got got(ConsumerRecord<String, byte[]> record) {
        try {
            return new Got(
                    record.key(),
                    RecordHeaders.text(record.headers(), "ce_id").orElse(""),
                    Json.MAPPER.readTree(record.value()).at("/message/text").asText(),
                    Instant.ofEpochMilli(record.timestamp()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many messages the bots have got. */
    int size() {
        return got.size();
    }

    /** Whether a bot has got the message with this id of Twitter. */
    boolean hasMessage(String id) {
        return all().stream().anyMatch(one -> one.id().endsWith("/" + id));
    }

    /** Whether a bot has got a message with this text. */
    boolean hasText(String text) {
        return count(text) > 0;
    }

    /** How often the bots have got a message with this text. */
    long count(String text) {
        return all().stream().filter(one -> one.text().equals(text)).count();
    }

    /** In the order of reading, which is that of each partition. */
    List<Got> all() {
        synchronized (got) {
            return List.copyOf(got);
        }
    }

    /** Whether it has read as far as this. */
    boolean hasRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void close() {
        closed = true;
        try {
            reading.join(TimeUnit.SECONDS.toMillis(30));
            consumer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
