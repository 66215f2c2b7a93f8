package io.channeladapter.sandbox.simulator.api;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last calls of the API; in memory, bounded. Safe for many threads. */
public final class CallLog {
    private static final int KEPT = 5000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /**
     * One call.
     *
     * @param at when it came
     * @param answeredAt when its answer went, or was withheld
     * @param method of HTTP
     * @param path without query
     * @param accountId who called; null if unknown
     * @param personId whom it was about; null if nobody
     * @param status HTTP status; 0 if it was not answered
     * @param code Twitter's error code; 0 for none
     * @param messageId of the message that it sent
     * @param fault kind of the fault that struck it
     */
    public record Entry(
            Instant at,
            Instant answeredAt,
            String method,
            String path,
            @Nullable String accountId,
            @Nullable String personId,
            int status,
            int code,
            @Nullable String messageId,
            @Nullable String fault) {}

    synchronized void add(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    /** Oldest first. */
    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }
}
