package io.channeladapter.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.Settings;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.ConfigService;
import io.channeladapter.config.ConfigServiceConfig;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast a config-service with many channels lists, searches and opens them over HTTP. Kafka, the service and those who
 * ask share one JVM; each asks again as soon as it is answered.
 *
 * @param channels how many there are
 * @param clients how many ask at once
 * @param each how long each kind of request is asked, after half as long that does not count
 */
public record ChannelsBench(int channels, int clients, Duration each) {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final int PARTITIONS = 24;
    private static final int LOOK_MILLIS = 50;
    /** Requests differ by steps of a prime, so that they are spread over all channels. */
    private static final int STEP = 7_919;

    public ChannelsBench {
        if (channels < 1_000 || clients < 1 || each.toMillis() < 100) {
            throw new IllegalArgumentException("needs 1,000 channels, a client and 100 ms at least");
        }
    }

    /**
     * What was measured.
     *
     * @param ready how long the service took from its start until it answered
     * @param kinds each kind of request
     */
    public record Result(Duration ready, List<Measured> kinds) {
        public Result {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * Runs it.
     *
     * @param folder empty; where Kafka and the service keep everything
     * @param told each kind as soon as it is measured
     * @throws Exception where a part cannot start, or a request was not answered with 200
     */
    public Result run(Path folder, Consumer<Measured> told) throws Exception {
        try (Closer closer = new Closer()) {
            EmbeddedKafka kafka = closer.add(EmbeddedKafka.start(folder.resolve("kafka")));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                new TopicCreator(admin, PARTITIONS).ensure(Topics.FIXED);
                awaitLeaders(admin);
            }
            Secret keyset = Sealer.newKeyset();
            ManyChannels many = new ManyChannels(channels);
            many.writeTo(kafka.bootstrapServers(), Sealer.with(keyset));

            Secret token = new Secret(UUID.randomUUID().toString());
            ConfigServiceConfig config = config(kafka.bootstrapServers(), folder, keyset, token);
            long started = System.nanoTime();
            ConfigService service = closer.add(ConfigService.start(config, InstantSource.system()));
            awaitReady(service);
            Duration ready = Duration.ofNanos(System.nanoTime() - started);

            HttpClient client = closer.add(HttpClient.newHttpClient());
            Site site = Site.enter(client, "http://127.0.0.1:" + service.port(), token);
            List<Measured> kinds = new ArrayList<>();
            for (Request request : requests(many, cursors(site))) {
                new Crowd(site, clients, request).ask(each.dividedBy(2));
                Measured measured = new Crowd(site, clients, request).ask(each);
                kinds.add(measured);
                told.accept(measured);
            }
            return new Result(ready, kinds);
        }
    }

    private List<Request> requests(ManyChannels many, List<String> cursors) {
        return List.of(
                new Request("list: first page", _ -> "/api/channels"),
                new Request("list: any page", i -> "/api/channels?cursor=" + cursors.get(i % cursors.size())),
                new Request("list: page of a bot", i -> "/api/channels?botId=" + many.botId(number(i))),
                new Request("list: broken ones", _ -> "/api/channels?health=broken"),
                new Request("list: bots", _ -> "/api/bots"),
                new Request("search: one account", i -> "/api/channels?q=" + ManyChannels.screenName(number(i))),
                new Request("search: in all", _ -> "/api/channels?q=account"),
                new Request("search: in none", i -> "/api/channels?q=nothing" + i),
                new Request("open", i -> "/api/channels/" + ManyChannels.streamId(number(i))),
                new Request("page: list", _ -> "/"),
                new Request("page: search", i -> "/?q=" + ManyChannels.screenName(number(i))),
                new Request("page: bot", i -> "/bots/" + many.botId(number(i))),
                new Request("page: open", i -> "/channels/" + ManyChannels.streamId(number(i)) + "/configurations"));
    }

    private int number(int request) {
        return (int) ((long) request * STEP % channels);
    }

    /** Where each page of the whole list begins. */
    private static List<String> cursors(Site site) throws IOException, InterruptedException {
        List<String> cursors = new ArrayList<>();
        JsonNode page = site.json("/api/channels");
        while (page.has("next")) {
            String next = page.path("next").asText();
            cursors.add(next);
            page = site.json("/api/channels?cursor=" + next);
        }
        return cursors;
    }

    private static ConfigServiceConfig config(String kafka, Path folder, Secret keyset, Secret token) throws Exception {
        Map<String, String> settings = Map.of(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                kafka,
                "ADAPTER_TOPICS_PARTITIONS",
                String.valueOf(PARTITIONS),
                "ADAPTER_SECRETS_KEYSET",
                keyset.reveal(),
                "ADAPTER_CONFIG_HOST",
                "127.0.0.1",
                "ADAPTER_CONFIG_PORT",
                "0",
                "ADAPTER_CONFIG_MANAGEMENT_HOST",
                "127.0.0.1",
                "ADAPTER_CONFIG_MANAGEMENT_PORT",
                "0",
                "ADAPTER_CONFIG_CALLBACK_URL",
                "https://bots.example.com",
                "ADAPTER_CONFIG_ADMIN_TOKEN",
                token.reveal(),
                "ADAPTER_CONFIG_STATE_DIR",
                folder.resolve("state").toString());
        return ConfigServiceConfig.from(Settings.load(ConfigServiceConfig.KEYS, settings));
    }

    // A producer that meets partitions without a leader, 100,000 records at once, may take minutes to settle.
    private static void awaitLeaders(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> all = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.STATES.name(), partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        admin.listOffsets(all).all().get();
    }

    private static void awaitReady(ConfigService service) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!service.readiness().ready()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "the config-service is " + service.readiness().text());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
