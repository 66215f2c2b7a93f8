package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a channel may make one more call. Pure.
 *
 * <ol>
 *   <li>While a window that Twitter announced is used up, there is no call before its reset (guarantee G8).
 *   <li>Calls in flight count as made, so answers under way cannot overdraw a window.
 *   <li>After a 429, or while the account is on probation, one call goes alone until one has worked.
 * </ol>
 */
public final class Throttle {
    private Throttle() {}

    /** What a channel may do. */
    public sealed interface Verdict {
        /** Make one call. */
        record Go() implements Verdict {}

        /**
         * Wait.
         *
         * @param until until then; null until the channel has changed
         * @param why what for
         */
        record WaitUntil(@Nullable Instant until, Why why) implements Verdict {}

        /** Wait until a call in flight was answered. */
        record AfterAnswer() implements Verdict {}
    }

    /** What a channel waits for. */
    public enum Why {
        /** Twitter's limit. */
        RATE_LIMIT,
        /** The account or its keys. */
        ACCOUNT
    }

    /**
     * Decides.
     *
     * @param inFlight calls of this channel that have no answer yet
     */
    public static Verdict decide(Limits limits, int inFlight, Instant now) {
        AccountHold hold = limits.hold();
        if (hold != null && (hold.probeAt() == null || now.isBefore(hold.probeAt()))) {
            return new Verdict.WaitUntil(hold.probeAt(), Why.ACCOUNT);
        }
        if (limits.heldUntil() != null && now.isBefore(limits.heldUntil())) {
            return new Verdict.WaitUntil(limits.heldUntil(), Why.RATE_LIMIT);
        }
        Verdict.@Nullable WaitUntil longest = null;
        long free = hold != null || limits.strikes() > 0 ? 1 : Long.MAX_VALUE;
        for (Window window : limits.windows()) {
            Instant open = window.reset().plus(Limits.MARGIN);
            boolean anew = !now.isBefore(open);
            if (!anew && window.remaining() <= 0 && (longest == null || open.isAfter(longest.until()))) {
                longest = new Verdict.WaitUntil(open, Why.RATE_LIMIT);
            }
            free = Math.min(free, anew ? Math.max(1, window.limit()) : window.remaining());
        }
        if (longest != null) {
            return longest;
        }
        return free > inFlight ? new Verdict.Go() : new Verdict.AfterAnswer();
    }
}
