package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.router.topology.RouterTopology;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A broker, channels and webhooks for tests of routers alone. Safe for many threads. */
final class RouterStage implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final Path folder;
    private final int partitions;
    private final EmbeddedKafka kafka;
    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final Secret keyset = Sealer.newKeyset();
    private final AtomicInteger channels = new AtomicInteger();

    /** @param partitions of every topic */
    RouterStage(Path folder, int partitions) {
        this.folder = folder;
        this.partitions = partitions;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        new TopicCreator(admin, partitions).ensure(Topics.FIXED);
        this.producer = new KafkaClients(kafka.bootstrapServers(), Map.of(), "test").producer(Map.of());
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    /** Settings of a router with a state folder of this name. */
    Map<String, String> settings(String name, Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS", kafka(),
                "ADAPTER_TOPICS_PARTITIONS", String.valueOf(partitions),
                "ADAPTER_ROUTER_STATE_DIR", folder.resolve(name).toString(),
                "ADAPTER_ROUTER_MANAGEMENT_HOST", "127.0.0.1",
                "ADAPTER_ROUTER_MANAGEMENT_PORT", "0"));
        settings.putAll(further);
        return settings;
    }

    /** A router in this JVM. */
    Router router(String name, Map<String, String> further) throws Exception {
        return Router.start(config(settings(name, further)), InstantSource.system());
    }

    private static RouterConfig config(Map<String, String> settings) throws InvalidSettingsException {
        return RouterConfig.from(Settings.load(RouterConfig.KEYS, settings));
    }

    /** Makes a bot with its topics and one channel. */
    ReadyChannel newBot(String name) {
        BotId bot = new BotId(name);
        createTopics(bot);
        int n = channels.incrementAndGet();
        ReadyChannel channel =
                new ReadyChannel(StreamId.of(new UUID(0x12_0de0_0000_4000L, n)), bot, "7" + n, "the secret of " + n);
        write(channel.state(keyset));
        return channel;
    }

    void createTopics(BotId bot) {
        new TopicCreator(admin, partitions).ensure(Topics.ofBot(bot));
    }

    void delete(String topic) {
        get(() -> admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS));
    }

    /** A message of a person as the ingress puts it in the log. */
    void message(ReadyChannel channel, String person, String id, String text) {
        byte[] body = WebhookSender.body(channel.accountId(), person, id, text);
        write(new ProducerRecord<>(Topics.WEBHOOKS.name(), channel.streamId().value(), body));
    }

    void write(ProducerRecord<String, byte[]> record) {
        get(() -> producer.send(record).get(30, TimeUnit.SECONDS));
    }

    /** How many routers share the work. */
    int routers() {
        return get(() -> admin.describeConsumerGroups(List.of(RouterTopology.APPLICATION_ID))
                        .all()
                        .get())
                .values()
                .stream()
                .mapToInt(group -> group.members().size())
                .sum();
    }

    /** Waits until the routers have processed and committed every webhook so far. */
    void routersAreDone() {
        routersAreDone(admin, partitions);
    }

    /** The same, at another broker. */
    static void routersAreDone(Admin admin, int partitions) {
        Map<TopicPartition, Long> ends = ends(admin, List.of(Topics.WEBHOOKS.name()), partitions);
        await("the routers have done all").atMost(AT_MOST).until(() -> {
            var committed = admin.listConsumerGroupOffsets(RouterTopology.APPLICATION_ID)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .filter(end -> end.getValue() > 0)
                    .allMatch(end -> committed.containsKey(end.getKey())
                            && committed.get(end.getKey()).offset() >= end.getValue());
        });
    }

    Map<TopicPartition, Long> ends(List<String> topics) {
        return ends(admin, topics, partitions);
    }

    /** Where these topics end. */
    static Map<TopicPartition, Long> ends(Admin admin, List<String> topics, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = topics.stream()
                .flatMap(topic ->
                        IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(() -> admin.listOffsets(latest).all().get()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static <T> T get(Callable<T> call) {
        try {
            return call.call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        kafka.close();
    }
}
