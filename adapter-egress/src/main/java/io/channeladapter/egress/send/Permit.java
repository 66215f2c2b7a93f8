package io.channeladapter.egress.send;

import java.util.concurrent.Semaphore;

/** A permit of one call, which may do without it for a while. Only the call's own thread uses it. */
final class Permit {
    private final Semaphore permits;
    private boolean held;

    Permit(Semaphore permits, boolean held) {
        this.permits = permits;
        this.held = held;
    }

    void giveBack() {
        if (held) {
            held = false;
            permits.release();
        }
    }

    /** Waits until there is one. */
    void takeAgain() {
        permits.acquireUninterruptibly();
        held = true;
    }
}
