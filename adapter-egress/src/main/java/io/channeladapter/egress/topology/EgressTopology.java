package io.channeladapter.egress.topology;

import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.egress.task.Parts;
import io.channeladapter.egress.tell.Commits;
import io.channeladapter.egress.tell.Journal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/** The topology: four sources, one processor, the outbox and its index, one sink whose records name their topic. */
public final class EgressTopology {
    /** Application id; with it go the consumer group and the name of the changelog. */
    public static final String APPLICATION_ID = Journal.SERVICE;

    static final String STORE = "outbox";
    /** Made anew from the outbox by each task that starts, so it has no changelog. */
    static final String INDEX = "outbox-index";

    static final String REPLIES = "replies-in";
    static final String ECHOES = "echoes-in";
    static final String COMMANDS = "commands-in";
    static final String RECEIVED = "received-in";
    static final String PROCESSOR = "outbox-processor";
    static final String SINK = "records-out";

    private EgressTopology() {}

    /**
     * The topology.
     *
     * @param parts what each of its tasks is put together from
     * @param topics which topics of bots exist
     */
    public static Topology of(Parts parts, KnownTopics topics) {
        return of(
                parts,
                topics,
                context -> ThreadCommits.ofThisThread(context.metrics().metrics()),
                Stores.persistentKeyValueStore(STORE),
                Stores.persistentKeyValueStore(INDEX));
    }

    @SuppressWarnings("NullAway") // a dead letter may have no value
    static Topology of(
            Parts parts,
            KnownTopics topics,
            Function<ProcessorContext<?, ?>, Commits> commits,
            KeyValueBytesStoreSupplier store,
            KeyValueBytesStoreSupplier index) {
        Serializer<Parcel> bytes = (topic, parcel) -> parcel.bytes();
        return new Topology()
                .addSource(REPLIES, new StringDeserializer(), new ByteArrayDeserializer(), Topics.OUTBOUND.name())
                .addSource(ECHOES, new StringDeserializer(), new ByteArrayDeserializer(), Topics.ECHOES.name())
                .addSource(
                        COMMANDS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.OUTBOX_COMMANDS.name())
                .addSource(RECEIVED, new StringDeserializer(), new ByteArrayDeserializer(), Topics.RECEIVED.name())
                .addProcessor(
                        PROCESSOR,
                        () -> new OutboxProcessor(parts, topics, commits),
                        REPLIES,
                        ECHOES,
                        COMMANDS,
                        RECEIVED)
                .addStateStore(
                        Stores.keyValueStoreBuilder(store, Serdes.String(), Serdes.ByteArray())
                                .withLoggingEnabled(Map.of())
                                .withCachingDisabled(),
                        PROCESSOR)
                .addStateStore(
                        Stores.keyValueStoreBuilder(index, Serdes.String(), Serdes.ByteArray())
                                .withLoggingDisabled()
                                .withCachingDisabled(),
                        PROCESSOR)
                .addSink(
                        SINK,
                        (key, parcel, context) -> parcel.topic(),
                        new StringSerializer(),
                        bytes,
                        EgressTopology::partitions,
                        PROCESSOR);
    }

    // A beat goes to the partition that it is for, all else to that of its key, as everywhere.
    static Optional<Set<Integer>> partitions(String topic, String key, Parcel parcel, int count) {
        OptionalInt partition = topic.equals(Topics.OUTBOX_STATES.name()) ? Beat.partition(key) : OptionalInt.empty();
        return partition.isPresent() ? Optional.of(Set.of(partition.getAsInt() % count)) : Optional.empty();
    }
}
