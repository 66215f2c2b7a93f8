package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.directory.ChannelDirectory;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.topology.DecideStreams;
import io.channeladapter.config.topology.DecideTopology;
import io.channeladapter.config.view.Answers;
import io.channeladapter.config.view.ChannelIndex;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.DirectoryView;
import io.channeladapter.config.view.KafkaCommandBus;
import io.channeladapter.sandbox.kafka.EmbeddedKafka;
import io.channeladapter.streams.RunningStreams;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is deleted leaves the broker's disk: the segments of all topics are read as files. Every time of the topics, and
 * that of the beats, is shortened by one factor; nothing is written after the deletion but beats.
 */
class DeletionIT {
    /** An hour becomes half a second. */
    private static final int FACTOR = 7_200;

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<String> KEYS =
            List.of("demo-api-key-4711", "demo-api-secret-4712", "demo-access-token-4713", "demo-access-secret-4714");
    /** How soon the broker looks whether there is something to do; it takes minutes by default, whatever a topic says. */
    private static final Map<String, String> BROKER = Map.of(
            "log.cleaner.backoff.ms", "100",
            "log.retention.check.interval.ms", "100",
            "log.initial.task.delay.ms", "100",
            "log.segment.delete.delay.ms", "100");

    @TempDir
    private Path folder;

    private final Sealer sealer = Sealer.with(Sealer.newKeyset());

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void g10_aDeletedChannelsSecretsAreInNoSegmentAnyMoreAndThoseOfOthersAre() throws Exception {
        StreamId gone = StreamId.of(new UUID(0x0d_e1e7_ed00_4000L, 1));
        StreamId living = StreamId.of(new UUID(0x0d_e1e7_ed00_4000L, 2));
        String sealedOfGone = sealed(gone);
        String sealedOfLiving = sealed(living);

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), EmbeddedKafka.freePort(), BROKER);
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            KafkaClients clients = new KafkaClients(kafka.bootstrapServers(), Map.of(), "test");
            TopicCreator topics = new TopicCreator(admin, 2);
            topics.ensure(Topics.FIXED);
            topics.hold(shortened());
            ChannelIndex index = new ChannelIndex();
            try (StoreMemory memory = new StoreMemory(8L << 20);
                    RunningStreams decider = RunningStreams.start(
                            DecideTopology.build(
                                    new SimpleMeterRegistry(),
                                    Duration.ofHours(1).dividedBy(FACTOR)),
                            DecideStreams.properties(
                                    clients, folder.resolve("state"), Duration.ofMillis(20), 1, memory),
                            InstantSource.system());
                    ChannelDirectory directory = ChannelDirectory.start(clients.reader(), index::accept);
                    Answers answers = Answers.follow(clients.reader());
                    var producer = clients.producer(Map.of())) {
                await("the decider runs").atMost(LIMIT).until(() -> decider.isRunning() && answers.ready());
                topics.hold(shortened()); // the changelog is there only now
                CommandBus bus = new KafkaCommandBus(
                        producer, answers, new DirectoryView(directory, index), LIMIT, new SimpleMeterRegistry());
                configure(bus, gone, sealedOfGone);
                configure(bus, living, sealedOfLiving);
                assertThat(topicsWith(sealedOfGone))
                        .containsExactlyInAnyOrder(
                                Topics.COMMANDS.name(), Topics.STATES.name(), DecideTopology.CHANGELOG);

                submit(bus, gone, new Command.Delete(List.of()));

                await("the deleted channel's secrets have left the disk")
                        .atMost(LIMIT)
                        .untilAsserted(
                                () -> assertThat(topicsWith(sealedOfGone)).isEmpty());
                await("commands keep no secrets")
                        .atMost(LIMIT)
                        .untilAsserted(() -> assertThat(topicsWith(sealedOfLiving))
                                .containsExactlyInAnyOrder(Topics.STATES.name(), DecideTopology.CHANGELOG));
                assertThat(KEYS).allSatisfy(key -> assertThat(topicsWith(key)).isEmpty());
                assertThat(directory.find(living)).isPresent();
            }
        }
    }

    private String sealed(StreamId streamId) {
        return new Credentials(
                        new Secret(KEYS.get(0)),
                        new Secret(KEYS.get(1)),
                        new Secret(KEYS.get(2)),
                        new Secret(KEYS.get(3)))
                .seal(sealer, streamId);
    }

    private static void configure(CommandBus bus, StreamId streamId, String sealed) throws InterruptedException {
        submit(bus, streamId, new Command.Create(new BotId("demo")));
        submit(
                bus,
                streamId,
                new Command.Configure(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", sealed, null, null, null));
    }

    private static void submit(CommandBus bus, StreamId streamId, Command command) throws InterruptedException {
        assertThat(bus.submit(new CommandEnvelope(
                        UUID.randomUUID().toString(), streamId, null, "test", Instant.now(), command)))
                .isInstanceOf(CommandBus.Outcome.Accepted.class);
    }

    /** The settings of the real topics, every time of them shortened. */
    private static Map<String, Map<String, String>> shortened() {
        Map<String, Map<String, String>> all = new HashMap<>();
        DecideTopology.SEALED_AT_REST.forEach((topic, settings) -> all.put(
                topic,
                settings.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                setting -> setting.getKey().endsWith(".ms")
                                        ? String.valueOf(Long.parseLong(setting.getValue()) / FACTOR)
                                        : setting.getValue()))));
        return all;
    }

    /** The topics of which a file on the broker's disk holds the text. */
    private Set<String> topicsWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            return files.filter(file -> holds(file, text))
                    .map(file -> String.valueOf(
                            folder.resolve("kafka").resolve("data").relativize(file)))
                    .map(path -> path.substring(0, Math.max(0, path.indexOf('/'))))
                    .map(partition -> partition.replaceFirst("-[0-9]+(\\..*)?$", ""))
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return topicsWith(text); // a segment went away meanwhile
            }
            throw e;
        }
    }

    private static boolean holds(Path file, String text) {
        if (!file.getFileName().toString().contains(".log")) {
            return false; // indexes are preallocated and large, and hold no values
        }
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
