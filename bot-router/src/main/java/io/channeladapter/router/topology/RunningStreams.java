package io.channeladapter.router.topology;

import io.channeladapter.common.observe.LogKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology at work. A thread that dies is replaced, up to ten within five minutes; then the client stops and
 * {@link #awaitFailure} returns. Safe for many threads.
 */
public final class RunningStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStreams.class);
    private static final int MOST_FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final CountDownLatch failed = new CountDownLatch(1);

    private RunningStreams(KafkaStreams streams, InstantSource clock) {
        this.streams = streams;
        FailureBudget budget = new FailureBudget(MOST_FAILURES, WITHIN);
        streams.setUncaughtExceptionHandler(exception -> {
            boolean goesOn = budget.spend(clock.instant());
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
        RunningStreams running = new RunningStreams(new KafkaStreams(topology, properties), clock);
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
        failed.await();
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
