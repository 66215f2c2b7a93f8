package io.channeladapter.ingress.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies within three bounds: bytes of one body, bytes of all bodies that are in memory at once, time. What a
 * sender announces counts for nothing, only what it sends. Bodies of senders that have not proven themselves share one
 * half of the memory, so that there is always room for the others. Safe for many threads.
 */
final class BodyReader {
    private static final int CHUNK_BYTES = 8 * 1024;

    private final long maxBodyBytes;
    private final Duration atMost;
    private final Semaphore budget;
    private final Semaphore strangers;

    /**
     * @param maxBodyBytes of one body
     * @param budgetBytes of all bodies at once
     * @param atMost for one body; a pause between two chunks is bounded by the connection's idle time-out
     */
    BodyReader(long maxBodyBytes, int budgetBytes, Duration atMost) {
        this.maxBodyBytes = maxBodyBytes;
        this.atMost = atMost;
        this.budget = new Semaphore(budgetBytes);
        this.strangers = new Semaphore(budgetBytes / 2);
    }

    long maxBodyBytes() {
        return maxBodyBytes;
    }

    /** @param proven whether its sender sent something genuine not long ago */
    BodyRead read(InputStream in, boolean proven) {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        int held = 0;
        Answer trouble;
        try {
            while (true) {
                int read = in.read(chunk);
                if (read < 0) {
                    int taken = held;
                    return new BodyRead.Complete(body.toByteArray(), () -> giveBack(taken, proven));
                }
                if (body.size() + (long) read > maxBodyBytes) {
                    trouble = Answer.BODY_TOO_LARGE;
                    break;
                }
                if (System.nanoTime() - start > atMost.toNanos()) {
                    trouble = Answer.BODY_INCOMPLETE;
                    break;
                }
                if (!take(read, proven)) {
                    trouble = Answer.OVERLOADED;
                    break;
                }
                held += read;
                body.write(chunk, 0, read);
            }
        } catch (IOException e) {
            trouble = Answer.BODY_INCOMPLETE;
        }
        giveBack(held, proven);
        return new BodyRead.Refused(trouble);
    }

    private boolean take(int bytes, boolean proven) {
        if (!proven && !strangers.tryAcquire(bytes)) {
            return false;
        }
        boolean taken = budget.tryAcquire(bytes);
        if (!taken && !proven) {
            strangers.release(bytes);
        }
        return taken;
    }

    private void giveBack(int bytes, boolean proven) {
        budget.release(bytes);
        if (!proven) {
            strangers.release(bytes);
        }
    }
}
