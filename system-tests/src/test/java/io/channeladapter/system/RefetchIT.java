package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.config.ConfigService;
import io.channeladapter.config.ConfigServiceConfig;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.sandbox.simulator.SimulatorConfig;
import io.channeladapter.sandbox.simulator.TwitterSimulator;
import io.channeladapter.system.BotUnderTest.Event;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ingress is away for longer than Twitter repeats, while people write. Services and Twitter of its own, for what it
 * stops all other tests need; Twitter repeats twice, after two seconds each.
 */
class RefetchIT {
    /** A replay is asked for in whole minutes, once the last one is over. */
    private static final Duration LIMIT = Duration.ofSeconds(150);

    private static final String TOKEN = "an admin token of some length";

    @TempDir
    private Path folder;

    private final Closer closer = new Closer();
    private final HttpClient http = HttpClient.newHttpClient();
    private Map<String, String> settings = Map.of();
    private String kafka = "";

    @BeforeEach
    void startKafka() throws Exception {
        int port = EmbeddedKafka.freePort();
        kafka = "127.0.0.1:" + port;
        closer.add(EmbeddedKafka.start(folder.resolve("kafka"), port, Map.of()));
    }

    @AfterEach
    void close() {
        closer.close();
        http.shutdownNow();
    }

    @Test
    void g1_g2_whatWasMissedIsFetchedBackOnceAndReachesTheBotOnce() throws Exception {
        TwitterSimulator simulator = closer.add(TwitterSimulator.start(SimulatorConfig.local()
                .withTimes(
                        Duration.ofSeconds(3),
                        List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)),
                        Duration.ofHours(1))));
        int ingressPort = EmbeddedKafka.freePort();
        settings = settings(simulator.url(), ingressPort, EmbeddedKafka.freePort());
        ConfigService configService = startConfigService();
        closer.add(Router.start(RouterConfig.from(load(RouterConfig.KEYS)), InstantSource.system()));
        Ingress ingress = startIngress();
        Twitter twitter = new Twitter(http, simulator.url());
        Rest config =
                new Rest(http, "http://127.0.0.1:" + configService.port(), Map.of("Authorization", "Bearer " + TOKEN));
        await("the config-service answers")
                .atMost(LIMIT)
                .until(() -> config.get("/api/bots").ok());
        TestChannel v2 = enabled(config, "bot2", ApiGeneration.ACCOUNT_ACTIVITY_V2, twitter);
        TestChannel v1 = enabled(config, "bot1", ApiGeneration.ACCOUNT_ACTIVITY_V1, twitter);
        String person = twitter.addPerson("Ada2");
        BotUnderTest bot = closer.add(new BotUnderTest(kafka, "bot2"));
        twitter.write(person, v2.accountId(), "before");
        bot.awaitReceived(v2.conversation(person), 1);

        ingress.close();
        List<String> lost = Stream.of("one", "two", "three")
                .map(text -> twitter.write(person, v2.accountId(), text))
                .toList();
        await("Twitter has given them up")
                .atMost(LIMIT)
                .until(() -> lost.stream().allMatch(id -> twitter.deliveries(id).contains("lost")));
        Ingress again = startIngress();
        twitter.write(person, v2.accountId(), "after");

        await("the end of the replay is in History")
                .atMost(LIMIT)
                .until(() -> types(config, v2).contains("replay-ended"));
        assertThat(bot.awaitReceived(v2.conversation(person), 5))
                .extracting(Event::text)
                .containsExactly("before", "after", "one", "two", "three");
        assertThat(types(config, v2))
                .as("the newest first")
                .startsWith("replay-ended", "replay-asked", "events-missed", "enabled");
        assertThat(texts(config, v2).getFirst()).contains("Twitter has sent again what it could not deliver from 2");
        assertThat(replays(simulator)).hasSize(1);
        assertThat(types(config, v1)).startsWith("degraded", "enabled");
        assertThat(texts(config, v1).getFirst()).contains("Twitter offers no replay for this generation");

        // Whoever starts anew reads of the same outage again, and knows that it is dealt with.
        configService.close();
        Rest restarted = new Rest(
                http,
                "http://127.0.0.1:" + closer.add(startConfigService()).port(),
                Map.of("Authorization", "Bearer " + TOKEN));
        await("the config-service answers again")
                .atMost(LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> restarted.get(v2.path()).ok());
        await("nothing is asked for again")
                .during(Duration.ofSeconds(12))
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(replays(simulator)).hasSize(1));
        assertThat(types(restarted, v2)).startsWith("replay-ended", "replay-asked", "events-missed", "enabled");
        assertThat(bot.awaitReceived(v2.conversation(person), 5)).hasSize(5);
        again.close();
    }

    private TestChannel enabled(Rest config, String botId, ApiGeneration generation, Twitter twitter)
            throws IOException, InterruptedException {
        TestChannel channel =
                TestChannel.create(config, botId, generation, twitter.addAccount("Account" + botId, generation.wire()));
        await("the ingress knows the channel")
                .atMost(LIMIT)
                .until(() -> new Rest(http, channel.callbackUrl(), Map.of())
                        .get("?crc_token=test")
                        .ok());
        Rest.Answer authorized = config.post(channel.path() + "/authorize", "*", Map.of());
        assertThat(authorized.ok()).as(authorized.toString()).isTrue();
        assertThat(config.post(channel.path() + "/enable", "*", Map.of()).status())
                .isEqualTo(200);
        return channel;
    }

    private List<String> types(Rest config, TestChannel channel) throws IOException, InterruptedException {
        return changes(config, channel, "type");
    }

    private List<String> texts(Rest config, TestChannel channel) throws IOException, InterruptedException {
        return changes(config, channel, "text");
    }

    private static List<String> changes(Rest config, TestChannel channel, String field)
            throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        for (JsonNode change : config.get(channel.path() + "/history").body().path("changes")) {
            values.add(change.path(field).asText());
        }
        return values;
    }

    private List<String> replays(TwitterSimulator simulator) throws IOException, InterruptedException {
        List<String> calls = new ArrayList<>();
        for (JsonNode call : new Rest(http, simulator.url(), Map.of())
                .get("/control/calls?path=webhooks/replay")
                .body()) {
            calls.add(call.path("status").asText());
        }
        return calls;
    }

    private ConfigService startConfigService() throws Exception {
        return ConfigService.start(ConfigServiceConfig.from(load(ConfigServiceConfig.KEYS)), InstantSource.system());
    }

    private Ingress startIngress() throws Exception {
        return Ingress.start(IngressConfig.from(load(IngressConfig.KEYS)), InstantSource.system());
    }

    private Settings load(List<io.channeladapter.common.settings.Key<?>> keys) throws Exception {
        return Settings.load(keys, settings);
    }

    private Map<String, String> settings(String twitterUrl, int ingressPort, int configPort) {
        Map<String, String> all = new HashMap<>();
        all.put("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", kafka);
        all.put("ADAPTER_TOPICS_PARTITIONS", "2");
        all.put("ADAPTER_SECRETS_KEYSET", Sealer.newKeyset().reveal());
        all.put("ADAPTER_TWITTER_API_URL", twitterUrl);
        all.put("ADAPTER_TWITTER_REPEATS_FOR", "3s");
        all.put("ADAPTER_INGRESS_HOST", "127.0.0.1");
        all.put("ADAPTER_INGRESS_PORT", String.valueOf(ingressPort));
        all.put("ADAPTER_CONFIG_HOST", "127.0.0.1");
        all.put("ADAPTER_CONFIG_PORT", String.valueOf(configPort));
        all.put("ADAPTER_CONFIG_CALLBACK_URL", "http://127.0.0.1:" + ingressPort);
        all.put("ADAPTER_CONFIG_ADMIN_TOKEN", TOKEN);
        all.put("ADAPTER_CONFIG_STATE_DIR", folder.resolve("config").toString());
        all.put("ADAPTER_ROUTER_STATE_DIR", folder.resolve("router").toString());
        all.put("ADAPTER_ROUTER_BOT_DISCOVERY", "1s");
        all.put("ADAPTER_ROUTER_THREADS", "1");
        for (String service : List.of("INGRESS", "ROUTER", "CONFIG")) {
            all.put("ADAPTER_" + service + "_MANAGEMENT_HOST", "127.0.0.1");
            all.put("ADAPTER_" + service + "_MANAGEMENT_PORT", "0");
        }
        return Map.copyOf(all);
    }
}
