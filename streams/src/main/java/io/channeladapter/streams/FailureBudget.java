package io.channeladapter.streams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many failures within how long are still taken for passing trouble. Safe for many threads. */
public final class FailureBudget {
    private final int most;
    private final Duration within;
    private final Deque<Instant> failures = new ArrayDeque<>();

    /**
     * Nothing spent.
     *
     * @param most failures that are allowed
     * @param within how long a failure counts
     */
    public FailureBudget(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    /** Counts one more; whether it was still within the budget. */
    public synchronized boolean spend(Instant now) {
        while (!failures.isEmpty() && failures.peek().isBefore(now.minus(within))) {
            failures.remove();
        }
        failures.add(now);
        return failures.size() <= most;
    }
}
