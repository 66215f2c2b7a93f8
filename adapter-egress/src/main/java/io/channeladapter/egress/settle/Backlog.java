package io.channeladapter.egress.settle;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** What lay unread in a partition of the inputs when a task started. */
@FunctionalInterface
public interface Backlog {
    /** Looks it up; does not block. Completed on another thread, never exceptionally unless the service stops. */
    CompletableFuture<Ends> ends(int partition);

    /**
     * Where the backlog ends.
     *
     * @param repliesEnd offset from which replies came after the lookup
     * @param lastReply offset of the last reply that was not read yet; empty where all were
     * @param lastEcho offset of the last echo that was not read yet; empty where all were
     */
    record Ends(long repliesEnd, OptionalLong lastReply, OptionalLong lastEcho) {
        /** All was read. */
        public static final Ends NONE = new Ends(0, OptionalLong.empty(), OptionalLong.empty());
    }
}
