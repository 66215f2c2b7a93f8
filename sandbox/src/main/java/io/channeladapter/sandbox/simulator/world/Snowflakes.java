package io.channeladapter.sandbox.simulator.world;

import java.time.Instant;

/** Ids made like Twitter's: milliseconds since its epoch, then 22 bits; always growing. One thread at a time. */
final class Snowflakes {
    private static final long EPOCH_MILLIS = 1288834974657L;

    private long last;

    String next(Instant now) {
        last = Math.max(last + 1, Math.max(0, now.toEpochMilli() - EPOCH_MILLIS) << 22);
        return Long.toString(last);
    }

    /** Ids from now on are larger than this one. */
    void seen(String id) {
        last = Math.max(last, Long.parseLong(id));
    }
}
