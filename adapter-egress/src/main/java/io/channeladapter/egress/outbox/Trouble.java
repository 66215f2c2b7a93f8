package io.channeladapter.egress.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a channel fares at Twitter: calls that ended in trouble, one after another. One thread: the task's. */
public final class Trouble {
    private int count;
    private Instant last = Instant.MIN;
    private @Nullable Instant probeAt;
    private Instant workedAt = Instant.MIN;

    Trouble() {}

    /** Calls one after another that ended in trouble. */
    public int count() {
        return count;
    }

    /** Whether a call that began then, and ended in trouble, tells anything that those before it did not tell. */
    public boolean isNew(Instant startedAt) {
        return !startedAt.isBefore(last);
    }

    /**
     * One more call ended in trouble.
     *
     * @param next when to try one call again; null where there was too little trouble to hold the others back
     */
    public void more(@Nullable Instant next, Instant now) {
        count++;
        last = now;
        probeAt = next;
    }

    /** Twitter answered. */
    public void over() {
        count = 0;
        probeAt = null;
    }

    /** When one call is tried again; null where all may be. */
    public @Nullable Instant probeAt() {
        return probeAt;
    }

    /** When Twitter took a message of the channel last, as far as this task knows. */
    public Instant workedAt() {
        return workedAt;
    }

    public void workedAt(Instant at) {
        workedAt = at;
    }
}
