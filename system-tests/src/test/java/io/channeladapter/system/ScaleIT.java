package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.topology.DecideTopology;
import io.channeladapter.sandbox.channel.Rest;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.system.Ledger.Write;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three config-services share the work, and one is killed in the middle of it: held against a ledger of every write. */
class ScaleIT {
    private static final int WRITES = 1_000;
    private static final int KILL_AFTER = 400;
    private static final int WRITERS = 32;
    private static final int FIRST_CHANNELS = 40;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ledger ledger = new Ledger();
    private final AtomicInteger ids = new AtomicInteger();
    private final CountDownLatch killNow = new CountDownLatch(KILL_AFTER);
    private final List<ConfigProcess> services = new ArrayList<>();
    /** The channels that were there before the writers began, and the version that they had. */
    private final Map<String, Long> firstVersions = new HashMap<>();

    private EmbeddedKafka kafka;

    @BeforeEach
    void start() throws IOException, NoSuchAlgorithmException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        Path tokens = folder.resolve("tokens.json");
        ObjectNode file = Json.object();
        ArrayNode entries = file.putArray("tokens");
        for (int i = 0; i < WRITERS; i++) {
            entries.addObject().put("name", name(i)).put("role", "admin").put("sha256", sha256(token(i)));
        }
        Files.write(tokens, Json.bytes(file));
        Map<String, String> shared = Map.of(
                "ADAPTER_KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "ADAPTER_TOPICS_PARTITIONS",
                "6",
                "ADAPTER_SECRETS_KEYSET",
                Sealer.newKeyset().reveal(),
                "ADAPTER_TWITTER_API_URL",
                "http://127.0.0.1:1", // no one there: a deletion leaves that to its owner
                "ADAPTER_CONFIG_TOKENS_FILE",
                tokens.toString(),
                "ADAPTER_LOG_LEVEL",
                "WARN");
        for (int i = 0; i < 3; i++) {
            services.add(new ConfigProcess(http, folder.resolve("config-" + i), EmbeddedKafka.freePort(), shared));
        }
        services.forEach(ConfigProcess::awaitReady);
    }

    @AfterEach
    void stop() {
        services.forEach(ConfigProcess::close);
        http.close();
        kafka.close();
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void g7_ofAThousandWritesNoneIsLostAndNoneIsThereTwiceWhenOneOfThreeIsKilled() throws Exception {
        List<String> channels = authorizedChannels();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(name(i), token(i), services, channels, new Random(i));
                writers.add(threads.submit(() -> {
                    for (int id = ids.incrementAndGet(); id <= WRITES; id = ids.incrementAndGet()) {
                        ledger.add(writer.write(id));
                        killNow.countDown();
                    }
                    return null;
                }));
            }
            killNow.await();
            services.get(1).kill();
            services.get(1).startAgain();
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        services.forEach(ConfigProcess::awaitReady);
        everyCommandIsDecided();

        Written written = Written.read(kafka.bootstrapServers());
        System.out.println("ledger: " + ledger + "\n  " + written.events().size() + " events, "
                + written.states().size() + " channels at the end, one of three instances killed after " + KILL_AFTER
                + " writes");
        eachWriteIsThereOnceOrWasRefused(written.events());
        written.eventsAndStatesAgree();
        everyInstanceShows(written);
    }

    /** Every write that was answered with success is there once, and nothing else is. */
    private void eachWriteIsThereOnceOrWasRefused(List<ChannelEvent> events) {
        assertThat(ledger.writes()).hasSize(WRITES);
        assertThat(ledger.done()).hasSizeGreaterThan(WRITES / 2);
        assertThat(ledger.done().stream().filter(write -> write.type() != ChannelEvent.Type.CREATED))
                .as("no two changed the same version: no lost update")
                .extracting(write -> write.streamid() + " " + write.seen())
                .doesNotHaveDuplicates();
        List<ChannelEvent> unexplained = events.stream()
                .filter(event -> !event.actor().equals("adapter") && !isFirst(event))
                .sorted(Comparator.comparingLong(ChannelEvent::version))
                .collect(Collectors.toCollection(ArrayList::new));
        ledger.done().stream()
                .sorted(Comparator.comparingLong(Write::seen))
                .forEach(done -> assertThat(tookOne(unexplained, done))
                        .as(done.toString())
                        .isTrue());
        // A deletion stops an enabled channel first; refused after that, it leaves it stopped; repeated, it may have
        // stopped it twice.
        ledger.writes().stream()
                .filter(write -> write.type() == ChannelEvent.Type.DELETED)
                .map(deletion -> deletion.of(ChannelEvent.Type.DISABLED))
                .forEach(stopped -> unexplained.removeIf(stopped::explains));
        assertThat(unexplained).as("what no one was told of").isEmpty();
    }

    private static boolean tookOne(List<ChannelEvent> unexplained, Write write) {
        return unexplained.stream()
                .filter(write::explains)
                .findFirst()
                .map(unexplained::remove)
                .orElse(false);
    }

    /** What was done before the writers began. */
    private boolean isFirst(ChannelEvent event) {
        return firstVersions.getOrDefault(event.streamId().value(), 0L) >= event.version();
    }

    /** A write to any is seen on all, and the one that was killed has caught up. */
    private void everyInstanceShows(Written written) {
        for (ConfigProcess service : services) {
            written.byChannel()
                    .keySet()
                    .forEach(streamid -> await(streamid + " at " + service.url())
                            .atMost(TheAdapter.LIMIT)
                            .untilAsserted(() -> {
                                Rest.Answer answer = service.rest().get("/api/channels/" + streamid);
                                Channel state = written.states().get(streamid);
                                if (state == null) {
                                    assertThat(answer.status()).isEqualTo(404);
                                } else {
                                    assertThat(answer.etag()).isEqualTo("\"" + state.version() + "\"");
                                }
                            }));
        }
    }

    /** Channels that can be enabled; Twitter's part is written as the service itself would. */
    private List<String> authorizedChannels() throws Exception {
        List<String> channels = new ArrayList<>();
        try (var producer = clients().producer(Map.of())) {
            for (int i = 0; i < FIRST_CHANNELS; i++) {
                ConfigProcess service = services.get(i % services.size());
                Rest.Answer created = service.rest().post("/api/channels", Map.of("botId", "demo"));
                assertThat(created.status()).as(created.toString()).isEqualTo(201);
                String streamid = created.body().path("streamid").asText();
                Rest.Answer configured = services.get((i + 1) % services.size())
                        .rest()
                        .put(
                                "/api/channels/" + streamid + "/configuration",
                                String.valueOf(created.etag()),
                                Writer.configuration("first"));
                assertThat(configured.ok()).as(configured.toString()).isTrue();
                channels.add(streamid);
                firstVersions.put(streamid, 3L);
                producer.send(new ProducerRecord<>(
                                Topics.COMMANDS.name(),
                                streamid,
                                Json.bytes(new CommandEnvelope(
                                        "authorize-" + i,
                                        new StreamId(streamid),
                                        null,
                                        "first",
                                        Instant.now(),
                                        new Command.RecordAuthorization(
                                                new TwitterAccount("" + i, "shop" + i, "Shop", null), "900")))))
                        .get();
            }
        }
        for (String streamid : channels) {
            for (ConfigProcess service : services) {
                await("authorized")
                        .atMost(TheAdapter.LIMIT)
                        .until(() -> service.rest()
                                .get("/api/channels/" + streamid)
                                .body()
                                .path("status")
                                .asText()
                                .equals("authorized"));
            }
        }
        return channels;
    }

    private void everyCommandIsDecided() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, 6)
                    .mapToObj(partition -> new TopicPartition(Topics.COMMANDS.name(), partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            await("every command is decided").atMost(TheAdapter.LIMIT).untilAsserted(() -> {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                                DecideTopology.APPLICATION_ID)
                        .partitionsToOffsetAndMetadata()
                        .get();
                admin.listOffsets(ends).all().get().forEach((partition, end) -> {
                    OffsetAndMetadata at = committed.get(partition);
                    assertThat(end.offset() == 0 || (at != null && at.offset() >= end.offset()))
                            .as(partition.toString())
                            .isTrue();
                });
            });
        }
    }

    private static String name(int writer) {
        return "writer-" + writer;
    }

    private static String token(int writer) {
        return "the-long-token-of-writer-" + writer;
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private KafkaClients clients() {
        return new KafkaClients(kafka.bootstrapServers(), Map.of(), "test");
    }
}
