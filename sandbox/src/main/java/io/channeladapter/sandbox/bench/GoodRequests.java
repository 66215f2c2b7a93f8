package io.channeladapter.sandbox.bench;

import io.channeladapter.common.observe.LogKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Genuine webhooks at a steady rate, whatever becomes of those before. The time of each counts from the moment at which
 * it was due, so that one which had to wait for others is not measured as quick.
 *
 * @param front whom they are sent to
 * @param perSecond how many
 */
record GoodRequests(Front front, int perSecond) {
    private static final Logger LOG = LoggerFactory.getLogger(GoodRequests.class);
    private static final int CONNECTIONS = 64;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final int OK = 200;

    /**
     * What became of them.
     *
     * @param times in nanoseconds, of those that were taken
     * @param taken answered with 200
     * @param refused answered otherwise
     * @param lost not answered, by two connections in turn
     */
    record Result(Histogram times, long taken, long refused, long lost) {}

    /** Sends for so long. */
    Result send(Duration lasting) {
        Histogram times = new ConcurrentHistogram(LONGEST, DIGITS);
        LongAdder taken = new LongAdder();
        LongAdder refused = new LongAdder();
        LongAdder lost = new LongAdder();
        int all = Math.toIntExact(perSecond * lasting.toMillis() / 1_000);
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                threads.execute(() -> {
                    try (Sender sender = new Sender(front.port())) {
                        for (int n = next.getAndIncrement(); n < all; n = next.getAndIncrement()) {
                            byte[] webhook = front.webhook(n);
                            long due = start + n * SECOND / perSecond;
                            waitUntil(due);
                            int status = sender.send(webhook);
                            if (status == OK) {
                                taken.increment();
                                times.recordValue(Math.min(LONGEST, System.nanoTime() - due));
                            } else {
                                (status == 0 ? lost : refused).increment();
                                LOG.atWarn()
                                        .addKeyValue(LogKeys.STATUS_CODE, status)
                                        .log("not taken");
                            }
                        }
                    }
                });
            }
        }
        return new Result(times, taken.sum(), refused.sum(), lost.sum());
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One connection that is opened again where it was closed, as every client of HTTP does it. */
    private static final class Sender implements AutoCloseable {
        private final int port;
        private @Nullable RawHttp connection;

        private Sender(int port) {
            this.port = port;
        }

        /** The answer's status; 0 where there was none. */
        private int send(byte[] request) {
            boolean fresh = connection == null;
            int status = tried(request);
            return status == 0 && !fresh ? tried(request) : status;
        }

        private int tried(byte[] request) {
            try {
                if (connection == null) {
                    connection = new RawHttp(port);
                }
                connection.send(request);
                return connection.answer();
            } catch (IOException e) {
                close();
                return 0;
            }
        }

        @Override
        public void close() {
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (IOException e) {
                // It is closed.
            }
            connection = null;
        }
    }
}
