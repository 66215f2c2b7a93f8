package io.channeladapter.egress.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * Which part of an app's day is a task's. The channels of the app stand in a ring, those of a task beside each other, and
 * each is entitled to an equal part. What is left over, since messages cannot be divided, goes round: each
 * {@link #TURN_DAYS} days the ring turns by one channel, so where there are more channels than messages each still comes
 * in time.
 *
 * <ol>
 *   <li>The parts of all tasks together never exceed the limit in any window (guarantee G8): what changes from turn to
 *       turn is given at the beginning of a turn alone, and then not for more than a whole window, so that no window sees
 *       two turns.
 *   <li>A task with a channel gets at least one message within {@code channels / limit} turns, rounded up.
 * </ol>
 *
 * @param before channels of the app that other tasks have and that stand before these, at least 0
 * @param mine channels of the app that the task has, at least 1
 * @param all channels of the app, at least {@code before + mine}
 */
public record AppPart(int before, int mine, int all) {
    /** How many windows a turn takes. */
    public static final int TURN_DAYS = 2;

    // Clocks of two instances are not the same, and a call that is begun in time counts a little later.
    private static final int SPARE = 24;

    public AppPart {
        if (before < 0 || mine < 1 || all < before + mine) {
            throw new IllegalArgumentException("a task has some of the channels of an app, at most all");
        }
    }

    /** Messages of this limit that are the task's now: what is always its own, and a turn's one more. */
    public long of(Quota quota, Instant now) {
        return isGiven(quota, now) ? ofTurn(quota, turn(quota, now)) : quota.limit() * mine / all;
    }

    /** When the next turn begins in which the task has a message; a long time ahead where the limit is 0. */
    Instant nextTurn(Quota quota, Instant now) {
        long next = turn(quota, now) + 1;
        long last = next + (quota.limit() == 0 ? 1 : all / quota.limit() + 1);
        while (next < last && ofTurn(quota, next) == 0) {
            next++;
        }
        return Instant.ofEpochMilli(next * turnMillis(quota));
    }

    private long ofTurn(Quota quota, long turn) {
        long from = before + turn % all;
        return quota.limit() * (from + mine) / all - quota.limit() * from / all;
    }

    private static boolean isGiven(Quota quota, Instant now) {
        Duration window = quota.window();
        return Math.floorMod(now.toEpochMilli(), turnMillis(quota))
                < window.minus(window.dividedBy(SPARE)).toMillis();
    }

    private static long turn(Quota quota, Instant now) {
        return Math.floorDiv(now.toEpochMilli(), turnMillis(quota));
    }

    private static long turnMillis(Quota quota) {
        return quota.window().toMillis() * TURN_DAYS;
    }
}
