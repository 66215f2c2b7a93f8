package io.channeladapter.egress.topology;

import io.channeladapter.egress.outbox.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds the replies that were appended before the task started, since whoever had the task before may have called for
 * any of them: no mark in the store tells, as its write may have been lost with him. The hold ends a few seconds after
 * all replies and echoes of before have been read. One thread: the task's.
 */
final class StartHold {
    private final CompletableFuture<Backlog.Ends> lookup;
    private final Duration settleWait;
    private final List<Late> undecided = new ArrayList<>();
    private Backlog.@Nullable Ends ends;
    private long lastReplySeen = -1;
    private long lastEchoSeen = -1;
    private @Nullable Instant endsAt;
    private boolean active = true;

    private record Late(Entry entry, long offset) {}

    StartHold(CompletableFuture<Backlog.Ends> lookup, Duration settleWait) {
        this.lookup = lookup;
        this.settleWait = settleWait;
    }

    boolean isActive() {
        return active;
    }

    /** Whether a reply of this offset must be held, as far as known. */
    boolean holds(long offset) {
        lastReplySeen = Math.max(lastReplySeen, offset);
        return active && (ends == null || offset < ends.repliesEnd());
    }

    /** Remembers a reply that was held before it was known whether it must be. */
    void watch(Entry entry, long offset) {
        if (ends == null) {
            undecided.add(new Late(entry, offset));
        }
    }

    void echoSeen(long offset) {
        lastEchoSeen = Math.max(lastEchoSeen, offset);
    }

    /** Entries that need not have been held, once that is known. */
    List<Entry> newcomers() {
        if (ends != null || !lookup.isDone()) {
            return List.of();
        }
        ends = lookup.join();
        // Not the last unread one: the task itself may have committed what it had read by the time of the lookup.
        long end = ends.repliesEnd();
        List<Entry> free = undecided.stream()
                .filter(late -> late.offset() >= end)
                .map(Late::entry)
                .toList();
        undecided.clear();
        return free;
    }

    /** Whether the hold has ended just now. */
    boolean ends(Instant now) {
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
