package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.config.ConfigService;
import io.channeladapter.config.ConfigServiceConfig;
import io.channeladapter.egress.EgressMain;
import io.channeladapter.ingress.IngressMain;
import io.channeladapter.router.RouterMain;
import io.channeladapter.sandbox.channel.DemoChannel;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.sandbox.parts.BotThread;
import io.channeladapter.sandbox.simulator.SimulatorConfig;
import io.channeladapter.sandbox.simulator.TwitterSimulator;
import io.channeladapter.system.TracedService.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ingress, router and egress with OpenTelemetry's Java agent, each in a process of its own, so that a trace can go from one
 * to the next in the headers of Kafka's records alone. Twitter and the bot have no agent.
 */
class TraceWithAgentIT {
    private static final String BOT = "demo";
    private static final String HOST = "127.0.0.1";
    private static final String TOKEN = "token-of-the-tracing-test";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final int ingressPort = EmbeddedKafka.freePort();
    private final int configPort = EmbeddedKafka.freePort();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened.reversed()) {
            part.close();
        }
        http.close();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void oneTraceLeadsFromTwittersWebhookToTheDirectMessageThatAnswersIt() throws Exception {
        EmbeddedKafka kafka = opened(EmbeddedKafka.start(folder.resolve("kafka")));
        TwitterSimulator simulator = opened(TwitterSimulator.start(SimulatorConfig.local()));
        Map<String, String> settings = settings(kafka.bootstrapServers(), simulator.url());
        List<TracedService> services = List.of(
                opened(TracedService.start("adapter-ingress", IngressMain.class, settings, folder)),
                opened(TracedService.start("bot-router", RouterMain.class, settings, folder)),
                opened(TracedService.start("adapter-egress", EgressMain.class, settings, folder)));
        opened(ConfigService.start(
                ConfigServiceConfig.from(Settings.load(ConfigServiceConfig.KEYS, settings)), InstantSource.system()));
        DemoChannel.Enabled channel = enable(simulator);
        opened(BotThread.start(kafka.bootstrapServers(), BOT));
        Twitter twitter = new Twitter(http, simulator.url());
        String person = twitter.addPerson("Ada");

        twitter.fault(person, "error", Map.of("status", 503, "next", 1)); // so that the reply waits in the store

        twitter.write(person, channel.accountId(), "Hello");
        twitter.awaitReceived(person, channel.accountId(), 1);

        List<Span> calls = awaitSpans(services, "adapter-egress CLIENT POST", 2);
        assertThat(calls)
                .allSatisfy(call -> assertThat(way(services, call))
                        .containsExactly(
                                "adapter-ingress SERVER POST /webhooks/twitter/{streamid}",
                                "adapter-ingress PRODUCER twitter.webhooks publish",
                                "bot-router CONSUMER twitter.webhooks process",
                                "bot-router PRODUCER bot.demo.events publish",
                                "bot-router CONSUMER bot.demo.replies process",
                                "bot-router PRODUCER twitter.outbound publish",
                                "adapter-egress CONSUMER twitter.outbound process",
                                "adapter-egress INTERNAL send direct message",
                                "adapter-egress CLIENT POST"));
        String trace = calls.getFirst().traceId();
        assertThat(calls).extracting(Span::traceId).containsOnly(trace);
        assertThat(all(services))
                .filteredOn(span -> span.name().equals("send direct message"))
                .extracting(span -> span.attributes().get("streamid"))
                .containsOnly(channel.streamId());
        toldWithinTheTrace(kafka, trace);
        assertThat(awaitSpans(services, "adapter-egress PRODUCER bot.demo.events publish", 3))
                .as("deferred, sent, confirmed")
                .extracting(Span::traceId)
                .containsOnly(trace);
        assertThat(all(services))
                .as("what a service writes for itself alone")
                .noneMatch(span -> span.name().contains("changelog"));
    }

    private static void toldWithinTheTrace(EmbeddedKafka kafka, String trace) {
        try (TopicReader events = new TopicReader(kafka.bootstrapServers(), "bot." + BOT + ".events")) {
            assertThat(events
                            .until(
                                    "confirmed",
                                    record -> TopicReader.header(record, "ce_type")
                                            .endsWith("message.confirmed"))
                            .stream()
                            .filter(record ->
                                    TopicReader.header(record, "ce_type").contains(".message.")))
                    .hasSize(4)
                    .allSatisfy(record -> assertThat(record.headers().headers("traceparent"))
                            .singleElement()
                            .satisfies(header -> assertThat(new String(header.value(), UTF_8))
                                    .startsWith("00-" + trace + "-")));
        }
    }

    /** What led to a span, from the first of its trace on. */
    private static List<String> way(List<TracedService> services, Span last) {
        List<Span> all = all(services);
        List<String> way = new ArrayList<>();
        Optional<Span> next = Optional.of(last);
        while (next.isPresent()) {
            Span span = next.get();
            way.addFirst(span.what());
            next = all.stream()
                    .filter(other -> other.spanId().equals(span.parentId()))
                    .findFirst();
        }
        return way;
    }

    private static List<Span> all(List<TracedService> services) {
        return services.stream().flatMap(service -> service.spans().stream()).toList();
    }

    private static List<Span> awaitSpans(List<TracedService> services, String what, int count) {
        return await(count + " of " + what)
                .atMost(TheAdapter.LIMIT)
                .until(
                        () -> all(services).stream()
                                .filter(span -> span.what().equals(what))
                                .toList(),
                        spans -> spans.size() >= count);
    }

    /** What all services read; each of them passes over what is another's. */
    private Map<String, String> settings(String kafka, String twitterUrl) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ADAPTER_KAFKA_BOOTSTRAP_SERVERS", kafka);
        settings.put("ADAPTER_TOPICS_PARTITIONS", "2");
        settings.put("ADAPTER_LOG_LEVEL", "WARN");
        settings.put("ADAPTER_SECRETS_KEYSET", Sealer.newKeyset().reveal());
        settings.put("ADAPTER_TWITTER_API_URL", twitterUrl);
        settings.put("ADAPTER_CONFIG_ADMIN_TOKEN", TOKEN);
        settings.put("ADAPTER_CONFIG_HOST", HOST);
        settings.put("ADAPTER_CONFIG_PORT", String.valueOf(configPort));
        settings.put("ADAPTER_CONFIG_CALLBACK_URL", "http://" + HOST + ":" + ingressPort);
        settings.put("ADAPTER_INGRESS_HOST", HOST);
        settings.put("ADAPTER_INGRESS_PORT", String.valueOf(ingressPort));
        settings.put("ADAPTER_ROUTER_BOT_DISCOVERY", "1s");
        settings.put("ADAPTER_ROUTER_THREADS", "1");
        settings.put("ADAPTER_EGRESS_THREADS", "1");
        settings.put("ADAPTER_EGRESS_SETTLE_WAIT", "1s");
        for (String service : List.of("INGRESS", "ROUTER", "EGRESS", "CONFIG")) {
            settings.put("ADAPTER_" + service + "_MANAGEMENT_HOST", HOST);
            settings.put("ADAPTER_" + service + "_MANAGEMENT_PORT", "0");
        }
        for (String service : List.of("ROUTER", "EGRESS", "CONFIG")) {
            settings.put(
                    "ADAPTER_" + service + "_STATE_DIR",
                    folder.resolve("state-" + service).toString());
        }
        return settings;
    }

    private DemoChannel.Enabled enable(TwitterSimulator simulator) throws Exception {
        Rest config = new Rest(http, "http://" + HOST + ":" + configPort, Map.of("Authorization", "Bearer " + TOKEN));
        await("the config-service")
                .atMost(TheAdapter.LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> config.get("/api/channels").ok());
        return new DemoChannel(config, new Rest(http, simulator.url(), Map.of()), BOT).enable(callbackUrl -> {
            Rest webhook = new Rest(http, callbackUrl, Map.of());
            await("the ingress")
                    .atMost(TheAdapter.LIMIT)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> webhook.get("?crc_token=tracing").ok());
        });
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
