package io.channeladapter.config.replay;

import java.time.Duration;

/** Spaces what is sent, so that what is sent again leaves room for what is new. Safe for many threads. */
final class Pace {
    private final Ticker ticker;
    private final long interval;
    private long next;

    /** @param perSecond at least 1 */
    Pace(int perSecond, Ticker ticker) {
        this.ticker = ticker;
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.next = ticker.nanos();
    }

    /** How long to wait before the next is sent, which is taken for sent. */
    synchronized Duration take() {
        long now = ticker.nanos();
        long slot = next - now > 0 ? next : now;
        next = slot + interval;
        return Duration.ofNanos(slot - now);
    }
}
