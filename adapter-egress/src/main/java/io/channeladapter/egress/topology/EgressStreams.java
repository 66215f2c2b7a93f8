package io.channeladapter.egress.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.egress.task.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology at work. A thread that dies is replaced, up to ten within five minutes; then the client stops and
 * {@link #awaitFailure} returns. Safe for many threads.
 */
public final class EgressStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EgressStreams.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration BESIDE_CALLS = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 5;
    private static final int COMMIT_MILLIS = 100;
    private static final int GIVE_UP_MILLIS = 10_000;

    private final KafkaStreams streams;
    private final Duration closeWithin;
    private final CountDownLatch failed = new CountDownLatch(1);
    private final Deque<Instant> failures = new ArrayDeque<>();

    private EgressStreams(KafkaStreams streams, Duration closeWithin, InstantSource clock) {
        this.streams = streams;
        this.closeWithin = closeWithin;
        streams.setUncaughtExceptionHandler(exception -> {
            boolean goesOn = mayFail(clock.instant());
            LOG.atError()
                    .setCause(exception)
                    .log(goesOn ? "stream thread failed, replaced" : "stream threads keep failing");
            return goesOn
                    ? StreamThreadExceptionResponse.REPLACE_THREAD
                    : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            LOG.atInfo().addKeyValue(LogKeys.STATE, now).log("streams state");
            if (now == KafkaStreams.State.ERROR) {
                failed.countDown();
            }
        });
    }

    /**
     * Starts it.
     *
     * @param rules for how long a close may take
     */
    public static EgressStreams start(Topology topology, Properties properties, Rules rules, InstantSource clock) {
        Duration closeWithin = rules.closeWait().plus(BESIDE_CALLS);
        EgressStreams running = new EgressStreams(new KafkaStreams(topology, properties), closeWithin, clock);
        try {
            running.streams.start();
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
        return running;
    }

    /**
     * The settings of Kafka Streams; what the guarantees rest on cannot be overridden from outside.
     *
     * @param storeMemory bytes outside of the heap that all stores of the process share
     */
    public static Properties properties(
            KafkaClients clients, Path stateDir, int threads, int standbys, long storeMemory, KnownTopics topics) {
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
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
        all.put(StoreMemory.BYTES, storeMemory);
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

    /** Whether all threads have their partitions and work. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Returns when it has stopped for good by itself. */
    public void awaitFailure() throws InterruptedException {
        failed.await();
    }

    /** Lets calls in flight end, stores their answers, and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(closeWithin));
        if (!closed) {
            LOG.atWarn().log("stream threads did not stop in time");
        }
    }

    private synchronized boolean mayFail(Instant now) {
        while (!failures.isEmpty() && failures.peek().isBefore(now.minus(WITHIN))) {
            failures.remove();
        }
        failures.add(now);
        return failures.size() <= MOST_FAILURES;
    }
}
