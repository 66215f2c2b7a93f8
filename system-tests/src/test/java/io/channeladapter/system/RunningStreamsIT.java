package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.directory.ChannelDirectory;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a topology whose threads fail, and of one whose broker is away. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RunningStreamsIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    // A thread that died is missed after its session, and the next one gets its partitions only then.
    private static final Map<String, String> BROKER = Map.of("group.min.session.timeout.ms", "500");

    @TempDir
    private Path folder;

    private final int port = EmbeddedKafka.freePort();
    private final AtomicInteger tries = new AtomicInteger();
    private EmbeddedKafka kafka;
    private KafkaClients clients;

    @BeforeEach
    void startKafka() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), port, BROKER);
        clients = new KafkaClients(kafka.bootstrapServers(), Map.of(), "test");
        try (Admin admin = clients.admin()) {
            new TopicCreator(admin, 1).ensure(Topics.FIXED);
        }
    }

    @AfterEach
    void stopKafka() {
        kafka.close();
    }

    @Test
    void aThreadThatFailsIsReplacedAndItsRecordProcessedAgain() throws Exception {
        try (RunningStreams streams = startFailing(3, new IllegalStateException("a mistake"))) {
            await("processed in the end")
                    .dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> tries.get() == 4 && streams.isRunning());

            assertThat(streams.awaitFailure(Duration.ZERO)).isFalse();
            assertThat(streams.partitions(Topics.ECHOES.name())).containsExactly(0);
        }
    }

    @Test
    void threadsThatKeepFailingEndIt() throws Exception {
        try (RunningStreams streams = startFailing(Integer.MAX_VALUE, new IllegalStateException("a mistake"))) {
            streams.awaitFailure();

            assertThat(tries).hasValue(11);
            assertThat(streams.isRunning()).isFalse();
            assertThat(streams.partitions(Topics.ECHOES.name())).isEmpty();
        }
    }

    @Test
    void aBrokerThatKeepsThreadsWaitingDoesNotEndIt() throws Exception {
        var waited = new IllegalStateException(new TimeoutException("no answer in time"));
        try (RunningStreams streams = startFailing(15, waited)) {
            await("processed in the end")
                    .dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> tries.get() == 16 && streams.isRunning());

            assertThat(streams.awaitFailure(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void whoWaitsForAFailureIsToldOfAClose() throws Exception {
        RunningStreams streams = startFailing(0, new IllegalStateException());
        streams.close();

        streams.awaitFailure();
    }

    @Test
    void g7_theDeciderGoesOnWhereItWasOnceItsBrokerIsBack() throws Exception {
        ChannelIndex index = new ChannelIndex();
        StreamId before = StreamId.of(new UUID(0x0d_e1e7_ed00_4000L, 1));
        StreamId after = StreamId.of(new UUID(0x0d_e1e7_ed00_4000L, 2));
        try (StoreMemory memory = new StoreMemory(8L << 20);
                RunningStreams decider = RunningStreams.start(
                        DecideTopology.build(new SimpleMeterRegistry()),
                        DecideStreams.properties(clients, folder.resolve("state"), Duration.ofMillis(20), 1, memory),
                        InstantSource.system());
                ChannelDirectory directory = ChannelDirectory.start(clients.reader(), index::accept);
                Answers answers = Answers.follow(clients.reader());
                Producer<String, byte[]> commands = clients.producer(Map.of());
                Producer<String, byte[]> impatient =
                        clients.producer(Map.of("delivery.timeout.ms", 12_000, "request.timeout.ms", 5_000))) {
            CommandBus bus = new KafkaCommandBus(
                    commands, answers, new DirectoryView(directory, index), LIMIT, new SimpleMeterRegistry());
            await("the decider runs").atMost(LIMIT).until(() -> decider.isRunning() && answers.ready());
            create(bus, before);
            impatient.partitionsFor(Topics.ECHOES.name());

            kafka.close();
            assertThatThrownBy(() -> impatient
                            .send(new ProducerRecord<>(Topics.ECHOES.name(), new byte[1]))
                            .get())
                    .hasCauseInstanceOf(TimeoutException.class); // longer than a transaction may take
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), port, BROKER);

            create(bus, after);
            assertThat(decider.awaitFailure(Duration.ZERO)).isFalse();
            assertThat(directory.find(before)).isPresent();
            assertThat(directory.find(after)).isPresent();
        }
    }

    private static void create(CommandBus bus, StreamId streamId) throws InterruptedException {
        assertThat(bus.submit(new CommandEnvelope(
                        UUID.randomUUID().toString(),
                        streamId,
                        null,
                        "test",
                        Instant.now(),
                        new Command.Create(new BotId("demo")))))
                .isInstanceOf(CommandBus.Outcome.Accepted.class);
    }

    /** A topology that fails so many times on the one record that there is. */
    private RunningStreams startFailing(int times, RuntimeException failure) throws Exception {
        try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(Topics.ECHOES.name(), 0, "key", new byte[1]))
                    .get();
        }
        Topology topology = new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "in",
                        new StringDeserializer(),
                        new StringDeserializer(),
                        Topics.ECHOES.name())
                .addProcessor("fails", () -> failing(times, failure), "in");
        return RunningStreams.start(
                topology,
                Map.of(
                        "application.id",
                        "failing",
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "state.dir",
                        folder.resolve("failing").toString(),
                        "main.consumer.session.timeout.ms",
                        1_000,
                        "main.consumer.heartbeat.interval.ms",
                        300),
                InstantSource.system());
    }

    private Processor<String, String, Void, Void> failing(int times, RuntimeException failure) {
        return new Processor<>() {
            @Override
            public void process(Record<String, String> record) {
                if (tries.incrementAndGet() <= times) {
                    throw failure;
                }
            }
        };
    }
}
