package io.channeladapter.config.decide;

import io.channeladapter.common.channel.Vitals;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What silence is usual for a channel. The longest gap between two events counts, and fades by half in
 * {@link #HALF_LIFE}, so that the nights and weekends of the last weeks are known and a feast of last year is not. Pure.
 */
public final class Quiet {
    /** So many gaps must have been seen before anything is called unusual. */
    public static final int LEAST_GAPS = 20;
    /** A channel must be this old, so that its nights and its weekend have been seen. */
    public static final Duration LEAST_AGE = Duration.ofDays(8);
    /** Silence is unusual when it is this many times as long as the longest usual one. */
    public static final int FACTOR = 3;
    /** No shorter silence is unusual; events are told of at most every five minutes. */
    public static final Duration LEAST_SILENCE = Duration.ofHours(1);

    static final Duration HALF_LIFE = Duration.ofDays(28);

    private Quiet() {}

    /** The longest usual gap after one more of this length. */
    static Duration learn(@Nullable Duration longest, Duration gap) {
        if (longest == null) {
            return gap;
        }
        double faded = longest.toMillis() * Math.pow(0.5, (double) gap.toMillis() / HALF_LIFE.toMillis());
        return gap.toMillis() >= faded ? gap : Duration.ofMillis((long) faded);
    }

    /**
     * Whether the silence since the last event is unusual.
     *
     * @param since since when the channel is there
     */
    public static boolean isUnusual(@Nullable Vitals vitals, Instant since, Instant now) {
        if (vitals == null || vitals.lastEventAt() == null || vitals.longestQuiet() == null) {
            return false;
        }
        boolean known = vitals.eventsSeen() > LEAST_GAPS && !now.isBefore(since.plus(LEAST_AGE));
        Duration silence = Duration.between(vitals.lastEventAt(), now);
        return known
                && silence.compareTo(LEAST_SILENCE) >= 0
                && silence.compareTo(vitals.longestQuiet().multipliedBy(FACTOR)) > 0;
    }
}
