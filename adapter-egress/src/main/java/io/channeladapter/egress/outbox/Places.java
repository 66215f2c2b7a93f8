package io.channeladapter.egress.outbox;

/** Gives replies their places, in the order in which they come. One thread: the task's. */
public final class Places {
    private long end;

    /** The next place. */
    public long take() {
        return end++;
    }

    /** The place behind all that are taken. */
    public long end() {
        return end;
    }

    /** No reply may take this place, or one before it, any more. */
    public void isTaken(long place) {
        end = Math.max(end, place + 1);
    }
}
