package io.channeladapter.sandbox.bench;

import java.io.IOException;
import java.time.Duration;

/** Looks again and again until something is so. */
final class Patience {
    private static final Duration AT_MOST = Duration.ofHours(1);
    private static final int LOOK_MILLIS = 5;

    private Patience() {}

    /** A question. */
    interface Look {
        boolean done() throws Exception;
    }

    /**
     * Waits up to an hour.
     *
     * @throws IOException with this complaint where it is not so by then
     */
    static void await(String complaint, Look look) throws Exception {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (!look.done()) {
            if (System.nanoTime() > deadline) {
                throw new IOException(complaint);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
