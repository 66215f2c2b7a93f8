package io.channeladapter.sandbox.bench;

import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** When the bot was told of each of its replies that it was sent. Safe for many threads. */
final class SentReplies implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String SENT = "/message.sent/";

    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread reading;

    /** Reads the one partition of the bot's events from its beginning. */
    SentReplies(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = List.of(new TopicPartition(Topics.botEvents(OutboxStage.BOT), 0));
        consumer.assign(all);
        consumer.seekToBeginning(all);
        reading = Thread.ofPlatform().name("bench-bot").daemon().start(this::read);
    }

    /** When the bot could read it, by {@link System#nanoTime}; empty where it could not yet. */
    OptionalLong at(String replyId) {
        Long at = sent.get(replyId);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** How many were sent so far. */
    int count() {
        return sent.size();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reading.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    long now = System.nanoTime();
                    String id = RecordHeaders.text(record.headers(), "ce_id").orElse("");
                    int kind = id.indexOf(SENT);
                    if (kind > 0) {
                        sent.putIfAbsent(id.substring(kind + SENT.length()), now);
                    }
                }
            }
        } catch (WakeupException e) {
            // close() asked for it
        }
    }
}
