package io.channeladapter.router.topology;

import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.streams.StoreMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the router runs on Kafka Streams.
 *
 * @param guarantee exactly-once, or the last milliseconds
 * @param commitInterval how often input, state and output are committed; under exactly-once also how long a bot waits
 *     for an event, at least 1 ms
 * @param botDiscovery how soon the topic of a new bot is found, at least 100 ms
 * @param stateDir where the state is kept over a restart
 * @param threads stream threads, 1 to 64
 * @param standbyReplicas copies of the state kept warm at other instances
 * @param storeMemory bytes outside of the heap that the state of all partitions shares, see {@link StoreMemory}
 */
public record StreamsSettings(
        Guarantee guarantee,
        Duration commitInterval,
        Duration botDiscovery,
        Path stateDir,
        int threads,
        int standbyReplicas,
        long storeMemory) {

    // Longer than a commit may take; as long as readers wait for the transaction of an instance that was killed.
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(3);
    // A record to a topic that was deleted a moment ago holds up its thread for so long. A longer time would save
    // nothing:
    // after it the broker has given up the transaction anyway, and the records are processed again.
    private static final Duration DELIVERY = TRANSACTION_TIMEOUT;
    private static final Duration REQUEST = DELIVERY.minusSeconds(1);

    /** What holds inside of Kafka when an instance is killed. */
    public enum Guarantee {
        /** Nothing lost and nothing doubled. */
        EXACTLY_ONCE,
        /** Nothing lost; an event may be read twice under the same id. */
        AT_LEAST_ONCE
    }

    public StreamsSettings {
        require(commitInterval.toMillis() >= 1, "router.commit-interval must be at least 1ms");
        require(
                commitInterval.compareTo(TRANSACTION_TIMEOUT) < 0 || guarantee == Guarantee.AT_LEAST_ONCE,
                "router.commit-interval must be shorter than " + TRANSACTION_TIMEOUT.toSeconds()
                        + "s under exactly-once");
        require(botDiscovery.toMillis() >= 100, "router.bot-discovery must be at least 100ms");
    }

    /** The settings of Kafka Streams. What the guarantees rest on cannot be overridden from outside. */
    public Properties properties(
            KafkaClients clients, InstantSource clock, KnownTopics topics, RouterMeters meters, StoreMemory memory) {
        Map<String, Object> all = new HashMap<>(preferences());
        all.putAll(clients.properties());
        all.putAll(fixed());
        all.putAll(memory.settings());
        all.put(FailedRecords.CLOCK, clock);
        all.put(FailedRecords.TOPICS, topics);
        all.put(FailedRecords.METERS, meters);
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    /** What a setting under {@code kafka.} may change. */
    private Map<String, Object> preferences() {
        Map<String, Object> preferences = new HashMap<>();
        preferences.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        preferences.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbyReplicas);
        preferences.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        // A killed instance is missed after this; the default of 45 s would hold up its partitions for as long.
        preferences.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        preferences.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        preferences.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return preferences;
    }

    private Map<String, Object> fixed() {
        Map<String, Object> fixed = new HashMap<>();
        fixed.put(StreamsConfig.APPLICATION_ID_CONFIG, RouterTopology.APPLICATION_ID);
        fixed.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                switch (guarantee) {
                    case EXACTLY_ONCE -> StreamsConfig.EXACTLY_ONCE_V2;
                    case AT_LEAST_ONCE -> StreamsConfig.AT_LEAST_ONCE;
                });
        fixed.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        // A thread commits between two polls: one that waits longer for records than the commit is due delays the bots
        // (measured, one message at a time: 119 ms with the default of 100).
        fixed.put(StreamsConfig.POLL_MS_CONFIG, Math.clamp(commitInterval.toMillis() / 2, 1, 100));
        fixed.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        fixed.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        fixed.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        fixed.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // A bot that is silent must not hold up the others.
        fixed.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0);
        fixed.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, ReceivedTime.class);
        fixed.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.InProcessing.class);
        // Its constant is deprecated already, for it will be the default of Kafka 5.
        fixed.put("processing.exception.handler.global.enabled", true);
        fixed.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.InProduction.class);
        for (String prefix : new String[] {StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.GLOBAL_CONSUMER_PREFIX}) {
            fixed.put(prefix + ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        }
        fixed.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        fixed.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), botDiscovery.toMillis());
        fixed.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), MAX_BLOCK.toMillis());
        fixed.put(
                StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
                Math.toIntExact(DELIVERY.toMillis()));
        fixed.put(
                StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG),
                Math.toIntExact(REQUEST.toMillis()));
        if (guarantee == Guarantee.EXACTLY_ONCE) {
            fixed.put(
                    StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                    Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
        }
        return fixed;
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
