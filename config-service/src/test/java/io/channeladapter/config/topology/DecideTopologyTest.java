package io.channeladapter.config.topology;

import static io.channeladapter.config.decide.Samples.STREAM;
import static io.channeladapter.config.decide.Samples.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.command.Answer;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideTopologyTest {
    private final StoreMemory memory = new StoreMemory(8L << 20);
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> commands;
    private TestInputTopic<String, byte[]> signals;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        Properties properties = new Properties();
        properties.putAll(DecideStreams.properties(
                new KafkaClients("nowhere:1", Map.of(), "test"), stateDir, Duration.ofMillis(20), 1, memory));
        driver = new TopologyTestDriver(DecideTopology.build(new SimpleMeterRegistry()), properties, Samples.NOW);
        commands = driver.createInputTopic(Topics.COMMANDS.name(), new StringSerializer(), new ByteArraySerializer());
        signals = driver.createInputTopic(Topics.SIGNALS.name(), new StringSerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        memory.close();
    }

    /**
     * Fails on purpose whenever the topology changes: a renamed store or a moved processor makes running instances
     * restore from nothing. Change the text (by {@code -Dtest.jvm.args=-Dgolden.update=true}) together with a plan for
     * those.
     */
    @Test
    void theTopologyIsTheOneThatRunsInProduction() throws IOException {
        Path golden = Path.of("src/test/resources/topology/decide.txt");
        String now = DecideTopology.build(new SimpleMeterRegistry())
                        .describe()
                        .toString()
                        .strip() + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, now);
        }

        assertThat(now).isEqualTo(Files.readString(golden));
    }

    @Test
    void aChangeWritesStateEventAndAnswer() {
        submit(envelope("c1", null, Samples.CREATE));

        assertThat(states()).singleElement().satisfies(state -> {
            assertThat(state.key()).isEqualTo(STREAM.value());
            assertThat(Json.read(state.value(), Channel.class))
                    .hasValueSatisfying(c -> assertThat(c.status()).isEqualTo(ChannelStatus.DRAFT));
        });
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ChannelEvent.Type.CREATED);
            assertThat(event.actor()).isEqualTo("admin");
        });
        assertThat(answers()).containsExactly(new Answer.Accepted("c1", 1));
    }

    @Test
    void aRefusedCommandWritesItsAnswerAlone() {
        submit(envelope("c1", null, Samples.ENABLE));

        assertThat(answers())
                .singleElement()
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("not-found"));
        assertThat(states()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void aStaleVersionIsRefusedAndChangesNothing() {
        submit(envelope("c1", null, Samples.CREATE));
        submit(envelope("c2", 1L, Samples.CONFIGURE));
        submit(envelope("c3", 1L, Samples.RECONFIGURE));

        assertThat(answers().getLast())
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("stale-version"));
        assertThat(states()).hasSize(2);
    }

    @Test
    void aCommandThatComesAgainGetsTheSameAnswerAndChangesNothing() {
        CommandEnvelope create = envelope("c1", null, Samples.CREATE);
        CommandEnvelope configure = envelope("c2", 1L, Samples.CONFIGURE);
        List.of(create, configure, create, configure).forEach(this::submit);

        assertThat(answers())
                .containsExactly(
                        new Answer.Accepted("c1", 1),
                        new Answer.Accepted("c2", 2),
                        new Answer.Accepted("c1", 1),
                        new Answer.Accepted("c2", 2));
        assertThat(states()).hasSize(2);
        assertThat(events()).hasSize(2);
    }

    @Test
    void g10_aDeletedChannelBecomesATombstoneAndLeavesNoSecretInTheStore() {
        submit(envelope("c1", null, Samples.CREATE));
        submit(envelope("c2", null, Samples.CONFIGURE));
        CommandEnvelope delete = envelope("c3", null, Samples.DELETE);
        submit(delete);
        submit(delete);

        assertThat(states().getLast().value()).isNull();
        assertThat(events().getLast().type()).isEqualTo(ChannelEvent.Type.DELETED);
        assertThat(answers()).endsWith(new Answer.Accepted("c3", 3), new Answer.Accepted("c3", 3));
        StoredChannel stored = driver.<String, StoredChannel>getKeyValueStore(DecideTopology.CHANNELS)
                .get(STREAM.value());
        assertThat(new String(Json.bytes(stored), StandardCharsets.UTF_8)).doesNotContain("sealed");
    }

    @Test
    void g10_whatIsRememberedOfADeletedChannelIsForgottenAfterADay() {
        submit(envelope("c1", null, Samples.CREATE));
        submit(envelope("c2", null, Samples.DELETE));
        var store = driver.<String, StoredChannel>getKeyValueStore(DecideTopology.CHANNELS);

        driver.advanceWallClockTime(Duration.ofHours(24));
        assertThat(store.get(STREAM.value())).isNotNull();
        driver.advanceWallClockTime(Duration.ofHours(3));
        assertThat(store.get(STREAM.value())).isNull();
    }

    @Test
    void g10_noTopicThatHoldsSealedSecretsKeepsThemForMoreThan26Hours() {
        for (Topic topic : List.of(Topics.COMMANDS, Topics.ANSWERS, Topics.SIGNALS)) {
            Duration retention = topic.retention();
            assertThat(retention).isNotNull();
            long segmentMillis = Long.parseLong(topic.settings().getOrDefault("segment.ms", "604800000"));
            assertThat(java.util.Objects.requireNonNull(retention).plusMillis(segmentMillis))
                    .as(topic.name())
                    .isLessThan(Duration.ofHours(26));
        }
    }

    @Test
    void aSignalChangesHealthAndTellsOnce() {
        submit(envelope("c1", null, Samples.CREATE));
        submit(envelope("c2", null, Samples.CONFIGURE));
        ChannelSignal signal = new ChannelSignal(
                STREAM,
                ChannelSignal.Kind.CREDENTIALS_REFUSED,
                "adapter-egress",
                Samples.NOW.plusSeconds(1),
                "Twitter refuses the keys.",
                null,
                null);
        signals.pipeInput(STREAM.value(), Json.bytes(signal));
        signals.pipeInput(STREAM.value(), Json.bytes(signal));

        assertThat(events())
                .extracting(ChannelEvent::type)
                .endsWith(ChannelEvent.Type.CONFIGURED, ChannelEvent.Type.DEGRADED);
        assertThat(Json.read(states().getLast().value(), Channel.class))
                .hasValueSatisfying(c -> assertThat(c.health().level()).isEqualTo(Health.Level.BROKEN));
    }

    @Test
    void whatWasSeenIsWrittenToTheStateAloneAndInTheSameVersion() {
        submit(envelope("c1", null, Samples.CREATE));
        submit(envelope("c2", null, Samples.CONFIGURE));
        ChannelSignal seen = new ChannelSignal(
                STREAM, ChannelSignal.Kind.EVENT_SEEN, "bot-router", Samples.NOW.plusSeconds(1), "Seen.", null, null);
        signals.pipeInput(STREAM.value(), Json.bytes(seen));
        signals.pipeInput(STREAM.value(), Json.bytes(seen));

        assertThat(events()).hasSize(2);
        List<TestRecord<String, byte[]>> states = states();
        assertThat(states).hasSize(3);
        assertThat(Json.read(states.getLast().value(), Channel.class)).hasValueSatisfying(c -> {
            assertThat(c.version()).isEqualTo(2);
            assertThat(c.vitals()).isNotNull();
        });
        submit(envelope("c3", 2L, Samples.RECONFIGURE));
        assertThat(answers()).endsWith(new Answer.Accepted("c3", 3));
    }

    @Test
    void g10_aBeatComesSoonAndThenEachHourToStateAndChangelog() {
        driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(states()).extracting(TestRecord::key).containsExactly("beat-0");

        driver.advanceWallClockTime(Duration.ofMinutes(59));
        driver.advanceWallClockTime(Duration.ofMinutes(1));
        assertThat(states()).extracting(TestRecord::key).containsExactly("beat-0");
        assertThat(driver.<String, StoredChannel>getKeyValueStore(DecideTopology.CHANNELS)
                        .get("beat-0"))
                .isEqualTo(StoredChannel.NONE);
    }

    @Test
    void aBeatGoesToItsPartitionAndAChannelToThatOfItsKey() {
        Beats.Partitioner partitioner = new Beats.Partitioner();

        assertThat(partitioner.partitions("channel.states", "beat-3", new byte[0], 24))
                .contains(Set.of(3));
        assertThat(partitioner.partitions("channel.states", STREAM.value(), new byte[0], 24))
                .isEmpty();
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterAndStopsNothing() {
        commands.pipeInput(STREAM.value(), "{\"sealedCredentials\":\"sealed-9\"".getBytes(StandardCharsets.UTF_8));
        commands.pipeInput("another", Json.bytes(envelope("c1", null, Samples.CREATE)));
        signals.pipeInput(STREAM.value(), "nonsense".getBytes(StandardCharsets.UTF_8));
        submit(envelope("c2", null, Samples.CREATE));

        List<TestRecord<String, byte[]>> dead = output(Topics.DEAD_LETTERS).readRecordsToList();
        assertThat(dead)
                .hasSize(3)
                .allSatisfy(letter -> assertThat(RecordHeaders.text(letter.headers(), DeadLetter.REASON))
                        .hasValue("unreadable-record"));
        assertThat(dead.get(0).value()).isEmpty();
        assertThat(new String(dead.get(2).value(), StandardCharsets.UTF_8)).isEqualTo("nonsense");
        assertThat(answers()).containsExactly(new Answer.Accepted("c2", 1));
    }

    private void submit(CommandEnvelope envelope) {
        commands.pipeInput(envelope.streamId().value(), Json.bytes(envelope));
    }

    private List<TestRecord<String, byte[]>> states() {
        return output(Topics.STATES).readRecordsToList();
    }

    private List<ChannelEvent> events() {
        return read(Topics.EVENTS, ChannelEvent.class);
    }

    private List<Answer> answers() {
        return read(Topics.ANSWERS, Answer.class);
    }

    private <T> List<T> read(Topic topic, Class<T> type) {
        return output(topic).readValuesToList().stream()
                .map(value -> Json.read(value, type).orElseThrow())
                .toList();
    }

    private TestOutputTopic<String, byte[]> output(Topic topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
