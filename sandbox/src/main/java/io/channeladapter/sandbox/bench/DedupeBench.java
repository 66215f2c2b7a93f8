package io.channeladapter.sandbox.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.router.topology.RouterTopology;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What the router's memory of events takes. A real router with a real broker reads webhooks of the last weeks, each with
 * one event and the same number in each week; after each week it is stopped and measured, and at last it is started
 * without its folder.
 *
 * @param perWeek events in each week
 * @param weeks how many, 1 to 8
 * @param partitions of the topics
 */
public record DedupeBench(int perWeek, int weeks, int partitions) {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration AT_MOST = Duration.ofHours(1);
    private static final int LOOK_MILLIS = 20;
    private static final int STREAMS = 1_000;
    private static final BotId BOT = new BotId("bench");
    private static final String CHANGELOG = RouterTopology.APPLICATION_ID + "-sightings-changelog";
    /** The broker is to drop what is past while this runs. */
    private static final Map<String, String> BROKER = Map.of(
            "log.retention.check.interval.ms", "2000",
            "log.initial.task.delay.ms", "2000",
            "log.segment.delete.delay.ms", "500");

    public DedupeBench {
        if (perWeek < 1_000 || weeks < 1 || weeks > 8 || partitions < 1) {
            throw new IllegalArgumentException("needs 1,000 events a week, 1 to 8 weeks and a partition at least");
        }
    }

    /**
     * What stands after a week.
     *
     * @param week from 1
     * @param took how long the router read that week's webhooks
     * @param diskBytes the router's folder
     * @param changelogBytes its changelog at the broker
     */
    public record Week(int week, Duration took, long diskBytes, long changelogBytes) {}

    /**
     * How it starts.
     *
     * @param withFolder where its folder is there
     * @param withoutFolder where everything is read from the changelog
     * @param restored records that the changelog holds
     */
    public record Starts(Duration withFolder, Duration withoutFolder, long restored) {}

    /**
     * Runs it.
     *
     * @param folder empty; where everything is kept
     * @param told each week as soon as it is measured
     */
    public Starts run(Path folder, Consumer<Week> told) throws Exception {
        try (Closer closer = new Closer()) {
            EmbeddedKafka kafka =
                    closer.add(EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafka.freePort(), BROKER));
            Admin admin = closer.add(Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers())));
            KafkaClients clients = new KafkaClients(kafka.bootstrapServers(), Map.of(), "bench");
            Producer<String, byte[]> producer = closer.add(clients.producer(Map.of("linger.ms", 5)));
            makeTopics(admin);
            for (int n = 0; n < STREAMS; n++) {
                var _ = producer.send(
                        new ProducerRecord<>(Topics.STATES.name(), stream(n).value(), Json.bytes(channel(n))));
            }
            producer.flush();

            Path state = folder.resolve("router");
            RouterConfig config = config(kafka.bootstrapServers(), state);
            Changelog changelog = new Changelog(admin, CHANGELOG, partitions);
            Instant begin = Instant.now().minus(WEEK.multipliedBy(weeks));
            for (int week = 0; week < weeks; week++) {
                long started = System.nanoTime();
                try (Router _ = started(config)) {
                    write(producer, begin, week);
                    long all = (long) perWeek * (week + 1);
                    await(() -> committed(admin) >= all);
                }
                Duration took = since(started);
                told.accept(new Week(week + 1, took, Disk.bytes(state), changelog.bytes()));
            }
            Duration with = start(config);
            Disk.delete(state);
            long restored = changelog.records();
            return new Starts(with, start(config), restored);
        }
    }

    // The webhooks are older than the broker would keep them.
    private void makeTopics(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(Topics.WEBHOOKS.name(), Optional.of(partitions), Optional.empty())
                        .configs(Map.of("retention.ms", "-1"))))
                .all()
                .get();
        TopicCreator creator = new TopicCreator(admin, partitions);
        creator.ensure(Topics.FIXED);
        creator.ensure(Topics.ofBot(BOT));
    }

    private void write(Producer<String, byte[]> producer, Instant begin, int week) {
        long step = WEEK.toMillis() / perWeek;
        for (int n = 0; n < perWeek; n++) {
            int stream = n % STREAMS;
            long at = begin.plus(WEEK.multipliedBy(week)).toEpochMilli() + n * step;
            var _ = producer.send(new ProducerRecord<>(
                    Topics.WEBHOOKS.name(),
                    null,
                    at,
                    stream(stream).value(),
                    webhook(stream, 1_700_000_000_000_000_000L + (long) week * perWeek + n, at)));
        }
        producer.flush();
    }

    private static byte[] webhook(int stream, long id, long at) {
        return String.format(
                        Locale.ROOT,
                        "{\"for_user_id\":\"%d\",\"direct_message_events\":[{\"type\":\"message_create\",\"id\":\"%d\","
                                + "\"created_timestamp\":\"%d\",\"message_create\":{\"target\":{\"recipient_id\":\"%d\"},"
                                + "\"sender_id\":\"99\",\"message_data\":{\"text\":\"hello\"}}}]}",
                        account(stream),
                        id,
                        at,
                        account(stream))
                .getBytes(UTF_8);
    }

    private static int account(int stream) {
        return 1_000_000 + stream;
    }

    private static StreamId stream(int number) {
        return StreamId.of(new UUID(0xbe_0000_4000L, number));
    }

    private static Channel channel(int number) {
        Instant at = Instant.EPOCH;
        return new Channel(
                stream(number),
                BOT,
                5,
                null,
                ChannelStatus.ENABLED,
                null,
                null,
                null,
                new TwitterAccount(String.valueOf(account(number)), "shop" + number, "Shop", null),
                null,
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(at),
                null,
                at,
                at);
    }

    private RouterConfig config(String kafka, Path state) throws Exception {
        return RouterConfig.from(Settings.load(
                RouterConfig.KEYS,
                Map.of(
                        "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                        kafka,
                        "ADAPTER_TOPICS_PARTITIONS",
                        String.valueOf(partitions),
                        "ADAPTER_ROUTER_STATE_DIR",
                        state.toString(),
                        "ADAPTER_ROUTER_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "ADAPTER_ROUTER_MANAGEMENT_PORT",
                        "0")));
    }

    private static Duration start(RouterConfig config) throws Exception {
        long from = System.nanoTime();
        try (Router _ = started(config)) {
            return since(from);
        }
    }

    private static Router started(RouterConfig config) throws Exception {
        Router router = Router.start(config, InstantSource.system());
        await(() -> router.readiness().ready());
        return router;
    }

    private static long committed(Admin admin) {
        try {
            return admin
                    .listConsumerGroupOffsets(RouterTopology.APPLICATION_ID)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(entry -> entry.getKey().topic().equals(Topics.WEBHOOKS.name()))
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not tell how far the router is", e);
        }
    }

    private static void await(BooleanSupplier done) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the router is not done within " + AT_MOST.toMinutes() + " minutes");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
