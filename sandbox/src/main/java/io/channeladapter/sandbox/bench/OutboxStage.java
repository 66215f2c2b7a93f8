package io.channeladapter.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.Egress;
import io.channeladapter.egress.EgressConfig;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.sandbox.simulator.SimulatorConfig;
import io.channeladapter.sandbox.simulator.TwitterSimulator;
import io.channeladapter.sandbox.simulator.api.Limits;
import io.channeladapter.sandbox.simulator.world.SendLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What stands around an egress: Kafka, an ingress, a router and a Twitter that echoes every message, with channels that
 * are connected to one bot. All topics have one partition. One thread.
 */
final class OutboxStage implements AutoCloseable {
    static final BotId BOT = new BotId("bench");
    /** Where the egress keeps its copy of the outbox. */
    static final String STATE = "egress";

    private static final String LABEL = "sandbox";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int BLOCKED_SECONDS = 86_400;
    /** Far above what is sent, but counted as ever. */
    private static final SendLimits SENDS = new SendLimits(10_000_000, 10_000_000, 5, Duration.ofHours(24));

    private final Closer closer;
    private final Path folder;
    private final EmbeddedKafka kafka;
    private final TwitterSimulator simulator;
    private final Rest control;
    private final Admin admin;
    private final Producer<String, byte[]> producer;
    private final Secret keyset = Sealer.newKeyset();
    private final List<Account> accounts = new ArrayList<>();

    /**
     * A channel.
     *
     * @param id Twitter's id of its account
     */
    record Account(StreamId streamId, String id) {}

    private OutboxStage(Closer closer, Path folder) throws InterruptedException {
        this.closer = closer;
        this.folder = folder;
        kafka = closer.add(EmbeddedKafka.start(folder.resolve("kafka")));
        admin = closer.add(Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers())));
        TopicCreator creator = new TopicCreator(admin, 1);
        creator.ensure(Topics.FIXED);
        creator.ensure(Topics.ofBot(BOT));
        producer = closer.add(
                new KafkaClients(kafka.bootstrapServers(), Map.of(), "bench").producer(Map.of("linger.ms", 1)));
        simulator = closer.add(TwitterSimulator.start(
                SimulatorConfig.local().withLimits(Limits.twitter().withSends(SENDS))));
        control = new Rest(closer.add(HttpClient.newHttpClient()), simulator.url(), Map.of());
    }

    /**
     * Starts everything but the egress.
     *
     * @param folder empty
     * @param channels how many
     * @param callTakes how long Twitter takes for a call that sends
     */
    static OutboxStage open(Path folder, int channels, Duration callTakes) throws Exception {
        Closer closer = new Closer();
        try {
            OutboxStage stage = new OutboxStage(closer, folder);
            stage.connect(channels);
            if (callTakes.isPositive()) {
                stage.fault(Map.of("target", "*", "kind", "latency", "millis", callTakes.toMillis()));
            }
            return stage;
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    List<Account> accounts() {
        return accounts;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Admin admin() {
        return admin;
    }

    Producer<String, byte[]> producer() {
        return producer;
    }

    /** The folder of the egress. */
    Path state() {
        return folder.resolve(STATE);
    }

    /** Makes somebody to write to; Twitter's id of them. */
    String newPerson(String screenName) throws IOException, InterruptedException {
        return posted("/control/persons", Map.of("screenName", screenName))
                .path("id")
                .asText();
    }

    /** From now on Twitter refuses what the account sends, and says that it will for a day. */
    void block(Account account) throws IOException, InterruptedException {
        fault(Map.of("target", account.id(), "kind", "rate-limited", "resetSeconds", BLOCKED_SECONDS));
    }

    /** Starts an egress. Only one may run. */
    Egress startEgress() throws Exception {
        Map<String, String> own = Map.of(
                "ADAPTER_SECRETS_KEYSET",
                keyset.reveal(),
                "ADAPTER_TWITTER_API_URL",
                simulator.url(),
                "ADAPTER_EGRESS_STATE_DIR",
                state().toString(),
                "ADAPTER_EGRESS_MANAGEMENT_HOST",
                "127.0.0.1",
                "ADAPTER_EGRESS_MANAGEMENT_PORT",
                "0",
                "ADAPTER_EGRESS_V1_ACCOUNT_DAY",
                String.valueOf(SENDS.perUser()),
                "ADAPTER_EGRESS_V1_APP_DAY",
                String.valueOf(SENDS.perApp()),
                "ADAPTER_EGRESS_ANOMALY_FLOOD_LEAST",
                "0");
        return Egress.start(EgressConfig.from(load(EgressConfig.KEYS, own)), InstantSource.system());
    }

    @Override
    public void close() {
        closer.close();
    }

    private void connect(int channels) throws Exception {
        Ingress ingress = closer.add(Ingress.start(
                IngressConfig.from(load(
                        IngressConfig.KEYS,
                        Map.of(
                                "ADAPTER_SECRETS_KEYSET", keyset.reveal(),
                                "ADAPTER_INGRESS_HOST", "127.0.0.1",
                                "ADAPTER_INGRESS_PORT", "0",
                                "ADAPTER_INGRESS_MANAGEMENT_HOST", "127.0.0.1",
                                "ADAPTER_INGRESS_MANAGEMENT_PORT", "0"))),
                InstantSource.system()));
        Router router = closer.add(Router.start(
                RouterConfig.from(load(
                        RouterConfig.KEYS,
                        Map.of(
                                "ADAPTER_ROUTER_STATE_DIR",
                                        folder.resolve("router").toString(),
                                "ADAPTER_ROUTER_MANAGEMENT_HOST", "127.0.0.1",
                                "ADAPTER_ROUTER_MANAGEMENT_PORT", "0"))),
                InstantSource.system()));
        TwitterApi twitter = TwitterApis.over(
                        URI.create(simulator.url()), closer.add(HttpClient.newHttpClient()), TIMEOUT)
                .of(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        Patience.await(
                "ingress and router are not ready",
                () -> ingress.readiness().ready() && router.readiness().ready());
        for (int n = 0; n < channels; n++) {
            connect(n, twitter, "http://127.0.0.1:" + ingress.port());
        }
    }

    private void connect(int number, TwitterApi twitter, String ingress) throws Exception {
        JsonNode keys = posted(
                "/control/accounts", Map.of("screenName", "Account" + number, "generation", "account-activity-v1"));
        Credentials credentials = new Credentials(
                new Secret(keys.path("apiKey").asText()),
                new Secret(keys.path("apiSecretKey").asText()),
                new Secret(keys.path("accessToken").asText()),
                new Secret(keys.path("accessTokenSecret").asText()));
        Account account = new Account(
                StreamId.of(new UUID(0x0b_0e_0000_4000L, number)),
                keys.path("accountId").asText());
        producer.send(new ProducerRecord<>(
                        Topics.STATES.name(),
                        account.streamId().value(),
                        Json.bytes(state(account, credentials.seal(Sealer.with(keyset), account.streamId())))))
                .get();
        URI callback = URI.create(ingress + "/webhooks/twitter/" + account.streamId());
        Patience.await(
                "the ingress does not answer Twitter's challenge",
                () -> twitter.registerWebhook(credentials, LABEL, callback) instanceof TwitterAnswer.Success);
        Patience.await(
                "Twitter lets no account subscribe",
                () -> twitter.subscribe(credentials, LABEL, "") instanceof TwitterAnswer.Success);
        accounts.add(account);
    }

    private static Channel state(Account account, String sealed) {
        Instant at = Instant.EPOCH;
        return new Channel(
                account.streamId(),
                BOT,
                5,
                null,
                ChannelStatus.ENABLED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                LABEL,
                sealed,
                new TwitterAccount(account.id(), "shop" + account.id(), "Shop", null),
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

    private void fault(Map<String, Object> fault) throws IOException, InterruptedException {
        posted("/control/faults", fault);
    }

    private JsonNode posted(String path, Map<String, ?> body) throws IOException, InterruptedException {
        Rest.Answer answer = control.post(path, body);
        if (!answer.ok()) {
            throw new IOException(path + " was answered with " + answer.status());
        }
        return answer.body();
    }

    private Settings load(List<Key<?>> keys, Map<String, String> own) throws Exception {
        Map<String, String> all = new HashMap<>(own);
        all.put("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.put("ADAPTER_TOPICS_PARTITIONS", "1");
        return Settings.load(keys, all);
    }
}
