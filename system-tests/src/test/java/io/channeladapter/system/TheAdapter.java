package io.channeladapter.system;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.config.access.NewToken;
import io.channeladapter.sandbox.Sandbox;
import io.channeladapter.sandbox.SandboxConfig;
import io.channeladapter.sandbox.channel.Addresses;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.sandbox.ports.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The four services and the simulated Twitter, running; one for all tests of this JVM, so each test works with channels,
 * persons and bots of its own.
 */
public final class TheAdapter implements AutoCloseable {
    /** How long anything may take that must happen. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    /** So many equal texts to one person pause a channel. */
    public static final int REPEATS = 40;

    /** So many quick answers in a row pause a channel. */
    public static final int LOOP_TURNS = 40;

    /**
     * Shorter than in production: tests let Twitter be silent, and wait for the watchdog. Their people write faster than
     * people, and what their bots write would look like a mistake.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "ADAPTER_TWITTER_TIMEOUT", "2s",
            "ADAPTER_CONFIG_WATCH_INTERVAL", "20s",
            "ADAPTER_EGRESS_UNCLEAR_WAIT", "8s",
            "ADAPTER_EGRESS_SETTLE_WAIT", "1s",
            "ADAPTER_EGRESS_ANOMALY_LOOP_TURNS", String.valueOf(LOOP_TURNS),
            "ADAPTER_EGRESS_ANOMALY_REPEATS", String.valueOf(REPEATS),
            "ADAPTER_EGRESS_ANOMALY_FLOOD_LEAST", "0",
            "ADAPTER_INGRESS_MAX_BODY", "64KiB");

    private static final List<String> SERVICES = List.of("INGRESS", "ROUTER", "EGRESS", "CONFIG");

    private final Sandbox sandbox;
    private final String viewerToken;
    private final Path folder;
    private final List<Integer> managementPorts;
    private final HttpClient http;
    private final Rest config;
    private final Twitter twitter;
    private final AtomicInteger names = new AtomicInteger();

    private TheAdapter(Sandbox sandbox, Path folder, List<Integer> managementPorts, String viewerToken) {
        this.sandbox = sandbox;
        this.managementPorts = managementPorts;
        this.viewerToken = viewerToken;
        this.folder = folder;
        Addresses at = sandbox.addresses();
        this.http = HttpClient.newHttpClient();
        this.config = new Rest(http, at.configUrl(), Map.of("Authorization", "Bearer " + at.adminToken()));
        this.twitter = new Twitter(http, at.simulatorUrl());
    }

    static TheAdapter start(KafkaUnderTest kafka) {
        try {
            Path folder = Files.createTempDirectory("adapter-");
            Map<String, String> settings = new HashMap<>(SETTINGS);
            List<Integer> managementPorts = new ArrayList<>();
            for (String service : SERVICES) {
                int port = EmbeddedKafka.freePort();
                managementPorts.add(port);
                settings.put("ADAPTER_" + service + "_MANAGEMENT_PORT", String.valueOf(port));
            }
            NewToken viewer = NewToken.make("viola", "viewer", List.of());
            Path tokens = folder.resolve("tokens.json");
            Files.writeString(tokens, "{\"tokens\":[" + viewer.entry() + "]}");
            settings.put("ADAPTER_CONFIG_TOKENS_FILE", tokens.toString());
            return new TheAdapter(
                    Sandbox.start(SandboxConfig.of(folder, Ports.free())
                            .withKafka(kafka.bootstrapServers())
                            .withOverrides(settings)),
                    folder,
                    List.copyOf(managementPorts),
                    viewer.token());
        } catch (Exception e) {
            throw new AssertionError("the adapter does not start", e);
        }
    }

    public Addresses addresses() {
        return sandbox.addresses();
    }

    /** Signs in viola, who may look at every channel and change none. */
    public String viewerToken() {
        return viewerToken;
    }

    /** The REST interface of the config-service, signed in. */
    Rest config() {
        return config;
    }

    /** The file of the keyset that all services read. */
    Path keysetFile() {
        return folder.resolve("keyset.json");
    }

    /** The file of the key that links to media are signed with. */
    Path mediaKeyFile() {
        return folder.resolve("media-key");
    }

    /** Where each service shows its health and metrics. */
    List<String> managementUrls() {
        return managementPorts.stream().map(port -> "http://127.0.0.1:" + port).toList();
    }

    HttpClient http() {
        return http;
    }

    /** The simulated Twitter. */
    public Twitter twitter() {
        return twitter;
    }

    /** A bot id that no other test has. */
    public String newBotId() {
        return "bot" + names.incrementAndGet();
    }

    /** Id of a person that no other test has. */
    public String newPerson() {
        return twitter.addPerson("Person" + names.incrementAndGet());
    }

    /** An account that no other test has, with an app of its own; its keys. */
    public JsonNode newAccount() {
        return twitter.addAccount("Account" + names.incrementAndGet());
    }

    /** As {@link #newAccount()}, of this API generation. */
    public JsonNode newAccount(String generation) {
        return twitter.addAccount("Account" + names.incrementAndGet(), generation);
    }

    /** A program of this bot, which has a channel already. */
    public BotUnderTest bot(String botId) {
        return new BotUnderTest(sandbox.addresses().kafka(), botId);
    }

    /** All records of a topic, from its beginning. */
    TopicReader reader(String topic) {
        return new TopicReader(sandbox.addresses().kafka(), topic);
    }

    /** A channel of this account, whose keys are entered; nothing more. */
    public TestChannel configuredChannel(String botId, JsonNode keys) {
        try {
            boolean isV2 = keys.path("environmentLabel").asText().isEmpty();
            return TestChannel.create(
                    config, botId, isV2 ? ApiGeneration.ACCOUNT_ACTIVITY_V2 : ApiGeneration.ACCOUNT_ACTIVITY_V1, keys);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A channel of an account of its own, enabled and known to every service. */
    public TestChannel newChannel(String botId) {
        return newChannel(botId, ApiGeneration.ACCOUNT_ACTIVITY_V1);
    }

    /** The same, connected by this generation of Twitter's API. */
    TestChannel newChannel(String botId, ApiGeneration generation) {
        return newChannel(botId, generation, newAccount());
    }

    /** The same, of the account that these keys are of. */
    TestChannel newChannel(String botId, ApiGeneration generation, JsonNode keys) {
        try {
            TestChannel channel = TestChannel.create(config, botId, generation, keys);
            await("ingress knows the channel")
                    .atMost(LIMIT)
                    .until(() -> new Rest(http, channel.callbackUrl(), Map.of())
                            .get("?crc_token=test")
                            .ok());
            Rest.Answer authorized = config.post(channel.path() + "/authorize", "*", Map.of());
            assertThat(authorized.ok()).as(authorized.toString()).isTrue();
            assertThat(config.post(channel.path() + "/enable", "*", Map.of()).status())
                    .isEqualTo(200);
            reachesItsBot(channel);
            return channel;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void reachesItsBot(TestChannel channel) {
        String person = newPerson();
        try (BotUnderTest bot = bot(channel.botId())) {
            await("the channel's events reach its bot")
                    .atMost(LIMIT)
                    .pollInterval(1, SECONDS)
                    .pollInSameThread()
                    .until(() -> {
                        twitter.type(person, channel.accountId());
                        return bot.pollFor(
                                Duration.ofMillis(500), event -> event.key().equals(channel.conversation(person)));
                    });
        }
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        http.shutdownNow();
        Folders.delete(folder);
    }
}
