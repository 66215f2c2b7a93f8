package io.channeladapter.egress.throttle;

import java.time.Duration;
import java.time.Instant;

/**
 * What a person's last message gives the account: some replies that Twitter does not count. Immutable.
 *
 * @param receivedAt when the person wrote, by Twitter's clock
 * @param used replies sent since
 * @param run the start of the task that wrote this, in milliseconds: another may have made one call more than it wrote
 */
public record FreeReplies(Instant receivedAt, int used, long run) {
    /** How long after a person's message an answer is urgent, and may be free. */
    public static final Duration LASTS = Duration.ofHours(24);

    // A reply that starts in time must also be counted in time.
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(2);

    /** The person wrote. */
    public static FreeReplies of(Instant receivedAt, long run) {
        return new FreeReplies(receivedAt, 0, run);
    }

    /** With a further message of the person; an older one changes nothing. */
    public FreeReplies and(Instant at, long thisRun) {
        return at.isAfter(receivedAt) ? of(at, thisRun) : this;
    }

    /** As another run of the task has to see it: the last call before its end may not have been written. */
    public FreeReplies seenBy(long thisRun) {
        return run == thisRun ? this : new FreeReplies(receivedAt, used + 1, thisRun);
    }

    /** With one more used. */
    public FreeReplies spent() {
        return new FreeReplies(receivedAt, used + 1, run);
    }

    /** How many are left of those that Twitter gives. */
    public int left(int given, Instant now) {
        return now.plus(ON_ITS_WAY).isBefore(receivedAt.plus(LASTS)) ? Math.max(0, given - used) : 0;
    }

    /** Whether the person wrote so lately that an answer is urgent. */
    public boolean isLive(Instant now) {
        return now.isBefore(receivedAt.plus(LASTS));
    }
}
