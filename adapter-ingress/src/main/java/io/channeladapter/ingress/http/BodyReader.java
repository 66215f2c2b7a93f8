package io.channeladapter.ingress.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies within three bounds: bytes of one body, bytes of all bodies that are in memory at once, time. What a
 * sender announces counts for nothing, only what it sends. Safe for many threads.
 */
final class BodyReader {
    private static final int CHUNK_BYTES = 8 * 1024;

    private final long maxBodyBytes;
    private final Duration atMost;
    private final Semaphore budget;

    /**
     * @param maxBodyBytes of one body
     * @param budgetBytes of all bodies at once
     * @param atMost for one body; a pause between two chunks is bounded by the connection's idle time-out
     */
    BodyReader(long maxBodyBytes, int budgetBytes, Duration atMost) {
        this.maxBodyBytes = maxBodyBytes;
        this.atMost = atMost;
        this.budget = new Semaphore(budgetBytes);
    }

    long maxBodyBytes() {
        return maxBodyBytes;
    }

    BodyRead read(InputStream in) {
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
                    return new BodyRead.Complete(body.toByteArray(), () -> budget.release(taken));
                }
                if (body.size() + (long) read > maxBodyBytes) {
                    trouble = Answer.BODY_TOO_LARGE;
                    break;
                }
                if (System.nanoTime() - start > atMost.toNanos()) {
                    trouble = Answer.BODY_INCOMPLETE;
                    break;
                }
                if (!budget.tryAcquire(read)) {
                    trouble = Answer.OVERLOADED;
                    break;
                }
                held += read;
                body.write(chunk, 0, read);
            }
        } catch (IOException e) {
            trouble = Answer.BODY_INCOMPLETE;
        }
        budget.release(held);
        return new BodyRead.Refused(trouble);
    }
}
