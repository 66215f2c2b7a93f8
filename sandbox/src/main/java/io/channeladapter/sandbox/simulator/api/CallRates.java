package io.channeladapter.sandbox.simulator.api;

import io.channeladapter.sandbox.simulator.world.Peak;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts calls of each token in windows of 15 minutes. In memory. Safe for many threads. */
public final class CallRates {
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final Map<Key, Count> counts = new HashMap<>();
    private final Map<Key, Peak> peaks = new HashMap<>();

    /**
     * What is counted for itself.
     *
     * @param token of the caller
     * @param call method and path
     */
    record Key(String token, String call) {}

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
    synchronized Count count(Key key, Instant now) {
        peaks.computeIfAbsent(key, k -> new Peak(WINDOW)).add(now);
        return counts.merge(
                key,
                new Count(1, now.plus(WINDOW)),
                (old, fresh) -> now.isBefore(old.resetAt()) ? new Count(old.used() + 1, old.resetAt()) : fresh);
    }

    /** The most that a token made of each call, by method and path, in any 15 minutes, wherever they begin. */
    public synchronized Map<String, Integer> most(String token) {
        Map<String, Integer> most = new TreeMap<>();
        peaks.forEach((key, peak) -> {
            if (key.token().equals(token)) {
                most.put(key.call(), peak.most());
            }
        });
        return most;
    }
}
