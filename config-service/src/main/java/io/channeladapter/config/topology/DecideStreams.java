package io.channeladapter.config.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology, running: exactly-once, so that state, event and answer come to be together or not at all. Safe for many
 * threads.
 */
public final class DecideStreams implements AutoCloseable {
    /** Group, transactional ids and internal topics begin with it; it never changes. */
    public static final String APPLICATION_ID = "config-service";

    private static final Logger LOG = LoggerFactory.getLogger(DecideStreams.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    /** Each is logged; a trouble that so many new threads in a row could not get over is not transient. */
    private static final int MAX_REPLACED_THREADS = 20;

    private final KafkaStreams streams;
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicInteger replaced = new AtomicInteger();
    private volatile boolean closing;

    private DecideStreams(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * Starts it; the topics exist already.
     *
     * @param stateDir kept over restarts, of this instance alone
     * @param brokers how many brokers the cluster has: the changelog has 3 replicas where there are 3, else 1
     */
    public static DecideStreams start(
            KafkaClients clients, Path stateDir, Duration commitInterval, int brokers, MeterRegistry metrics) {
        return start(clients, stateDir, commitInterval, brokers, metrics, Beats.EVERY);
    }

    /**
     * Starts it with beats at other distances than of an hour, as topics need them whose times are others.
     *
     * @param beat how often a beat is written to each partition
     */
    public static DecideStreams start(
            KafkaClients clients,
            Path stateDir,
            Duration commitInterval,
            int brokers,
            MeterRegistry metrics,
            Duration beat) {
        Map<String, Object> properties = properties(clients, stateDir, commitInterval, brokers);
        KafkaStreams streams = new KafkaStreams(DecideTopology.build(metrics, beat), new StreamsConfig(properties));
        DecideStreams running = new DecideStreams(streams);
        streams.setUncaughtExceptionHandler(running::onFailure);
        streams.setStateListener((next, before) -> {
            LOG.atInfo().addKeyValue(LogKeys.STATE, next).log("decider state");
            if (next == KafkaStreams.State.RUNNING) {
                running.replaced.set(0);
            }
            if (next == KafkaStreams.State.ERROR || (next == KafkaStreams.State.NOT_RUNNING && !running.closing)) {
                running.failed.countDown();
            }
        });
        streams.start();
        return running;
    }

    /** Whether it owns its share of the partitions and works. */
    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** The partitions of {@code channel.commands} on which this instance decides now; none while that is being settled. */
    public Set<Integer> partitions() {
        if (!ready()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> partition.topic().equals(Topics.COMMANDS.name()))
                .map(TopicPartition::partition)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Waits until it has failed for good; false where it has not within the time. */
    public boolean awaitFailure(Duration atMost) throws InterruptedException {
        return failed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        closing = true;
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_WITHIN));
    }

    private StreamThreadExceptionResponse onFailure(Throwable failure) {
        boolean replace = replaced.incrementAndGet() <= MAX_REPLACED_THREADS;
        LOG.atError()
                .setCause(failure)
                .log(replace ? "stream thread failed, replaced" : "stream thread failed, giving up");
        return replace ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    static Map<String, Object> properties(KafkaClients clients, Path stateDir, Duration commitInterval, int brokers) {
        Map<String, Object> properties = clients.properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, GiveUpHandler.class);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, GiveUpHandler.class);
        // A record that Kafka does not take stops the thread, by Kafka's default handler: to go on without it would
        // leave the store and channel.states telling different things.
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, brokers >= 3 ? 3 : 1);
        if (brokers >= 3) {
            properties.put(StreamsConfig.topicPrefix("min.insync.replicas"), "2");
        }
        // Readers stall while a killed instance's transaction is open, so that it must expire soon.
        properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), 5_000);
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
                Files.writeString(file, APPLICATION_ID + "-" + UUID.randomUUID());
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + stateDir + " cannot be written", e);
        }
    }
}
