package io.channeladapter.config.refetch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the outages in a sequence of moments at which webhooks were taken: two moments that are further apart than
 * Twitter repeats a webhook are one. Keeps the last {@value #MOST}. Pure but for what it remembers; one thread.
 */
final class Openings {
    static final int MOST = 100;

    private final Duration repeats;
    private final Deque<Outage> outages = new ArrayDeque<>();
    private @Nullable Instant last;

    Openings(Duration repeats) {
        this.repeats = repeats;
    }

    /** Webhooks were taken at this moment; one that is told late changes nothing. */
    void open(Instant at) {
        Instant before = last;
        if (before != null && !at.isAfter(before)) {
            return;
        }
        if (before != null && Duration.between(before, at).compareTo(repeats) > 0) {
            outages.addLast(new Outage(before, at));
            if (outages.size() > MOST) {
                outages.removeFirst();
            }
        }
        last = at;
    }

    /** The outages, the oldest first. */
    List<Outage> outages() {
        return List.copyOf(outages);
    }
}
