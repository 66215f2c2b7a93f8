package io.channeladapter.egress.outbox;

/**
 * How many conversations of a channel wait for their turn with one urgency, and from where on to look for the first. One
 * thread: the task's.
 */
public final class Queued {
    private long from;
    private int size;

    Queued() {}

    void added(long turn) {
        from = size == 0 ? turn : from;
        size++;
    }

    void taken() {
        size--;
    }

    /** Nothing waits before this turn: the range need not be read from where all others were. */
    void beginsAt(long turn) {
        from = turn;
    }

    void emptied() {
        size = 0;
    }

    long from() {
        return from;
    }

    public int size() {
        return size;
    }
}
