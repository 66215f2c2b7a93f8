package io.channeladapter.router.topology;

import io.channeladapter.common.observe.LogKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology at work. A thread that dies is replaced: always where a broker did not answer in time or a topic was
 * deleted, else up to ten times within five minutes; then the client stops and {@link #awaitFailure} returns, as it does
 * when a thread stands still. Safe for many threads.
 */
public final class RunningStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    // Longer than a thread waits for anything, the longest being 60 s for a consumer's commit to a broker that is away:
    // what ends by itself is no standstill.
    private static final Duration STANDSTILL = Duration.ofMinutes(2);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final CountDownLatch failed = new CountDownLatch(1);

    private RunningStreams(KafkaStreams streams, InstantSource clock) {
        this.streams = streams;
        FailureBudget budget = new FailureBudget(MOST_FAILURES, WITHIN);
        streams.setUncaughtExceptionHandler(exception -> {
            boolean goesOn = passes(exception) || budget.spend(clock.instant());
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

    /** Starts it; returns when the channels have been read once. */
    public static RunningStreams start(Topology topology, Properties properties, InstantSource clock) {
        RunningStreams running = new RunningStreams(new KafkaStreams(topology, properties, new RouterClients()), clock);
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

    /** Returns when it has stopped for good by itself. */
    public void awaitFailure() throws InterruptedException {
        while (!failed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (standsStill(streams.metrics())) {
                LOG.atError().log("a stream thread stands still, stopping; a start goes on where it stood");
                return;
            }
        }
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

    // Each wait that is known has a limit, also that of a producer which is closed while its broker is away, see
    // RouterClients. A thread that hangs all the same would hold up its partitions for ever.
    static boolean standsStill(Map<MetricName, ? extends Metric> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-poll-seconds-ago"))
                .filter(metric -> isMainConsumer(metric.getKey().tags().getOrDefault("client-id", "")))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number seconds
                        && seconds.doubleValue() > STANDSTILL.toSeconds());
    }

    // The one that restores is not polled once it has restored.
    private static boolean isMainConsumer(String clientId) {
        return clientId.contains("-StreamThread-")
                && clientId.endsWith("-consumer")
                && !clientId.endsWith("-restore-consumer");
    }

    /** Leaves the group, so that others take over at once. */
    @Override
    public void close() {
        boolean closed =
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_WITHIN));
        if (!closed) {
            LOG.atWarn().log("stream threads did not stop in time");
        }
    }
}
