package io.channeladapter.sandbox.simulator.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last deliveries with all their attempts; in memory, bounded. Safe for many threads. */
public final class DeliveryLog {
    private static final int KEPT = 5000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Where a delivery stands. */
    public enum State {
        /** Before its first attempt has ended. */
        WAITING,
        /** Answered with 2xx. */
        DELIVERED,
        /** At least one attempt failed; another will come. */
        RETRYING,
        /** All attempts failed. */
        LOST,
        /** Never tried: there is no valid webhook. */
        SKIPPED
    }

    /**
     * One attempt.
     *
     * @param signedAt when the POST was signed and sent
     * @param endedAt when it was answered or given up
     * @param status HTTP status; 0 if there was no answer
     * @param problem why there was none; null if there was one
     */
    public record Attempt(
            Instant signedAt,
            Instant endedAt,
            int status,
            @Nullable String problem) {}

    /** One event on its way to one webhook. Safe for many threads. */
    public static final class Entry {
        private final String id;
        private final Event event;
        private final @Nullable String webhookId;
        private final Instant createdAt;
        private final List<Attempt> attempts = new ArrayList<>();
        private State state;

        Entry(String id, Event event, @Nullable String webhookId, Instant createdAt, State state) {
            this.id = id;
            this.event = event;
            this.webhookId = webhookId;
            this.createdAt = createdAt;
            this.state = state;
        }

        public String id() {
            return id;
        }

        public Event event() {
            return event;
        }

        public @Nullable String webhookId() {
            return webhookId;
        }

        public Instant createdAt() {
            return createdAt;
        }

        public synchronized List<Attempt> attempts() {
            return List.copyOf(attempts);
        }

        public synchronized State state() {
            return state;
        }

        synchronized void add(Attempt attempt, State next) {
            attempts.add(attempt);
            state = next;
        }
    }

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
