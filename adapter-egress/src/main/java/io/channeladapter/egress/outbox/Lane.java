package io.channeladapter.egress.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation whose first reply is in flight or waits on its own. All others are in the queue of their channel, on
 * disk.
 *
 * @param head its first reply
 * @param cause why it waits
 * @param until when it is looked at again; null where an answer is waited for
 */
public record Lane(Entry head, WaitCause cause, @Nullable Instant until) {
    public Lane {
        head = head.withoutFile(); // the store keeps it, and many conversations may wait
    }

    /** A call of it is under way. */
    public static Lane inFlight(Entry head) {
        return new Lane(head, WaitCause.IN_FLIGHT, null);
    }

    public boolean isInFlight() {
        return cause == WaitCause.IN_FLIGHT;
    }
}
