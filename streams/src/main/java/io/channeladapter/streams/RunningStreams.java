package io.channeladapter.streams;

import io.channeladapter.common.observe.LogKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology at work. A thread that dies is replaced: always where a broker did not answer in time or a topic was
 * deleted, else up to ten times within five minutes; then the client stops and {@link #awaitFailure()} returns, as it
 * does when a thread stands still. Safe for many threads.
 */
public final class RunningStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    // Longer than a thread waits for anything of Kafka, the longest being 60 s for a consumer's commit to a broker that
    // is away: what ends by itself is no standstill.
    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final Duration closeWait;
    private final Standstill standstill;
    private final CountDownLatch ended = new CountDownLatch(1);

    private RunningStreams(KafkaStreams streams, String service, Duration closeWait, InstantSource clock) {
        this.streams = streams;
        this.closeWait = closeWait;
        this.standstill = new Standstill(STANDSTILL.plus(closeWait));
        FailureBudget budget = new FailureBudget(MOST_FAILURES, WITHIN);
        streams.setUncaughtExceptionHandler(exception -> {
            boolean goesOn = passes(exception) || budget.spend(clock.instant());
            LOG.atError()
                    .setCause(exception)
                    .addKeyValue(LogKeys.SERVICE, service)
                    .log(goesOn ? "stream thread failed, replaced" : "stream threads keep failing");
            return goesOn
                    ? StreamThreadExceptionResponse.REPLACE_THREAD
                    : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            LOG.atInfo()
                    .addKeyValue(LogKeys.SERVICE, service)
                    .addKeyValue(LogKeys.STATE, now)
                    .log("streams state");
            if (now.hasCompletedShutdown()) {
                ended.countDown();
            }
        });
    }

    /** Starts it, where a task closes without waiting for anything but Kafka and nobody asks which topics are missing. */
    public static RunningStreams start(Topology topology, Map<?, ?> settings, InstantSource clock) {
        return start(topology, settings, Duration.ZERO, topic -> {}, clock);
    }

    /**
     * Starts it; returns when its global stores, where it has any, have been read once.
     *
     * @param settings of Kafka Streams, the application's id among them
     * @param closeWait how long a task that closes waits for something else than Kafka
     * @param notTaken told of each topic that did not take a record of a transaction; any thread
     */
    public static RunningStreams start(
            Topology topology, Map<?, ?> settings, Duration closeWait, Consumer<String> notTaken, InstantSource clock) {
        StreamsConfig config = new StreamsConfig(settings);
        RunningStreams running = new RunningStreams(
                new KafkaStreams(topology, config, new StreamsClients(notTaken)),
                config.getString(StreamsConfig.APPLICATION_ID_CONFIG),
                closeWait,
                clock);
        try {
            running.streams.start();
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
        return running;
    }

    /** Whether all threads have their partitions and work. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** The partitions of a topic on which this instance works now; none while that is being settled. */
    public Set<Integer> partitions(String topic) {
        if (!isRunning()) {
            return Set.of();
        }
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns when it cannot go on, or was closed. */
    public void awaitFailure() throws InterruptedException {
        boolean failed = false;
        while (!failed) {
            failed = awaitFailure(LOOK_EVERY);
        }
    }

    /** Waits until it cannot go on, or was closed; false where it still works after the time. For one thread at a time. */
    public boolean awaitFailure(Duration atMost) throws InterruptedException {
        if (ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        if (standstill.look(streams.metrics())) {
            LOG.atError().log("a stream thread stands still, stopping; a start goes on where it stood");
            return true;
        }
        return false;
    }

    // Each such try has waited for some seconds, so it may go on for as long as the trouble lasts.
    static boolean passes(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof TransactionAbortableException) {
                return true;
            }
        }
        return false;
    }

    /** Lets each task end what it waits for, and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_WITHIN.plus(closeWait)));
        if (!closed) {
            LOG.atWarn().log("stream threads did not stop in time");
        }
    }
}
