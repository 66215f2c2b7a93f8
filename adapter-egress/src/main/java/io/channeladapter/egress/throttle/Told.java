package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Twitter told about one of its windows, over several answers that may come in any order. Of two remainders the
 * lower counts.
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
    /** So many windows of a scope are kept apart. */
    private static final int MOST = 4;

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

    /**
     * What is known of a scope after a further answer, which comes last. What it contradicts holds besides, until its own
     * reset: under one name Twitter may tell now of one window and now of another.
     *
     * @param known what was known, of this scope alone
     * @param counted whether Twitter counts the call that was answered
     */
    static List<Told> with(List<Told> known, Told news, boolean counted, Instant now) {
        Told last = news;
        List<Told> others = new ArrayList<>();
        for (Told one : known) {
            Duration later = Duration.between(one.reset, news.reset);
            if (later.abs().compareTo(SAME) <= 0) {
                last = one.again(news);
            } else if (later.isPositive() && !now.plus(SAME).isBefore(one.reset)) {
                last = one.isSure() && last.begun == null ? last.begunAt(one.reset) : last;
            } else if (later.isNegative() && !now.isBefore(news.reset)) {
                return known; // of a window that is over
            } else {
                others.add((counted ? one.spent() : one).contradicted());
            }
        }
        while (others.size() >= MOST) {
            others.addFirst(others.removeFirst().strictest(others.removeFirst()));
        }
        others.add(others.isEmpty() ? last : last.contradicted());
        return others;
    }

    private Told again(Told next) {
        int agree = agreed == CONTRADICTED ? CONTRADICTED : agreed + 1;
        return new Told(scope, next.limit, lower(next), 0, later(next), agree, begun);
    }

    private Told strictest(Told other) {
        return new Told(scope, other.limit, lower(other), 0, later(other), CONTRADICTED, null);
    }

    private Told contradicted() {
        return new Told(scope, limit, remaining, guessed, reset, CONTRADICTED, begun);
    }

    private Told begunAt(Instant at) {
        return new Told(scope, limit, remaining, guessed, reset, agreed, at);
    }

    private Instant later(Told other) {
        return reset.isAfter(other.reset) ? reset : other.reset;
    }

    private long lower(Told next) {
        return Math.min(remaining + guessed, next.remaining);
    }

    /** With one call less left. */
    Told spent() {
        return remaining == 0 ? this : new Told(scope, limit, remaining - 1, guessed + 1, reset, agreed, begun);
    }
}
