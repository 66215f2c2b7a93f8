package io.channeladapter.sandbox.bench;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long the answers to one kind of request took.
 *
 * @param name of the kind
 * @param requests how many were answered
 * @param perSecond how many a second
 * @param median half of them took no longer
 * @param p99 99 of 100 took no longer
 * @param longest the longest
 */
public record Measured(String name, int requests, double perSecond, Duration median, Duration p99, Duration longest) {

    /**
     * From the single times.
     *
     * @param nanos of each answer, at least one, in any order
     * @param lasted the whole
     */
    static Measured of(String name, long[] nanos, Duration lasted) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Measured(
                name,
                sorted.length,
                sorted.length / (lasted.toNanos() / 1e9),
                at(sorted, 0.5),
                at(sorted, 0.99),
                Duration.ofNanos(sorted[sorted.length - 1]));
    }

    private static Duration at(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return Duration.ofNanos(sorted[Math.max(0, rank - 1)]);
    }
}
