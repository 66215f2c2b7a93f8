package io.channeladapter.egress.spend;

/**
 * Calls that Twitter may count and that are in no count yet, of an account or of all accounts of an app. One thread: the
 * task's.
 */
public final class UnderWay {
    private int begun;
    private int held;
    private int found;

    /** So many more, or less, were begun by this task. */
    void begun(int by) {
        begun += by;
    }

    /** So many more, or less, may have been begun by the task before, which counts as long as its replies are held. */
    void held(int by) {
        held += by;
    }

    /** So many more, or less, were begun by the task before, as far as its writes tell. */
    void found(int by) {
        found += by;
    }

    boolean hasHeld() {
        return held > 0;
    }

    /** All of them. */
    int calls(boolean isHeld) {
        return begun + (isHeld ? Math.max(held, found) : found);
    }

    /** Those of an account come, or go. */
    void add(UnderWay account, int times) {
        begun += times * account.begun;
        held += times * account.held;
        found += times * account.found;
    }
}
