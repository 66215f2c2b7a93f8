package io.channeladapter.router.topology;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.route.MediaLinks;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The router's topology without a broker: bytes in, bytes out, a clock that stands. */
final class RouterRig implements AutoCloseable {
    static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    static final BotId BOT = new BotId("demo");
    static final String ACCOUNT = "7";

    final Set<String> missingTopics = new HashSet<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final StoreMemory memory = new StoreMemory(8L << 20);
    private final TopologyTestDriver driver;
    private Instant clock = NOW;
    private boolean fails;

    RouterRig(Path stateDir, Guarantee guarantee) {
        this(stateDir, guarantee, MediaLinks.NONE);
    }

    RouterRig(Path stateDir, Guarantee guarantee, MediaLinks media) {
        RouterMeters meters = new RouterMeters(registry);
        KnownTopics topics = topic -> !missingTopics.contains(topic);
        StreamsSettings settings =
                new StreamsSettings(guarantee, Duration.ofMillis(20), Duration.ofSeconds(5), stateDir, 1, 0, 8L << 20);
        driver = new TopologyTestDriver(
                RouterTopology.build(this::instant, topics, meters, media),
                settings.properties(
                        new KafkaClients("unused:9092", Map.of(), "bot-router"), () -> clock, topics, meters, memory),
                NOW);
    }

    /** As if the record at this offset had been processed, and all but the state were lost with a crash. */
    void remember(String eventId, long offset) {
        driver.<Bytes, byte[]>getWindowStore(RouterTopology.SIGHTINGS_STORE)
                .put(Sightings.key(eventId), bytes(offset + "/0"), clock.toEpochMilli());
    }

    /** The topology fails at the next look at its clock, as by a defect. */
    void failOnce() {
        fails = true;
    }

    private Instant instant() {
        if (fails) {
            fails = false;
            throw new IllegalStateException("a defect");
        }
        return clock;
    }

    void advance(Duration by) {
        clock = clock.plus(by);
        driver.advanceWallClockTime(by);
    }

    void channel(ChannelStatus status) {
        state(STREAM.value(), Json.bytes(channel(STREAM, BOT, status)));
    }

    static Channel channel(StreamId streamId, BotId botId, ChannelStatus status) {
        return new Channel(
                streamId,
                botId,
                5,
                null,
                status,
                null,
                null,
                null,
                new TwitterAccount(ACCOUNT, "shop", "Shop", null),
                null,
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(NOW),
                null,
                NOW,
                NOW);
    }

    void state(String key, byte @Nullable [] value) {
        input(Topics.STATES.name()).pipeInput(record(bytes(key), value, new RecordHeaders()));
    }

    void change(ChannelEvent.Type type, Instant at) {
        ChannelEvent event = new ChannelEvent(STREAM, BOT, 6, type, at, "ann", Map.of("cause", "x"));
        input(Topics.EVENTS.name()).pipeInput(record(bytes(STREAM.value()), Json.bytes(event), new RecordHeaders()));
    }

    void changeBytes(String value) {
        input(Topics.EVENTS.name()).pipeInput(record(bytes(STREAM.value()), bytes(value), new RecordHeaders()));
    }

    void offer(byte[] value) {
        input(Topics.OFFERS.name()).pipeInput(record(bytes(STREAM.value()), value, new RecordHeaders()));
    }

    void webhook(String body) {
        webhook(STREAM.value(), body);
    }

    void webhook(byte[] body) {
        webhook(STREAM.value(), body, new RecordHeaders());
    }

    void webhook(String key, String body) {
        Headers headers = new RecordHeaders()
                .add("received-at", bytes("2026-11-23T09:59:59Z"))
                .add("traceparent", bytes(TRACE))
                .add("remote-address", bytes("192.0.2.1"));
        webhook(key, body, headers);
    }

    void webhook(String key, String body, Headers headers) {
        webhook(key, bytes(body), headers);
    }

    private void webhook(String key, byte[] body, Headers headers) {
        input(Topics.WEBHOOKS.name()).pipeInput(record(bytes(key), body, headers));
    }

    void reply(String bot, @Nullable String key, String value) {
        reply(bot, key, value, new RecordHeaders());
    }

    void reply(String bot, @Nullable String key, String value, Headers headers) {
        input("bot." + bot + ".replies").pipeInput(record(key == null ? null : bytes(key), bytes(value), headers));
    }

    List<TestRecord<byte[], byte[]>> all(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> events() {
        return all(Topics.botEvents(BOT));
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return all(Topics.DEAD_LETTERS.name());
    }

    double count(RouterMetric metric, String outcome) {
        Counter counter =
                registry.find(metric.metricName()).tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    double count(RouterMetric metric) {
        return registry.find(metric.metricName()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }

    static String message(String id, String sender, String recipient, String text) {
        return "{\"for_user_id\":\"" + ACCOUNT + "\",\"direct_message_events\":[{\"type\":\"message_create\",\"id\":\""
                + id + "\",\"created_timestamp\":\"1700000000123\",\"message_create\":{\"target\":{\"recipient_id\":\""
                + recipient + "\"},\"sender_id\":\"" + sender + "\",\"message_data\":{\"text\":\"" + text + "\"}}}]}";
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static String header(TestRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @SuppressWarnings("NullAway") // a key or a value may be missing by Kafka's contract
    private TestRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new TestRecord<>(key, value, headers, clock);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<String> deadLetterReasons() {
        return deadLetters().stream()
                .map(letter -> header(letter, DeadLetter.REASON))
                .toList();
    }
}
