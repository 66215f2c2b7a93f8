package io.channeladapter.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Sees what passes through the topics, from its start on. The time of a sighting is when a {@code read_committed} reader
 * could see the record: records that the router writes carry the time of what they come from. Safe for many threads.
 */
final class TopicReader implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration POLL = Duration.ofMillis(500);
    private static final String WEBHOOKS = "twitter.webhooks";
    private static final String OUTBOUND = "twitter.outbound";
    private static final String ECHOES = "twitter.echoes";

    private final ConcurrentLinkedQueue<Sighting> seen = new ConcurrentLinkedQueue<>();
    private final KafkaConsumer<String, byte[]> consumer;
    private final InstantSource clock;
    private final String events;
    private final String replies;
    private final Thread thread;

    private TopicReader(KafkaConsumer<String, byte[]> consumer, String botId, InstantSource clock) {
        this.consumer = consumer;
        this.clock = clock;
        this.events = "bot." + botId + ".events";
        this.replies = "bot." + botId + ".replies";
        this.thread = Thread.ofPlatform().name("demo-reader").daemon().unstarted(this::run);
    }

    /** Starts; records that are written after this returns are seen. */
    static TopicReader start(String bootstrapServers, String botId, InstantSource clock) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        TopicReader reader = new TopicReader(consumer, botId, clock);
        List<TopicPartition> all = List.of(WEBHOOKS, reader.events, reader.replies, OUTBOUND, ECHOES).stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
        reader.thread.start();
        return reader;
    }

    /** All sightings so far. */
    Collection<Sighting> seen() {
        return seen;
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    see(record, clock.instant()).ifPresent(seen::add);
                }
            }
        } catch (WakeupException e) {
            // close() asked for it
        }
    }

    private Optional<Sighting> see(ConsumerRecord<String, byte[]> record, Instant at) {
        JsonNode json = read(record.value());
        String topic = record.topic();
        if (topic.equals(WEBHOOKS)) {
            return text(json.at("/direct_message_events/0/id")).map(id -> new Sighting.Accepted(id, at));
        }
        if (topic.equals(OUTBOUND)) {
            return text(json.at("/inReplyTo"))
                    .map(event -> new Sighting.Checked(event, json.path("id").asText(), at));
        }
        if (topic.equals(ECHOES)) {
            return text(json.at("/message/id")).map(id -> new Sighting.Echoed(id, at));
        }
        if (topic.equals(replies)) {
            return text(json.at("/inReplyTo")).map(event -> new Sighting.Answered(event, at));
        }
        return event(record, json, at);
    }

    private static Optional<Sighting> event(ConsumerRecord<String, byte[]> record, JsonNode json, Instant at) {
        return switch (header(record, "ce_type")) {
            case "io.channeladapter.message.received" ->
                text(json.at("/message/id")).map(id -> new Sighting.Routed(id, header(record, "ce_id"), at));
            case "io.channeladapter.message.sent" ->
                text(json.at("/messageId"))
                        .map(id -> new Sighting.Told(json.path("replyId").asText(), id, at));
            default -> Optional.empty();
        };
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
