package io.channeladapter.egress.outbox;

/** How much a task may still do before the poll loop must go on. One thread: the task's. */
public final class Budget {
    private static final int STEPS = 500;

    private int left = STEPS;

    /** A record or a tick begins. */
    public void renew() {
        left = STEPS;
    }

    public boolean isSpent() {
        return left <= 0;
    }

    public int left() {
        return Math.max(0, left);
    }

    public void spend() {
        left--;
    }
}
