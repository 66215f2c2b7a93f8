package io.channeladapter.sandbox.simulator.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers nonces for as long as their timestamps would pass. Safe for many threads. */
final class NonceMemory {
    private final Duration kept;
    private final Map<String, Instant> seen = new LinkedHashMap<>();

    NonceMemory(Duration kept) {
        this.kept = kept;
    }

    synchronized boolean isNew(String nonce, Instant now) {
        Instant forgotten = now.minus(kept);
        Iterator<Instant> oldest = seen.values().iterator();
        while (oldest.hasNext() && oldest.next().isBefore(forgotten)) {
            oldest.remove();
        }
        return seen.putIfAbsent(nonce, now) == null;
    }
}
