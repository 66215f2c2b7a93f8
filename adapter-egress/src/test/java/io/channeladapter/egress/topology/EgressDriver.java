package io.channeladapter.egress.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.anomaly.Thresholds;
import io.channeladapter.egress.gate.ChannelCredentials;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.settle.Backlog;
import io.channeladapter.egress.spend.Apps;
import io.channeladapter.egress.task.Parts;
import io.channeladapter.egress.task.Rules;
import io.channeladapter.egress.throttle.Allowances;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The topology under a clock, a Twitter and a set of channels that the test moves. */
final class EgressDriver implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration TICK = Duration.ofMillis(10);
    static final BotId BOT = new BotId("demo");
    static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    static final StreamId OTHER_STREAM = new StreamId("st-00000000-0000-0000-0000-000000000002");
    static final Rules RULES = new Rules(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofHours(24),
            12,
            Duration.ofSeconds(10),
            64,
            // What these tests write looks like a bot that runs wild.
            new Thresholds(0, Duration.ofSeconds(3), 0, Duration.ofHours(1), 0, 1));
    private static final Sealer SEALER = Sealer.with(Sealer.newKeyset());

    private final Rules rules;
    final FakeCalls calls = new FakeCalls();
    final Map<StreamId, Channel> channels;
    final List<Event> events = new ArrayList<>();
    final List<JsonNode> signals = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Allowances allowances;
    private final Function<StreamId, Optional<Apps.Membership>> apps;
    private final RecordedStore store;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> replies;
    private final TestInputTopic<String, byte[]> echoes;
    private final TestInputTopic<String, byte[]> commands;
    /** What was told of channels. */
    final List<TestRecord<String, byte[]>> states = new ArrayList<>();
    /** All of the same topic, beats included. */
    final List<TestRecord<String, byte[]>> statesAndBeats = new ArrayList<>();

    private final TestInputTopic<String, byte[]> received;
    final Set<String> missing = new HashSet<>();
    private long commits;
    private boolean commitsPass = true;
    private int committed;
    private Instant now;
    private Instant clock = START;
    private boolean channelsKnown = true;
    private boolean closed;

    /**
     * An event to the bot.
     *
     * @param id {@code ce_id}
     * @param type {@code ce_type} without its prefix
     * @param data the value
     * @param trace {@code traceparent}
     */
    record Event(String id, String type, JsonNode data, String trace) {
        String replyId() {
            return data.path("replyId").asText();
        }

        @Override
        public String toString() {
            return type.replace("message.", "") + " " + replyId()
                    + (data.hasNonNull("reason") ? " " + data.path("reason").asText() : "");
        }
    }

    private EgressDriver(
            Rules rules,
            Map<StreamId, Channel> channels,
            List<RecordedStore.Write> changelog,
            Instant now,
            Backlog.Ends ends,
            Allowances allowances,
            Function<StreamId, Optional<Apps.Membership>> apps) {
        this.rules = rules;
        this.channels = channels;
        this.allowances = allowances;
        this.apps = apps;
        this.now = now;
        this.store = new RecordedStore(EgressTopology.STORE, changelog);
        this.committed = changelog.size();
        Parts parts = new Parts(
                () -> calls,
                new ChannelGate(
                        id -> Optional.ofNullable(channels.get(id)),
                        () -> channelsKnown,
                        new ChannelCredentials(SEALER)),
                partition -> CompletableFuture.completedFuture(ends),
                rules,
                () -> 1.0,
                new EgressMetrics(registry),
                apps,
                allowances,
                () -> clock);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, EgressTopology.APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        driver = new TopologyTestDriver(
                EgressTopology.of(
                        parts,
                        topic -> !missing.contains(topic),
                        context -> () -> commits,
                        store.supplier(),
                        RecordedStore.forgetful(EgressTopology.INDEX).supplier()),
                properties,
                now);
        replies = driver.createInputTopic(Topics.OUTBOUND.name(), new StringSerializer(), new ByteArraySerializer());
        commands = driver.createInputTopic(
                Topics.OUTBOX_COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        received = driver.createInputTopic(Topics.RECEIVED.name(), new StringSerializer(), new ByteArraySerializer());
        echoes = driver.createInputTopic(Topics.ECHOES.name(), new StringSerializer(), new ByteArraySerializer());
    }

    /** Two enabled channels, an empty outbox, and no hold. */
    static EgressDriver fresh() {
        return fresh(RULES, Allowances.twitter(), streamId -> Optional.empty());
    }

    static EgressDriver fresh(Rules rules) {
        return fresh(rules, Allowances.twitter(), streamId -> Optional.empty());
    }

    /** The same, under these limits. */
    static EgressDriver fresh(Allowances allowances, Function<StreamId, Optional<Apps.Membership>> apps) {
        return fresh(RULES, allowances, apps);
    }

    private static EgressDriver fresh(
            Rules rules, Allowances allowances, Function<StreamId, Optional<Apps.Membership>> apps) {
        Map<StreamId, Channel> channels = new HashMap<>();
        channels.put(STREAM, enabled(STREAM, 3, "token"));
        channels.put(OTHER_STREAM, enabled(OTHER_STREAM, 3, "token"));
        EgressDriver driver = new EgressDriver(rules, channels, List.of(), START, Backlog.Ends.NONE, allowances, apps);
        driver.pass(RULES.settleWait().plusMillis(200));
        return driver;
    }

    /** What another instance finds after this one was killed with all of its writes durable. */
    EgressDriver killed() {
        return killed(store.writes().size(), Backlog.Ends.NONE);
    }

    /** What another instance finds after this one was killed with so many of its writes durable. */
    EgressDriver killed(int durable, Backlog.Ends ends) {
        return new EgressDriver(rules, channels, store.writes().subList(0, durable), now, ends, allowances, apps);
    }

    static Backlog.Ends backlog(long lastReply, long lastEcho) {
        return new Backlog.Ends(
                lastReply + 1,
                lastReply < 0 ? OptionalLong.empty() : OptionalLong.of(lastReply),
                lastEcho < 0 ? OptionalLong.empty() : OptionalLong.of(lastEcho));
    }

    static Channel enabled(StreamId streamId, long version, String accessToken) {
        Credentials credentials = new Credentials(
                new Secret("key"), new Secret("secret"), new Secret(accessToken), new Secret("token-secret"));
        return new Channel(
                streamId,
                BOT,
                version,
                null,
                ChannelStatus.ENABLED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "dev",
                credentials.seal(SEALER, streamId),
                new TwitterAccount("900", "demo_bot", "Demo", null),
                "1",
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(START),
                null,
                START,
                START);
    }

    void channel(Channel channel) {
        channels.put(channel.streamId(), channel);
    }

    void reportUnclear() {
        Channel c = enabled(STREAM, 4, "token");
        channels.put(
                STREAM,
                new Channel(
                        c.streamId(),
                        c.botId(),
                        c.version(),
                        null,
                        c.status(),
                        c.generation(),
                        c.environmentLabel(),
                        c.sealedCredentials(),
                        c.account(),
                        c.webhookId(),
                        null,
                        null,
                        AfterUnclear.REPORT,
                        null,
                        c.health(),
                        null,
                        c.createdAt(),
                        c.updatedAt()));
    }

    void generation(ApiGeneration generation) {
        Channel c = enabled(STREAM, 4, "token");
        channels.put(
                STREAM,
                new Channel(
                        c.streamId(),
                        c.botId(),
                        c.version(),
                        null,
                        c.status(),
                        generation,
                        c.environmentLabel(),
                        c.sealedCredentials(),
                        c.account(),
                        c.webhookId(),
                        null,
                        null,
                        AfterUnclear.RESEND,
                        null,
                        c.health(),
                        null,
                        c.createdAt(),
                        c.updatedAt()));
    }

    void channelsKnown(boolean known) {
        channelsKnown = known;
    }

    Instant now() {
        return now;
    }

    /** A reply with its id as text. */
    void reply(String user, String id) {
        reply(STREAM, user, id, id, null, CheckedReply.Priority.live);
    }

    void reply(
            StreamId streamId,
            String user,
            String id,
            String text,
            @Nullable Instant expiresAt,
            CheckedReply.Priority priority) {
        pipe(streamId, user, id, text, List.of(), null, false, priority, expiresAt);
        collect();
    }

    private void pipe(
            StreamId streamId,
            String user,
            String id,
            String text,
            List<CheckedReply.QuickReply> choices,
            CheckedReply.@Nullable MediaSource media,
            boolean typing,
            CheckedReply.Priority priority,
            @Nullable Instant expiresAt) {
        CheckedReply reply = new CheckedReply(
                id,
                BOT,
                new Conversation(streamId, user),
                text,
                choices,
                List.of(),
                null,
                media,
                null,
                typing,
                null,
                priority,
                expiresAt,
                null,
                now,
                Traceparent.named("reply " + id));
        replies.pipeInput(streamId.value(), Json.bytes(reply), now);
    }

    /** A reply without a message. */
    void typing(String user, String id) {
        pipe(STREAM, user, id, "", List.of(), null, true, CheckedReply.Priority.live, null);
        collect();
    }

    /** So many replies to so many people at once; what is told of them is not kept. */
    void crowd(int count, int people) {
        for (int i = 0; i < count; i++) {
            pipe(
                    STREAM,
                    String.valueOf(1_000 + i % people),
                    "crowd-" + i,
                    "to all " + i,
                    List.of(),
                    null,
                    false,
                    CheckedReply.Priority.live,
                    null);
            if (i % 1_000 == 0) {
                forgetEvents();
            }
        }
        forgetEvents();
    }

    private void forgetEvents() {
        driver.createOutputTopic(Topics.botEvents(BOT), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** The value of a gauge. */
    int gauge(EgressMetric metric) {
        return (int) registry.get(metric.metricName()).gauge().value();
    }

    /** Age in seconds of the oldest head that waits for this. */
    double age(WaitCause cause) {
        return registry.get(EgressMetric.OUTBOX_AGE.metricName())
                .tag("cause", cause.wire())
                .gauge()
                .value();
    }

    /** What was told to the router of choices that were sent as text. */
    List<JsonNode> offers() {
        return driver
                .createOutputTopic(Topics.OFFERS.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .map(record -> json(record.value()))
                .toList();
    }

    /** A reply with these choices. */
    void choice(String user, String id, String text, List<CheckedReply.QuickReply> choices) {
        pipe(STREAM, user, id, text, choices, null, false, CheckedReply.Priority.live, null);
        collect();
    }

    /** A reply with a photo that is fetched first, and its id as text. */
    void photo(String user, String id) {
        pipe(
                STREAM,
                user,
                id,
                id,
                List.of(),
                new CheckedReply.MediaSource(URI.create("https://bot.example/photo.jpg"), null),
                false,
                CheckedReply.Priority.live,
                null);
        collect();
    }

    void rawReply(@Nullable String key, byte @Nullable [] value) {
        replies.pipeInput(new TestRecord<>(key, value, now));
        collect();
    }

    /** A person wrote just now. */
    void received(String user, String messageId) {
        received(user, messageId, now);
    }

    /** A person wrote at that time, and it is heard of now. */
    void received(String user, String messageId, Instant at) {
        Received value = new Received(new Conversation(STREAM, user), messageId, at);
        received.pipeInput(STREAM.value(), Json.bytes(value), now);
        collect();
    }

    void echo(String user, String messageId, String text) {
        Echo echo = new Echo(
                BOT,
                new Conversation(STREAM, user),
                null,
                new EventData.DirectMessage(messageId, text, text, null, List.of(), null, List.of(), null),
                now,
                now,
                Json.object().put("id", messageId),
                Traceparent.named("echo " + messageId));
        echoes.pipeInput(STREAM.value(), Json.bytes(echo), now);
        tick();
    }

    void command(OutboxCommand.Kind kind, @Nullable String userId, @Nullable String replyId) {
        OutboxCommand command = new OutboxCommand(STREAM, kind, userId, replyId, "owner", now);
        commands.pipeInput(STREAM.value(), Json.bytes(command), now);
        tick();
    }

    /** The last that was told of what waits; null for a tombstone, or nothing. */
    @Nullable
    JsonNode state() {
        byte[] value = states.isEmpty() ? null : states.getLast().value();
        return value == null ? null : json(value);
    }

    /** Time passes, in small steps. */
    void pass(Duration time) {
        pass(time, time.compareTo(Duration.ofMinutes(30)) > 0 ? Duration.ofSeconds(30) : Duration.ofMillis(100));
    }

    /** Time passes in such steps. */
    void pass(Duration time, Duration most) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            Duration left = Duration.between(now, until);
            Duration step = left.compareTo(most) < 0 ? left : most;
            now = now.plus(step);
            if (commitsPass) {
                commit();
            }
            driver.advanceWallClockTime(step);
        }
        collect();
    }

    /** What came meanwhile is taken in, and what follows from it is told once it is committed. */
    void tick() {
        pass(TICK.multipliedBy(2), TICK);
    }

    void commit() {
        commits++;
        committed = writes();
    }

    /** How many of the writes a kill leaves in any case. */
    int committed() {
        return committed;
    }

    /** From now on commits pass by {@link #commit} alone. */
    void commitsByHand() {
        commitsPass = false;
    }

    /** The clock is set back while nothing runs. */
    void clockSetBack(Duration by) {
        now = now.minus(by);
    }

    /** The thread stands still, as if its machine was suspended. */
    void standStill(Duration time) {
        clock = clock.plus(time);
    }

    List<TestRecord<String, byte[]>> deadLetters() {
        return driver.createOutputTopic(
                        Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Events as text, such as {@code sent r1} or {@code failed r1 unclear}. */
    List<String> told() {
        return events.stream().map(Event::toString).toList();
    }

    Map<String, String> stored() {
        return store.content();
    }

    int writes() {
        return store.writes().size();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            driver.close();
        }
    }

    private void collect() {
        driver.createOutputTopic(Topics.botEvents(BOT), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> events.add(new Event(
                        header(record, "ce_id"),
                        header(record, "ce_type").replace("io.channeladapter.", ""),
                        json(record.value()),
                        header(record, "traceparent"))));
        driver.createOutputTopic(Topics.SIGNALS.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> signals.add(json(record.value())));
        driver.createOutputTopic(Topics.OUTBOX_STATES.name(), new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .forEach(record -> {
                    statesAndBeats.add(record);
                    if (Beat.partition(record.key()).isEmpty()) {
                        states.add(record);
                    }
                });
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] value) {
        try {
            return Json.MAPPER.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
