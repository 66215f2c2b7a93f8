package io.channeladapter.egress.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person's last message gives the account: some replies that Twitter does not count. Immutable.
 *
 * @param receivedAt when the person wrote, by Twitter's clock
 * @param used when each reply since was answered
 * @param run the start of the task that wrote this, in milliseconds: another may have made one call more than it wrote
 */
public record FreeReplies(Instant receivedAt, @Nullable List<Instant> used, long run) {
    /** How long after a person's message an answer is urgent, and may be free. */
    public static final Duration LASTS = Duration.ofHours(24);

    // A reply that starts in time must also be counted in time.
    private static final Duration ON_ITS_WAY = Duration.ofMinutes(2);

    public FreeReplies {
        used = used == null ? List.of() : List.copyOf(used);
    }

    /** The person wrote. */
    public static FreeReplies of(Instant receivedAt, long run) {
        return new FreeReplies(receivedAt, List.of(), run);
    }

    /**
     * With a further message of the person; an older one changes nothing. It may be known here later than it was written:
     * what was sent since is one of the replies that it gives.
     */
    public FreeReplies and(Instant at, long thisRun) {
        return at.isAfter(receivedAt)
                ? new FreeReplies(
                        at,
                        times().stream()
                                .filter(one -> !one.plus(Room.MARGIN).isBefore(at))
                                .toList(),
                        thisRun)
                : this;
    }

    /** As another run of the task has to see it: the last call before its end may not have been written. */
    public FreeReplies seenBy(long thisRun) {
        return run == thisRun ? this : with(Instant.ofEpochMilli(thisRun), thisRun);
    }

    /** With one more used. */
    public FreeReplies spent(Instant now) {
        return with(now, run);
    }

    private FreeReplies with(Instant one, long ofRun) {
        List<Instant> more = new ArrayList<>(times());
        more.add(one);
        return new FreeReplies(receivedAt, more, ofRun);
    }

    private List<Instant> times() {
        return used == null ? List.of() : used;
    }

    /** How many are left of those that Twitter gives. */
    public int left(int given, Instant now) {
        return now.plus(ON_ITS_WAY).isBefore(receivedAt.plus(LASTS)) ? Math.max(0, given - times().size()) : 0;
    }

    /** Whether the person wrote so lately that an answer is urgent. */
    public boolean isLive(Instant now) {
        return now.isBefore(receivedAt.plus(LASTS));
    }
}
