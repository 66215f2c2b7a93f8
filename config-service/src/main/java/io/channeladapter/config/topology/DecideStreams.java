package io.channeladapter.config.topology;

import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.streams.StoreMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How the config-service runs on Kafka Streams: exactly-once, so that state, event and answer come to be together or not
 * at all.
 */
public final class DecideStreams {
    // Readers stall while a killed instance's transaction is open, so that it must expire soon.
    private static final int TRANSACTION_MILLIS = 5_000;

    private DecideStreams() {}

    /**
     * The settings of Kafka Streams.
     *
     * @param stateDir kept over restarts, of this instance alone
     * @param brokers how many brokers the cluster has: the changelog has 3 replicas where there are 3, else 1
     * @param memory of all stores
     */
    public static Map<String, Object> properties(
            KafkaClients clients, Path stateDir, Duration commitInterval, int brokers, StoreMemory memory) {
        Map<String, Object> properties = clients.properties();
        properties.putAll(memory.settings());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, DecideTopology.APPLICATION_ID);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, DecideTopology.APPLICATION_ID);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, GiveUpHandler.class);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, GiveUpHandler.class);
        // A record that Kafka refuses stops the thread, by Kafka's default handler: to go on without it would
        // leave the store and channel.states telling different things.
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, brokers >= 3 ? 3 : 1);
        if (brokers >= 3) {
            properties.put(StreamsConfig.topicPrefix("min.insync.replicas"), "2");
        }
        properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), TRANSACTION_MILLIS);
        // After that the broker has given up the transaction, and the records are processed again anyway.
        properties.put(StreamsConfig.producerPrefix("delivery.timeout.ms"), TRANSACTION_MILLIS);
        properties.put(StreamsConfig.producerPrefix("request.timeout.ms"), TRANSACTION_MILLIS - 1_000);
        properties.put(StreamsConfig.producerPrefix("max.block.ms"), TRANSACTION_MILLIS);
        properties.put(StreamsConfig.producerPrefix("linger.ms"), 0);
        properties.put(StreamsConfig.mainConsumerPrefix("session.timeout.ms"), 10_000);
        properties.put(StreamsConfig.mainConsumerPrefix("heartbeat.interval.ms"), 2_000);
        properties.put(StreamsConfig.mainConsumerPrefix("group.instance.id"), instanceId(stateDir));
        properties.put("poll.ms", 10L);
        return properties;
    }

    // With a lasting name in the group a killed instance takes its partitions back at once, without its session's end.
    private static String instanceId(Path stateDir) {
        Path file = stateDir.resolve("instance-id");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(stateDir);
                Files.writeString(file, DecideTopology.APPLICATION_ID + "-" + UUID.randomUUID());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + stateDir + " cannot be written", e);
        }
    }
}
