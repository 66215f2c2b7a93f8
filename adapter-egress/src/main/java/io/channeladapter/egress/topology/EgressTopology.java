package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.send.Calls;
import io.channeladapter.egress.throttle.Allowances;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
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
    public static final String APPLICATION_ID = "adapter-egress";

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
     * What a task is put together from.
     *
     * @param calls makes the calls of each task
     * @param gate what the state of a channel means
     * @param backlog what lay unread when a task started
     * @param commits tells each task of its commits
     * @param rules how long what waits
     * @param jitter from 0 to 1, spreads retries
     * @param metrics counts
     * @param topics which topics of bots exist
     * @param apps which part of its app's day is a channel's
     * @param allowances what Twitter lets accounts and apps send
     * @param clock the time as it is, not as it was when the thread looked last
     */
    public record Parts(
            Supplier<Calls> calls,
            ChannelGate gate,
            Backlog backlog,
            Function<ProcessorContext<?, ?>, Commits> commits,
            Rules rules,
            DoubleSupplier jitter,
            EgressMetrics metrics,
            KnownTopics topics,
            Function<StreamId, Optional<Apps.Membership>> apps,
            Allowances allowances,
            InstantSource clock) {}

    /** The topology of these parts. */
    public static Topology of(Parts parts) {
        return of(parts, Stores.persistentKeyValueStore(STORE), Stores.persistentKeyValueStore(INDEX));
    }

    @SuppressWarnings("NullAway") // a dead letter may have no value
    static Topology of(Parts parts, KeyValueBytesStoreSupplier store, KeyValueBytesStoreSupplier index) {
        Serializer<Parcel> bytes = (topic, parcel) -> parcel.bytes();
        return new Topology()
                .addSource(REPLIES, new StringDeserializer(), new ByteArrayDeserializer(), Topics.OUTBOUND.name())
                .addSource(ECHOES, new StringDeserializer(), new ByteArrayDeserializer(), Topics.ECHOES.name())
                .addSource(
                        COMMANDS, new StringDeserializer(), new ByteArrayDeserializer(), Topics.OUTBOX_COMMANDS.name())
                .addSource(RECEIVED, new StringDeserializer(), new ByteArrayDeserializer(), Topics.RECEIVED.name())
                .addProcessor(PROCESSOR, () -> new OutboxProcessor(parts), REPLIES, ECHOES, COMMANDS, RECEIVED)
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
                .addSink(SINK, (key, parcel, context) -> parcel.topic(), new StringSerializer(), bytes, PROCESSOR);
    }

    /** The commits of the stream thread that calls. */
    public static Commits threadCommits(ProcessorContext<?, ?> context) {
        return ThreadCommits.ofThisThread(context.metrics().metrics());
    }
}
