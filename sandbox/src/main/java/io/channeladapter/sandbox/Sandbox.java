package io.channeladapter.sandbox;

import io.channeladapter.common.observe.Readiness;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.ConfigService;
import io.channeladapter.config.ConfigServiceConfig;
import io.channeladapter.egress.Egress;
import io.channeladapter.egress.EgressConfig;
import io.channeladapter.ingress.Ingress;
import io.channeladapter.ingress.IngressConfig;
import io.channeladapter.router.Router;
import io.channeladapter.router.RouterConfig;
import io.channeladapter.sandbox.channel.Addresses;
import io.channeladapter.sandbox.channel.DemoChannel;
import io.channeladapter.sandbox.channel.FirstEvent;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.sandbox.data.DataFolder;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.sandbox.kafka.GroupReads;
import io.channeladapter.sandbox.parts.BotThread;
import io.channeladapter.sandbox.parts.Failures;
import io.channeladapter.sandbox.parts.Part;
import io.channeladapter.sandbox.ports.Ports;
import io.channeladapter.sandbox.simulator.SimulatorConfig;
import io.channeladapter.sandbox.simulator.TwitterSimulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * A running sandbox: Kafka, the simulated Twitter, the four services and, unless left out, the echo bot, with an enabled
 * demo channel.
 *
 * <ol>
 *   <li>Once started, a webhook is answered, its message reaches the bot, and the bot's answer the person.
 *   <li>A start on the same folder goes on where the last one ended, on other ports and after a kill too.
 *   <li>One sandbox at a time uses a folder.
 * </ol>
 *
 * Safe for many threads.
 */
public final class Sandbox implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 20;

    private final Closer closer;
    private final Failures failures;
    private final Addresses addresses;

    private Sandbox(Closer closer, Failures failures, Addresses addresses) {
        this.closer = closer;
        this.failures = failures;
        this.addresses = addresses;
    }

    /**
     * Starts everything and returns when all of it works.
     *
     * @throws IOException where a port or the folder is in use, or a part is not ready within a minute; the message is
     *     for a person
     * @throws Exception where a part cannot start
     */
    public static Sandbox start(SandboxConfig config) throws Exception {
        config.ports().requireFree(config.kafka() == null);
        Closer closer = new Closer();
        try {
            return start(config, closer);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    private static Sandbox start(SandboxConfig config, Closer closer) throws Exception {
        Ports ports = config.ports();
        DataFolder data = closer.add(DataFolder.open(config.data()));
        Map<String, String> settings = SandboxSettings.of(config, data);
        HttpClient http = closer.add(HttpClient.newHttpClient());

        Part<TwitterSimulator> simulator = Part.start("simulator", () -> simulator(ports, data));
        Part<AutoCloseable> kafka = Part.start("kafka", () -> kafka(config, data));
        Part<ConfigService> configService = Part.start("config-service", () -> {
            kafka.get();
            return ConfigService.start(ConfigServiceConfig.from(load(ConfigServiceConfig.KEYS, settings)), CLOCK);
        });
        Part<Ingress> ingress = Part.start("ingress", () -> {
            kafka.get();
            return Ingress.start(IngressConfig.from(load(IngressConfig.KEYS, settings)), CLOCK);
        });
        Part<Router> router = Part.start("router", () -> {
            kafka.get();
            return Router.start(RouterConfig.from(load(RouterConfig.KEYS, settings)), CLOCK);
        });
        Part<Egress> egress = Part.start("egress", () -> {
            kafka.get();
            return Egress.start(EgressConfig.from(load(EgressConfig.KEYS, settings)), CLOCK);
        });
        Part<DemoChannel.Enabled> channel = Part.start("channel", () -> {
            ready("config-service", configService.get()::readiness);
            ready("ingress", ingress.get()::readiness);
            String simulatorUrl = simulator.get().url();
            return new DemoChannel(config(http, ports, data), new Rest(http, simulatorUrl, Map.of()), config.botId())
                    .enable(callbackUrl -> answersChallenges(http, callbackUrl));
        });
        Callable<BotThread> echoBot = () -> {
            channel.get();
            return BotThread.start(config.bootstrapServers(), config.botId());
        };
        Optional<Part<BotThread>> bot = config.echoBot() ? Optional.of(Part.start("bot", echoBot)) : Optional.empty();
        // Closed from the last to the first: what brings messages in stops before what carries them on.
        for (Part<?> part : List.of(kafka, configService, egress, router)) {
            closer.add(part);
        }
        bot.ifPresent(closer::add);
        closer.add(ingress);
        closer.add(simulator);

        Failures failures = new Failures();
        kafka.get();
        simulator.get();
        failures.watch("config-service", configService.get()::awaitFailure);
        failures.watch("adapter-ingress", ingress.get()::awaitFailure);
        failures.watch("bot-router", router.get()::awaitFailure);
        failures.watch("adapter-egress", egress.get()::awaitFailure);
        ready("bot-router", router.get()::readiness);
        ready("adapter-egress", egress.get()::readiness);
        DemoChannel.Enabled enabled = channel.get();
        try (FirstEvent first = FirstEvent.of(config.bootstrapServers(), config.botId())) {
            Rest control = new Rest(http, simulator.get().url(), Map.of());
            first.reachesTheBot(control, enabled.streamId(), LIMIT);
        }
        String replies = "bot." + config.botId() + ".replies";
        await(
                "bot-router does not read " + replies,
                () -> GroupReads.topic(config.bootstrapServers(), replies, "bot-router"));
        if (bot.isPresent()) {
            failures.watch("echo bot", bot.get().get()::awaitFailure);
        }
        data.noteConfigUrl(url(ports.config()));
        return new Sandbox(
                closer,
                failures,
                new Addresses(
                        url(ports.config()),
                        url(ports.ingress()),
                        simulator.get().url(),
                        config.bootstrapServers(),
                        data.adminToken().reveal(),
                        config.botId(),
                        enabled.streamId(),
                        enabled.callbackUrl(),
                        enabled.apiSecretKey(),
                        enabled.accountId()));
    }

    /** What is needed to use it. */
    public Addresses addresses() {
        return addresses;
    }

    /** Name of the part that has failed; returns once one has, and never after {@link #close}. */
    public String awaitFailure() throws InterruptedException {
        return failures.await();
    }

    /** Stops what brings messages in first, Kafka last. */
    @Override
    public void close() {
        failures.closing();
        closer.close();
    }

    private static AutoCloseable kafka(SandboxConfig config, DataFolder data) throws InterruptedException {
        AutoCloseable kafka = config.kafka() == null ? embedded(config, data) : () -> {}; // else someone else's
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", config.bootstrapServers()))) {
            new TopicCreator(admin, SandboxSettings.PARTITIONS).ensure(Topics.FIXED);
        }
        return kafka;
    }

    private static EmbeddedKafka embedded(SandboxConfig config, DataFolder data) throws InterruptedException {
        EmbeddedKafka kafka =
                EmbeddedKafka.start(data.folder("kafka"), config.ports().kafka(), Map.of());
        kafka.forgetMembers(List.of("bot-router", "adapter-egress", "config-service", "bot-" + config.botId()));
        return kafka;
    }

    private static TwitterSimulator simulator(Ports ports, DataFolder data) {
        return TwitterSimulator.start(SimulatorConfig.local()
                .withAddress(SandboxSettings.HOST, ports.simulator())
                .withDataDir(data.folder("simulator")));
    }

    private static Rest config(HttpClient http, Ports ports, DataFolder data) throws IOException {
        return new Rest(
                http,
                url(ports.config()),
                Map.of("Authorization", "Bearer " + data.adminToken().reveal()));
    }

    private static Settings load(List<Key<?>> keys, Map<String, String> settings) throws Exception {
        return Settings.load(keys, settings);
    }

    private static void answersChallenges(HttpClient http, String callbackUrl) throws Exception {
        Rest webhook = new Rest(http, callbackUrl, Map.of());
        await(
                "the ingress does not answer challenges at " + callbackUrl,
                () -> webhook.get("?crc_token=sandbox").ok());
    }

    private static void ready(String name, Supplier<Readiness> readiness) throws Exception {
        try {
            await("", () -> readiness.get().ready());
        } catch (IOException e) {
            throw new IOException(name + " is " + readiness.get().text(), e);
        }
    }

    /** A question that is asked again and again. */
    private interface Look {
        boolean done() throws Exception;
    }

    private static void await(String complaint, Look look) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!look.done()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(complaint);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static String url(int port) {
        return "http://" + SandboxSettings.HOST + ":" + port;
    }
}
