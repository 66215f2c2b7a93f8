package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes connections and says nothing, and bodies as large as allowed. */
class SlowKafkaIT {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
    private static final StreamId STREAM = StreamId.of(new UUID(0x51_00e0_0000_4000L, 1));
    private static final BotId BOT = new BotId("demo");
    private static final String SECRET = "the secret that signs";
    private static final int MOST_WAITING = 20;
    private static final int EVENTS = 100;

    private final Secret keyset = Sealer.newKeyset();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder = Path.of("");

    private EmbeddedKafka kafka;
    private StallingProxy proxy;
    private Ingress ingress;

    @BeforeEach
    void start() throws Exception {
        int port = EmbeddedKafka.freePort();
        proxy = new StallingProxy(port);
        kafka = EmbeddedKafka.start(
                folder.resolve("kafka"), port, Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port()));
        ingress = Ingress.start(
                IngressConfig.from(Settings.load(
                        IngressConfig.KEYS,
                        settings(Map.of(
                                "ADAPTER_INGRESS_HOST", "127.0.0.1",
                                "ADAPTER_INGRESS_PORT", "0",
                                "ADAPTER_INGRESS_MANAGEMENT_HOST", "127.0.0.1",
                                "ADAPTER_INGRESS_MANAGEMENT_PORT", "0",
                                "ADAPTER_INGRESS_MAX_WAITING", String.valueOf(MOST_WAITING),
                                "ADAPTER_INGRESS_ACK_TIMEOUT", "500ms")))),
                InstantSource.system());
        knowChannel();
        await("the ingress knows the channel")
                .atMost(TheAdapter.LIMIT)
                .until(() -> post(event(0)).statusCode() == 200);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.resume();
        ingress.close();
        http.close();
        kafka.close();
        proxy.close();
    }

    @Test
    void g1_g2_whatASlowKafkaDidNotTakeInTimeIsTakenAgainAndReachesTheBotOnce() throws Exception {
        proxy.stall();
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.rangeClosed(1, EVENTS)
                .mapToObj(n -> http.sendAsync(request(event(n)), BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> each : sent) {
            HttpResponse<String> refused = each.get(30, TimeUnit.SECONDS);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).containsAnyOf("not-acknowledged", "overloaded");
            assertThat(waiting()).isLessThanOrEqualTo(MOST_WAITING);
        }
        assertThat(post(event(1)).statusCode()).isEqualTo(503);
        await("not ready")
                .atMost(TheAdapter.LIMIT)
                .until(() -> !ingress.readiness().ready());

        proxy.resume();
        await("ready again without a restart")
                .atMost(TheAdapter.LIMIT)
                .until(() -> ingress.readiness().ready());
        for (int n = 1; n <= EVENTS; n++) {
            // As Twitter does: again until it is taken.
            String event = event(n);
            await("event " + n).atMost(TheAdapter.LIMIT).until(() -> post(event).statusCode() == 200);
        }

        try (Router router = router();
                TopicReader bot = new TopicReader(kafka.bootstrapServers(), Topics.botEvents(BOT))) {
            await("all of them").atMost(TheAdapter.LIMIT).until(() -> bot.poll().size() >= EVENTS + 1);
            assertThat(bot.all())
                    .extracting(
                            record -> id(record.headers().lastHeader("ce_id").value()))
                    .doesNotHaveDuplicates()
                    .hasSize(EVENTS + 1);
            assertThat(router.readiness().ready()).isTrue();
        }
    }

    @Test
    void aBodyOfExactlyTheLargestSizeIsTakenByTheBroker() throws Exception {
        String largest = "{\"x\":\"" + "y".repeat((1 << 20) - 8) + "\"}";
        assertThat(largest).hasSize(1 << 20);
        assertThat(post(largest).statusCode()).isEqualTo(200);
        assertThat(post(largest + " ").statusCode()).isEqualTo(413);
    }

    private static String id(byte[] header) {
        return new String(header, UTF_8);
    }

    private int waiting() throws IOException, InterruptedException {
        String metrics = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingress.managementPort() + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("ingress_publish_waiting "))
                .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String event(int number) {
        return """
            {"for_user_id":"42","direct_message_events":[{"type":"message_create","id":"%d",
            "created_timestamp":"1795000000000","message_create":{"target":{"recipient_id":"42"},"sender_id":"7",
            "message_data":{"text":"hello","entities":{"hashtags":[],"symbols":[],"user_mentions":[],"urls":[]}}}}],
            "users":{"7":{"id":"7","name":"Ada","screen_name":"ada"}}}
            """.formatted(number);
    }

    private Map<String, String> settings(Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(further);
        settings.put(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS", Objects.requireNonNull(kafka).bootstrapServers());
        settings.put("ADAPTER_TOPICS_PARTITIONS", "1");
        settings.put("ADAPTER_SECRETS_KEYSET", keyset.reveal());
        return settings;
    }

    private Router router() throws Exception {
        return Router.start(
                RouterConfig.from(Settings.load(
                        RouterConfig.KEYS,
                        settings(Map.of(
                                "ADAPTER_ROUTER_MANAGEMENT_HOST", "127.0.0.1",
                                "ADAPTER_ROUTER_MANAGEMENT_PORT", "0",
                                "ADAPTER_ROUTER_STATE_DIR",
                                        folder.resolve("router").toString())))),
                InstantSource.system());
    }

    private void knowChannel() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new TopicCreator(admin, 1).ensure(Topics.ofBot(BOT));
        }
        Secret other = new Secret("other");
        Channel channel = new Channel(
                STREAM,
                BOT,
                4,
                null,
                ChannelStatus.ENABLED,
                ApiGeneration.ACCOUNT_ACTIVITY_V1,
                "dev",
                new Credentials(other, new Secret(SECRET), other, other).seal(Sealer.with(keyset), STREAM),
                new TwitterAccount("42", "shop", "Shop", null),
                "900",
                null,
                null,
                AfterUnclear.RESEND,
                null,
                Health.healthy(AT),
                null,
                AT,
                AT);
        try (Producer<String, byte[]> producer =
                new KafkaClients(kafka.bootstrapServers(), Map.of(), "test").producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.STATES.name(), STREAM.value(), Json.bytes(channel)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return http.send(request(body), BodyHandlers.ofString());
    }

    private HttpRequest request(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingress.port() + "/webhooks/twitter/" + STREAM))
                .header("Content-Type", "application/json")
                .header("x-twitter-webhooks-signature", Signature.of(SECRET, body.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
