package io.channeladapter.egress.topology;

import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.streams.StoreMemory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/** How the egress runs on Kafka Streams. */
public final class EgressStreams {
    private static final int POLL_MILLIS = 5;
    private static final int COMMIT_MILLIS = 100;
    private static final int GIVE_UP_MILLIS = 10_000;

    private EgressStreams() {}

    /**
     * The settings of Kafka Streams; what the guarantees rest on cannot be overridden from outside.
     *
     * @param memory of all stores
     */
    public static Properties properties(
            KafkaClients clients, Path stateDir, int threads, int standbys, StoreMemory memory, KnownTopics topics) {
        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        // A killed instance is missed after this; the default of 45 s would hold up its channels for as long.
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        all.putAll(clients.properties());
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, EgressTopology.APPLICATION_ID);
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        all.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        all.putAll(memory.settings());
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        // Answers wait for the next round of the thread; so a round that finds no record must be short.
        all.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
        // Echoes that are quiet must not hold up replies.
        all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0);
        all.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, UsePartitionTimeOnInvalidTimestamp.class);
        all.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.Reading.class);
        all.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.Processing.class);
        all.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, FailedRecords.Writing.class);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        all.put(FailedRecords.TOPICS, topics);
        // For as long the whole thread waits for a topic that was deleted a moment ago; then it processes the records
        // again, and knows that the topic is missing.
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), GIVE_UP_MILLIS);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), GIVE_UP_MILLIS);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), GIVE_UP_MILLIS - 1_000);
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }
}
