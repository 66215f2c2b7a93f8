package io.channeladapter.config.replay;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time that passes. Safe for many threads. */
public interface Ticker {
    /** The real one. */
    Ticker REAL = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pass(Duration time) throws InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            while (end - System.nanoTime() > 0) {
                LockSupport.parkNanos(end - System.nanoTime());
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting");
                }
            }
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Lets this much time pass. */
    void pass(Duration time) throws InterruptedException;
}
