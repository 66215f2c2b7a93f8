package io.channeladapter.egress.topology;

/** How much a task may still do before the poll loop must go on. One thread: the task's. */
final class Budget {
    private static final int STEPS = 500;

    private int left = STEPS;

    /** A record or a tick begins. */
    void renew() {
        left = STEPS;
    }

    boolean isSpent() {
        return left <= 0;
    }

    int left() {
        return Math.max(0, left);
    }

    void spend() {
        left--;
    }
}
