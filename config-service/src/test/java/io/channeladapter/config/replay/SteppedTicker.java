package io.channeladapter.config.replay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only where someone waits. Safe for many threads. */
public final class SteppedTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
