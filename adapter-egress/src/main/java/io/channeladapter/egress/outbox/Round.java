package io.channeladapter.egress.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes round all channels that are not idle, some at a time, so that a tick is short however many there are. A round
 * begins no sooner than some time after the last began. One thread: the task's.
 */
public final class Round {
    private final Lanes lanes;
    private final Duration every;
    private final Deque<ChannelLanes> left = new ArrayDeque<>();
    private Instant nextAt = Instant.MIN;

    public Round(Lanes lanes, Duration every) {
        this.lanes = lanes;
        this.every = every;
    }

    /** Begins the next round where it is time for it and the last is through; tells whether it did. */
    public boolean begins(Instant now) {
        if (!left.isEmpty() || now.isBefore(nextAt)) {
            return false;
        }
        nextAt = now.plus(every);
        for (ChannelLanes channel : lanes.channels()) {
            if (!channel.isIdle()) {
                left.add(channel);
            }
        }
        return true;
    }

    public boolean hasNext() {
        return !left.isEmpty();
    }

    public ChannelLanes next() {
        return left.remove();
    }
}
