package io.channeladapter.sandbox.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts calls of each token in windows of 15 minutes. In memory. Safe for many threads. */
final class CallRates {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final Map<String, Count> counts = new HashMap<>();

    /**
     * One window.
     *
     * @param used calls in it, refused ones included
     * @param resetAt when it ends
     */
    record Count(int used, Instant resetAt) {
        Map<String, String> headers(int limit) {
            return Map.of(
                    "x-rate-limit-limit", Integer.toString(limit),
                    "x-rate-limit-remaining", Integer.toString(Math.max(0, limit - used)),
                    "x-rate-limit-reset", Long.toString(resetAt.getEpochSecond()));
        }
    }

    /** Counts one call. */
    synchronized Count count(String key, Instant now) {
        return counts.merge(
                key,
                new Count(1, now.plus(WINDOW)),
                (old, fresh) -> now.isBefore(old.resetAt()) ? new Count(old.used() + 1, old.resetAt()) : fresh);
    }
}
