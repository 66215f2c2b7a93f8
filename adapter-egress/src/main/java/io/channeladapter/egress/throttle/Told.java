package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Twitter told about one of its windows, over several answers that may come in any order and contradict each
 * other. Of two remainders the lower counts.
 *
 * @param scope what is counted
 * @param limit calls a window
 * @param remaining calls left
 * @param guessed how many were taken off for answers that told nothing; the next that tells knows better
 * @param reset when the window ends
 * @param agreed answers that told this reset; {@link #CONTRADICTED} after one that told another
 * @param begun when the window began, where that is sure; null where it is not
 */
public record Told(
        Scope scope,
        long limit,
        long remaining,
        int guessed,
        Instant reset,
        int agreed,
        @Nullable Instant begun) {
    /** Resets of one window were told that cannot both be true. */
    static final int CONTRADICTED = -1;

    /** Resets this near are the same: Twitter gives whole seconds, and not always the same. */
    static final Duration SAME = Duration.ofSeconds(5);

    private static final int SURE = 3;
    private static final Duration LONGEST = Duration.ofHours(25);

    /** What one answer told; null where it told of no window that has begun. */
    static @Nullable Told of(Window window, Instant now) {
        boolean begun = window.remaining() < window.limit();
        boolean known = window.reset().isBefore(now.plus(LONGEST));
        return begun && known
                ? new Told(window.scope(), window.limit(), Math.max(0, window.remaining()), 0, window.reset(), 1, null)
                : null;
    }

    /** Whether the reset can be relied on: several answers told it, and none another. */
    boolean isSure() {
        return agreed >= SURE;
    }

    /** When the present window began, where that is sure; null where it is not. */
    @Nullable
    Instant begunBy(Instant now) {
        return isSure() && !now.isBefore(opens()) ? reset : begun;
    }

    /** When the next window has surely begun, by our clock. */
    Instant opens() {
        return reset.plus(Room.MARGIN);
    }

    /** With what a further answer told. */
    Told and(Told next, Instant now) {
        Duration later = Duration.between(reset, next.reset);
        if (later.abs().compareTo(SAME) <= 0) {
            int agree = agreed == CONTRADICTED ? CONTRADICTED : agreed + 1;
            Instant last = later.isNegative() ? reset : next.reset;
            return new Told(scope, next.limit, lower(next), 0, last, agree, begun);
        }
        if (later.isPositive() && !now.plus(SAME).isBefore(reset)) {
            return new Told(scope, next.limit, next.remaining, 0, next.reset, 1, isSure() ? reset : null);
        }
        if (later.isNegative() && !now.isBefore(next.reset)) {
            return this; // of a window that is over
        }
        Instant last = later.isNegative() ? reset : next.reset;
        return new Told(scope, next.limit, lower(next), 0, last, CONTRADICTED, begun);
    }

    private long lower(Told next) {
        return Math.min(remaining + guessed, next.remaining);
    }

    /** With one call less left. */
    Told spent() {
        return remaining == 0 ? this : new Told(scope, limit, remaining - 1, guessed + 1, reset, agreed, begun);
    }
}
