package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.process.Closer;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.config.ConfigService;
import io.channeladapter.config.ConfigServiceConfig;
import io.channeladapter.egress.Egress;
import io.channeladapter.egress.EgressConfig;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.system.TheAdapter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The four services, each as a user of its own with the rights that docs/operations.md lists, on a broker that refuses
 * everything else; and two bots, one of whose names begins with the other's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedBrokerIT {
    private static final List<String> SERVICES =
            List.of("config-service", "adapter-ingress", "bot-router", "adapter-egress");
    private static final String TOKEN = "token-of-the-guarded-broker";

    private final Closer closer = new Closer();
    private final Map<String, String> channels = new HashMap<>();
    private final String keyset = Sealer.newKeyset().reveal();

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all
    private GuardedKafka kafka;

    @BeforeAll
    void start() throws Exception {
        List<String> users = new ArrayList<>(SERVICES);
        users.addAll(List.of("bot-alpha", "bot-alpha-b"));
        kafka = closer.add(GuardedKafka.start(folder.resolve("kafka"), users));
        for (String service : SERVICES) {
            assertThat(DocumentedRights.of(service)).as(service).isNotEmpty();
            kafka.allow(DocumentedRights.of(service));
        }
        InstantSource clock = InstantSource.system();
        ConfigService config = closer.add(ConfigService.start(
                ConfigServiceConfig.from(Settings.load(ConfigServiceConfig.KEYS, settings("config-service"))), clock));
        ready("config-service", () -> config.readiness().ready());
        Ingress ingress = closer.add(Ingress.start(
                IngressConfig.from(Settings.load(IngressConfig.KEYS, settings("adapter-ingress"))), clock));
        Egress egress = closer.add(
                Egress.start(EgressConfig.from(Settings.load(EgressConfig.KEYS, settings("adapter-egress"))), clock));
        Router router = closer.add(
                Router.start(RouterConfig.from(Settings.load(RouterConfig.KEYS, settings("bot-router"))), clock));
        ready("adapter-ingress", () -> ingress.readiness().ready());
        ready("adapter-egress", () -> egress.readiness().ready());
        ready("bot-router", () -> router.readiness().ready());
        Rest rest = new Rest(
                closer.add(HttpClient.newHttpClient()),
                "http://127.0.0.1:" + config.port(),
                Map.of("Authorization", "Bearer " + TOKEN));
        for (String bot : List.of("alpha", "alpha-b")) {
            Rest.Answer created = rest.post("/api/channels", Map.of("botId", bot));
            assertThat(created.status()).as(created.toString()).isEqualTo(201);
            channels.put(bot, created.body().path("streamid").asText());
        }
    }

    @AfterAll
    void close() {
        closer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "alpha-b"})
    void aBotSpeaksAndIsAnswered(String bot) throws Exception {
        String conversation = channels.get(bot) + ":42";
        try (var producer = producer(bot, Map.of("transactional.id", "bot-" + bot + ".1"));
                var consumer = consumer(bot, "bot-" + bot)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("bot." + bot + ".replies", conversation, "{\"text\":\"Hello\"}"))
                    .get();
            producer.commitTransaction();

            consumer.subscribe(List.of("bot." + bot + ".events"));
            List<ConsumerRecord<String, String>> events = new ArrayList<>();
            await("what became of the reply")
                    .atMost(TheAdapter.LIMIT)
                    .pollInSameThread()
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(events::add);
                        return events.stream().anyMatch(event -> event.value().contains("channel-not-enabled"));
                    });
            consumer.commitSync();
        }
    }

    @Test
    void g4_theBrokerRefusesABotTheTopicsOfAnother() {
        assertRefusedToRead("bot.alpha-b.events");
        assertRefusedToRead("bot.alpha-b.replies");
        assertRefusedToWrite("bot.alpha-b.replies");
        assertRefusedToWrite("bot.alpha-b.events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "twitter.webhooks",
                "twitter.outbound",
                "twitter.echoes",
                "adapter.dead-letters",
                "channel.commands",
                "channel.answers",
                "channel.signals",
                "ingress.open",
                "channel.states",
                "channel.events"
            })
    void g4_theBrokerRefusesABotTheTopicsOfTheAdapter(String topic) {
        assertRefusedToRead(topic);
        assertRefusedToWrite(topic);
    }

    @Test
    void g4_aBotCannotInventItsOwnEventsNorReadRepliesBack() {
        assertRefusedToWrite("bot.alpha.events");
        assertRefusedToRead("bot.alpha.replies");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot-alpha-b", "bot-alpha-b.1", "bot-alphabet", "bot-router", "config-service"})
    void g4_theBrokerRefusesABotTheGroupsOfOthers(String group) {
        try (var consumer = consumer("alpha", group)) {
            consumer.subscribe(List.of("bot.alpha.events"));

            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bot-alpha-b", "bot-alpha-b.1", "bot-router-1"})
    void g4_theBrokerRefusesABotTheTransactionsOfOthers(String transactionalId) {
        try (var producer = producer("alpha", Map.of("transactional.id", transactionalId))) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void g4_aBotSeesNoTopicsButItsOwn() throws Exception {
        try (Admin admin = Admin.create(kafka.client("bot-alpha"))) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrder("bot.alpha.events", "bot.alpha.replies");
        }
    }

    private void assertRefusedToRead(String topic) {
        try (var consumer = consumer("alpha", "bot-alpha.reader")) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));

            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30)))
                    .as(topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    private void assertRefusedToWrite(String topic) {
        try (var producer = producer("alpha", Map.of())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, "key", "{}"))
                            .get())
                    .as(topic)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private KafkaConsumer<String, String> consumer(String bot, String group) {
        Map<String, Object> settings = new HashMap<>(kafka.client("bot-" + bot));
        settings.putAll(Map.of(
                "group.id",
                group,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false));
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private KafkaProducer<String, String> producer(String bot, Map<String, Object> further) {
        Map<String, Object> settings = new HashMap<>(kafka.client("bot-" + bot));
        settings.putAll(further);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private Map<String, String> settings(String service) {
        Map<String, String> settings = new HashMap<>(kafka.service(service));
        for (String port : List.of(
                "INGRESS",
                "INGRESS_MANAGEMENT",
                "ROUTER_MANAGEMENT",
                "EGRESS_MEDIA",
                "EGRESS_MANAGEMENT",
                "CONFIG",
                "CONFIG_MANAGEMENT")) {
            settings.put("ADAPTER_" + port + "_PORT", "0");
        }
        for (String name : List.of("ROUTER", "EGRESS", "CONFIG")) {
            settings.put("ADAPTER_" + name + "_STATE_DIR", folder.resolve(name).toString());
        }
        settings.put("ADAPTER_TOPICS_PARTITIONS", "2");
        settings.put("ADAPTER_ROUTER_BOT_DISCOVERY", "1s");
        settings.put("ADAPTER_CONFIG_VIEW_TIMEOUT", "60s");
        settings.put("ADAPTER_TWITTER_API_URL", "http://127.0.0.1:1");
        settings.put("ADAPTER_CONFIG_CALLBACK_URL", "http://127.0.0.1:1");
        settings.put("ADAPTER_CONFIG_ADMIN_TOKEN", TOKEN);
        settings.put("ADAPTER_SECRETS_KEYSET", keyset);
        return settings;
    }

    private static void ready(String service, BooleanSupplier ready) {
        await(service + " is ready").atMost(TheAdapter.LIMIT).until(ready::getAsBoolean);
    }
}
