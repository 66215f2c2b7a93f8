package io.channeladapter.egress.settle;

import io.channeladapter.egress.outbox.Appended;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds the replies that were appended before the task started, since whoever had the task before may have called for
 * any of them: no mark in the store tells, as its write may have been lost with him. The hold ends a few seconds after
 * all replies and echoes of before have been read. One thread: the task's.
 */
public final class StartHold {
    private final CompletableFuture<Backlog.Ends> lookup;
    private final Duration settleWait;
    private Backlog.@Nullable Ends ends;
    private long firstSeq;
    private Instant began = Instant.MIN;
    private long lastReplySeen = -1;
    private long lastEchoSeen = -1;
    private @Nullable Instant endsAt;
    private boolean active = true;

    public StartHold(CompletableFuture<Backlog.Ends> lookup, Duration settleWait) {
        this.lookup = lookup;
        this.settleWait = settleWait;
    }

    /** Tells the place of the first reply that this task appends, and when it began. */
    public void begins(long seq, Instant now) {
        firstSeq = seq;
        began = now;
    }

    /** When the task began; calls that are known to have been begun before had their end then at the latest. */
    public Instant began() {
        return began;
    }

    public boolean isActive() {
        return active;
    }

    /** Whether the reply must be held, as far as known. */
    public boolean holds(Appended appended) {
        if (!active) {
            return false;
        }
        Long offset = appended.offset();
        return appended.seq() < firstSeq || ends == null || offset == null || offset < ends.repliesEnd();
    }

    public void replySeen(long offset) {
        lastReplySeen = Math.max(lastReplySeen, offset);
    }

    public void echoSeen(long offset) {
        lastEchoSeen = Math.max(lastEchoSeen, offset);
    }

    /** Whether it has become known just now which of the new replies need not have been held. */
    public boolean learned() {
        if (ends != null || !lookup.isDone()) {
            return false;
        }
        // Not the last unread one: the task itself may have committed what it had read by the time of the lookup.
        ends = lookup.join();
        return true;
    }

    /** Whether the hold has ended just now. */
    public boolean ends(Instant now) {
        if (!active || ends == null) {
            return false;
        }
        if (endsAt == null && isRead(ends.lastReply(), lastReplySeen) && isRead(ends.lastEcho(), lastEchoSeen)) {
            endsAt = now.plus(settleWait);
        }
        if (endsAt == null || now.isBefore(endsAt)) {
            return false;
        }
        active = false;
        return true;
    }

    private static boolean isRead(OptionalLong last, long seen) {
        return last.isEmpty() || seen >= last.getAsLong();
    }
}
