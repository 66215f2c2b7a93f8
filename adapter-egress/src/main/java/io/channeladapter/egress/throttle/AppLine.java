package io.channeladapter.egress.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which channels of an app wait for its day: the one that has waited longest comes first, answers before broadcasts. So
 * a channel with much to say does not take what others have waited for. Whoever does not ask again no longer
 * waits. One thread.
 *
 * @param <C> names a channel
 */
public final class AppLine<C> {
    private final Duration leavesAfter;
    private final Map<C, Instant> answers = new LinkedHashMap<>();
    private final Map<C, Instant> broadcasts = new LinkedHashMap<>();

    /** @param leavesAfter who waits asks again more often than that */
    public AppLine(Duration leavesAfter) {
        this.leavesAfter = leavesAfter;
    }

    /**
     * How many come before this channel: of so many messages as are left, that many are not for it.
     *
     * @param atMost more than that are not counted
     */
    public long ahead(C channel, Ask.Urgency urgency, long atMost, Instant now) {
        long ahead = count(answers, channel, atMost, now);
        return urgency == Ask.Urgency.BROADCAST && !answers.containsKey(channel)
                ? ahead + count(broadcasts, channel, atMost - ahead, now)
                : ahead;
    }

    /** It has to wait. */
    public void waits(C channel, Ask.Urgency urgency, Instant now) {
        boolean broadcast = urgency == Ask.Urgency.BROADCAST;
        (broadcast ? answers : broadcasts).remove(channel);
        (broadcast ? broadcasts : answers).put(channel, now); // keeps its place
    }

    /** It goes, or waits for something else. */
    public void leaves(C channel) {
        answers.remove(channel);
        broadcasts.remove(channel);
    }

    private long count(Map<C, Instant> line, C until, long atMost, Instant now) {
        long count = 0;
        for (Iterator<Map.Entry<C, Instant>> entries = line.entrySet().iterator();
                count < atMost && entries.hasNext(); ) {
            Map.Entry<C, Instant> entry = entries.next();
            if (entry.getKey().equals(until)) {
                return count;
            }
            if (entry.getValue().plus(leavesAfter).isBefore(now)) {
                entries.remove();
            } else {
                count++;
            }
        }
        return count;
    }
}
