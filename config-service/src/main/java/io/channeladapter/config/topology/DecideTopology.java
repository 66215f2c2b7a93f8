package io.channeladapter.config.topology;

import io.channeladapter.common.codec.JsonSerde;
import io.channeladapter.common.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: commands and signals of a channel meet in the task that owns its partition, and what they change is
 * written to state, event, answer and the outbox's commands in one transaction.
 *
 * <p>The changelog of the store is compacted like {@code channel.states}: a deleted channel's secrets leave both within
 * the same time (guarantee G10), for which {@link Beats} keep the segments of both rolling.
 */
public final class DecideTopology {
    /** Group, transactional ids and internal topics begin with it; it never changes. */
    public static final String APPLICATION_ID = "config-service";

    /** Name of the store; also in the name of its changelog topic, so it never changes. */
    static final String CHANNELS = "channels";

    /** The store's changelog. */
    public static final String CHANGELOG = APPLICATION_ID + "-" + CHANNELS + "-changelog";

    /** Settings of the topics in which secrets stand, sealed; what is deleted must leave them in time (guarantee G10). */
    public static final Map<String, Map<String, String>> SEALED_AT_REST = Map.of(
            Topics.COMMANDS.name(),
            Topics.COMMANDS.settings(),
            Topics.STATES.name(),
            Topics.STATES.settings(),
            CHANGELOG,
            Topics.COMPACTED);

    static final String COMMANDS_SOURCE = "commands";
    static final String SIGNALS_SOURCE = "signals";
    static final String DECIDE = "decide";
    static final String FOLD = "fold";
    static final String STATES_SINK = "states";
    static final String EVENTS_SINK = "events";
    static final String ANSWERS_SINK = "answers";
    static final String OUTBOX_SINK = "outbox-commands";
    static final String DEAD_LETTERS_SINK = "dead-letters";

    private DecideTopology() {}

    /** Builds it. */
    public static Topology build(MeterRegistry metrics) {
        return build(metrics, Beats.EVERY);
    }

    /**
     * Builds it with beats at other distances than of an hour, as topics need them whose times are others.
     *
     * @param beat how often a beat is written to each partition
     */
    public static Topology build(MeterRegistry metrics, Duration beat) {
        var text = new StringDeserializer();
        var bytes = new ByteArrayDeserializer();
        Topology topology = new Topology();
        topology.addSource(AutoOffsetReset.earliest(), COMMANDS_SOURCE, text, bytes, Topics.COMMANDS.name());
        topology.addSource(AutoOffsetReset.earliest(), SIGNALS_SOURCE, text, bytes, Topics.SIGNALS.name());
        topology.addProcessor(DECIDE, () -> new CommandDecider(metrics, beat), COMMANDS_SOURCE);
        topology.addProcessor(FOLD, () -> new SignalFolder(metrics), SIGNALS_SOURCE);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(CHANNELS),
                                Serdes.String(),
                                new JsonSerde<>(StoredChannel.class))
                        .withCachingDisabled()
                        .withLoggingEnabled(Topics.COMPACTED),
                DECIDE,
                FOLD);
        topology.addSink(
                STATES_SINK,
                Topics.STATES.name(),
                new StringSerializer(),
                new ByteArraySerializer(),
                new Beats.Partitioner(),
                DECIDE,
                FOLD);
        addSink(topology, EVENTS_SINK, Topics.EVENTS.name(), DECIDE, FOLD);
        addSink(topology, ANSWERS_SINK, Topics.ANSWERS.name(), DECIDE);
        addSink(topology, OUTBOX_SINK, Topics.OUTBOX_COMMANDS.name(), DECIDE);
        addSink(topology, DEAD_LETTERS_SINK, Topics.DEAD_LETTERS.name(), DECIDE, FOLD);
        return topology;
    }

    private static void addSink(Topology topology, String name, String topic, String... parents) {
        topology.addSink(name, topic, new StringSerializer(), new ByteArraySerializer(), parents);
    }
}
