package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.EgressMain;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.sandbox.simulator.SimulatorConfig;
import io.channeladapter.sandbox.simulator.TwitterSimulator;
import io.channeladapter.sandbox.simulator.api.Limits;
import io.channeladapter.sandbox.simulator.world.SendLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka, the simulated Twitter, an ingress and a router in this JVM, and as many senders as a test starts, each in a
 * process of its own; channels are connected without a config-service. One thread.
 */
final class OutboundStage implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Secret keyset = Sealer.newKeyset();
    private final EmbeddedKafka kafka;
    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final TwitterSimulator simulator;
    private final Twitter twitter;
    private final Ingress ingress;
    private final Router router;
    private final List<Program> senders = new ArrayList<>();
    private final List<Future<?>> written = new ArrayList<>();
    private final List<BotId> bots;
    private final SendLimits sends;
    private int accounts;

    /**
     * @param folder empty
     * @param sends what Twitter lets an account and an app send
     */
    OutboundStage(Path folder, List<BotId> bots, SendLimits sends) throws Exception {
        this.folder = folder;
        this.bots = List.copyOf(bots);
        this.sends = sends;
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        List<Topic> topics = Stream.concat(
                        Topics.FIXED.stream(), bots.stream().flatMap(bot -> Topics.ofBot(bot).stream()))
                .toList();
        new TopicCreator(admin, PARTITIONS).ensure(topics);
        this.producer = new KafkaClients(kafka.bootstrapServers(), Map.of(), "test").producer(Map.of());
        this.simulator = TwitterSimulator.start(
                SimulatorConfig.local().withLimits(Limits.twitter().withSends(sends)));
        this.twitter = new Twitter(http, simulator.url());
        this.ingress = Ingress.start(
                IngressConfig.from(Settings.load(
                        IngressConfig.KEYS,
                        settings(Map.of(
                                "ADAPTER_SECRETS_KEYSET", keyset.reveal(),
                                "ADAPTER_INGRESS_HOST", "127.0.0.1",
                                "ADAPTER_INGRESS_PORT", "0",
                                "ADAPTER_INGRESS_MANAGEMENT_HOST", "127.0.0.1",
                                "ADAPTER_INGRESS_MANAGEMENT_PORT", "0")))),
                InstantSource.system());
        this.router = Router.start(
                RouterConfig.from(Settings.load(
                        RouterConfig.KEYS,
                        settings(Map.of(
                                "ADAPTER_ROUTER_STATE_DIR",
                                        folder.resolve("router").toString(),
                                "ADAPTER_ROUTER_MANAGEMENT_HOST", "127.0.0.1",
                                "ADAPTER_ROUTER_MANAGEMENT_PORT", "0")))),
                InstantSource.system());
    }

    private Map<String, String> settings(Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "ADAPTER_TOPICS_PARTITIONS",
                String.valueOf(PARTITIONS)));
        settings.putAll(further);
        return settings;
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    Twitter twitter() {
        return twitter;
    }

    /** An enabled channel of a new account, whose webhook is registered and which is subscribed. */
    ReadyChannel newChannel(BotId bot) throws Exception {
        int n = accounts++;
        JsonNode keys = twitter.addAccount("Account" + n);
        Credentials credentials = Twitter.credentials(keys);
        ReadyChannel channel = new ReadyChannel(
                StreamId.of(new UUID(0x0b_0de0_0000_4000L, n)),
                bot,
                keys.path("accountId").asText(),
                credentials);
        producer.send(channel.state(keyset)).get(30, TimeUnit.SECONDS);
        String address = "http://127.0.0.1:" + ingress.port() + "/webhooks/twitter/" + channel.streamId();
        twitter.registers(keys, address);
        TwitterApi api = TwitterApis.over(URI.create(simulator.url()), http, TheAdapter.LIMIT)
                .of(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        assertThat(api.subscribe(credentials, keys.path("environmentLabel").asText(), ""))
                .isInstanceOf(TwitterAnswer.Success.class);
        return channel;
    }

    /** Starts one more sender, with a state folder of this name, and waits until it can send. */
    Program startSender(String name) {
        String health = String.valueOf(EmbeddedKafka.freePort());
        Map<String, String> limits = Map.of(
                "ADAPTER_EGRESS_V1_ACCOUNT_DAY", String.valueOf(sends.perUser()),
                "ADAPTER_EGRESS_V1_APP_DAY", String.valueOf(sends.perApp()),
                "ADAPTER_EGRESS_V1_FREE_REPLIES", String.valueOf(sends.freeReplies()));
        Map<String, String> own = new HashMap<>(limits);
        own.putAll(Map.of(
                "ADAPTER_SECRETS_KEYSET",
                keyset.reveal(),
                "ADAPTER_TWITTER_API_URL",
                simulator.url(),
                "ADAPTER_TWITTER_TIMEOUT",
                "5s",
                "ADAPTER_EGRESS_STATE_DIR",
                folder.resolve(name).toString(),
                "ADAPTER_EGRESS_MANAGEMENT_HOST",
                "127.0.0.1",
                "ADAPTER_EGRESS_MANAGEMENT_PORT",
                health,
                "ADAPTER_LOG_LEVEL",
                "INFO"));
        Program sender = new Program(name, EgressMain.class, settings(own), folder.resolve(name + ".log"));
        senders.add(sender);
        return sender.awaitReady(() -> http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/health/live"))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode()
                == 200);
    }

    /** A bot's reply; {@link #flush} waits until the broker has it. */
    void reply(ReadyChannel channel, String person, String id, String text) {
        byte[] value = Json.bytes(Map.of("id", id, "text", text));
        written.add(producer.send(
                new ProducerRecord<>(Topics.botReplies(channel.botId()), channel.conversation(person), value)));
    }

    /** Waits until every reply so far is acknowledged. */
    void flush() throws Exception {
        for (Future<?> one : written) {
            one.get(30, TimeUnit.SECONDS);
        }
        written.clear();
    }

    /** Waits until the router reads the bots' replies, and has handed on all of them. */
    void repliesAreChecked(long replies) {
        await("the router has checked all replies")
                .atMost(AT_MOST)
                .until(() -> RouterStage.ends(admin, List.of(Topics.OUTBOUND.name()), PARTITIONS).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        >= replies);
    }

    /** What the bots read, from the beginning. */
    BotLog bots() {
        return new BotLog(kafka(), bots.stream().map(Topics::botEvents).toList());
    }

    @Override
    public void close() {
        senders.forEach(Program::close);
        producer.close();
        admin.close();
        ingress.close();
        router.close();
        simulator.close();
        http.close();
        kafka.close();
    }
}
