package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Scope;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one limit leaves at one moment.
 *
 * @param scope what is counted
 * @param limit messages a window, 0 for none at all
 * @param left messages left, those in flight not yet taken off
 * @param inFlight messages on their way, which may still count
 * @param opens when one more is left; only of use where none is
 * @param refilled when as many more are left as are kept for answers to people
 * @param window how long a window is
 * @param resetAt when Twitter said that the window begins anew, else when all that is used is free
 *     again; null where nothing is used
 */
public record Room(
        Scope scope,
        long limit,
        long left,
        long inFlight,
        Instant opens,
        Instant refilled,
        Duration window,
        @Nullable Instant resetAt) {
    /** Twitter's clock and ours are not the same, and its resets are whole seconds. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /** What our own count leaves. */
    static Room ofOwn(Quota quota, Made made, @Nullable Told told, long kept, long inFlight, Instant now) {
        Instant begun = told == null ? null : told.begunBy(now);
        Instant from = now.minus(quota.window()).minus(MARGIN);
        if (begun != null && begun.minus(Told.SAME).isAfter(from)) {
            from = begun.minus(Told.SAME);
        }
        Instant reset = told != null && told.isSure() && now.isBefore(told.opens()) ? told.opens() : null;
        long used = made.after(from);
        long over = Math.max(1, used - quota.limit() + 1);
        return new Room(
                quota.scope(),
                quota.limit(),
                quota.limit() - used,
                inFlight,
                free(quota, made, over, from, reset),
                used < kept && inFlight > 0 ? unanswered(quota, now, reset) : free(quota, made, kept, from, reset),
                quota.window(),
                reset != null ? reset : used == 0 ? null : free(quota, made, used, from, null));
    }

    /** What Twitter told. */
    static Room ofTold(Told told, long inFlight) {
        Duration window = told.scope() == Scope.ENDPOINT ? Quota.SHORT : Quota.DAY;
        Instant opens = told.opens();
        return new Room(told.scope(), told.limit(), told.remaining(), inFlight, opens, opens, window, opens);
    }

    /** The same, opening then. */
    Room opening(Instant at) {
        return new Room(scope, limit, left, inFlight, at, at, window, at);
    }

    /** Messages left, those in flight taken off; not below 0. */
    public long free() {
        return Math.max(0, left - inFlight);
    }

    /** How many of those that are left are kept for answers to people: the fewer, the sooner new ones come. */
    long kept(long kept, Instant now) {
        long millis = Math.clamp(Duration.between(now, refilled).toMillis(), 0, window.toMillis());
        return kept * millis / window.toMillis();
    }

    /** When no more than all but one of those that are left are kept. */
    Instant loosened(long kept) {
        return refilled.minusMillis(free() * window.toMillis() / kept).plusMillis(1);
    }

    // What is under way counts from its answer on.
    private static Instant unanswered(Quota quota, Instant now, @Nullable Instant reset) {
        return reset != null ? reset : now.plus(quota.window()).plus(MARGIN);
    }

    private static Instant free(Quota quota, Made made, long calls, Instant from, @Nullable Instant reset) {
        Instant own = made.nth(calls, from).plus(quota.window()).plus(MARGIN).plusMillis(1);
        return reset != null && reset.isBefore(own) ? reset : own;
    }
}
