package io.channeladapter.egress.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends streams from Twitter that stand still or take too long, by closing them: whoever reads gets an {@link
 * IOException}. For the HTTP client has no time limit once an answer has begun. Looks once a second. Safe for many
 * threads.
 */
public final class Patience implements AutoCloseable {
    private final long stillNanos;
    private final long wholeNanos;
    private final Set<Watched> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("media-patience").daemon().factory());

    /**
     * Begins to look.
     *
     * @param still longest wait for the next bytes
     * @param whole longest life of a stream
     */
    public Patience(Duration still, Duration whole) {
        this.stillNanos = still.toNanos();
        this.wholeNanos = whole.toNanos();
        var _ = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    InputStream watched(InputStream stream) {
        Watched watched = new Watched(stream);
        streams.add(watched);
        return watched;
    }

    @Override
    public void close() {
        watch.shutdownNow();
        streams.forEach(Watched::endNow);
    }

    private void look() {
        long now = System.nanoTime();
        for (Watched stream : streams) {
            if (stream.isOverdue(now)) {
                stream.endNow();
            }
        }
    }

    private final class Watched extends FilterInputStream {
        private static final long NOT_READING = Long.MIN_VALUE;

        private final long begun = System.nanoTime();
        private volatile long readingSince = NOT_READING;

        Watched(InputStream stream) {
            super(stream);
        }

        boolean isOverdue(long now) {
            long since = readingSince;
            return now - begun > wholeNanos || (since != NOT_READING && now - since > stillNanos);
        }

        @Override
        public int read() throws IOException {
            readingSince = System.nanoTime();
            try {
                return super.read();
            } finally {
                readingSince = NOT_READING;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            readingSince = System.nanoTime();
            try {
                return super.read(bytes, offset, length);
            } finally {
                readingSince = NOT_READING;
            }
        }

        @Override
        public void close() throws IOException {
            streams.remove(this);
            super.close();
        }

        void endNow() {
            try {
                close();
            } catch (IOException e) {
                // It is of no use any more, and its reader is told by the read that fails.
            }
        }
    }
}
