package io.channeladapter.egress.send;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one task.
 *
 * <ol>
 *   <li>Each call that was started is polled exactly once, whatever comes of it.
 *   <li>No method blocks, but for {@link #awaitAll}.
 * </ol>
 *
 * One thread uses it; the calls run on others.
 */
public interface Calls {
    /** Whether one more call can start now. */
    boolean hasRoom();

    /** Starts a call; only where {@link #hasRoom()}. */
    void start(Call call);

    /**
     * Of a reply at this place, which has a call that is not polled, nothing is to be sent any more: where its media are
     * still on their way, its message does not follow. What has gone further goes on.
     */
    void withdraw(long seq);

    /** A call that has ended; null where there is none new. */
    @Nullable
    Answered poll();

    /** Waits until all calls have ended, and tells whether they have within the time. */
    boolean awaitAll(Duration atMost);
}
