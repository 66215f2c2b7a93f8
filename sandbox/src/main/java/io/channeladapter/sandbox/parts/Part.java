package io.channeladapter.sandbox.parts;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the sandbox that starts on a thread of its own, so that parts start side by side. Safe for many threads.
 *
 * @param <T> what it is once it runs
 */
public final class Part<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Part.class);

    private final FutureTask<T> start;

    private Part(FutureTask<T> start) {
        this.start = start;
    }

    /** Begins to start it. */
    public static <T> Part<T> start(String name, Callable<T> start) {
        FutureTask<T> task = new FutureTask<>(start);
        Thread.ofPlatform().name("start-" + name).daemon().start(task);
        return new Part<>(task);
    }

    /**
     * It, once it runs.
     *
     * @throws Exception what its start ended with
     */
    public T get() throws Exception {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Closes it, once its start has ended; a start that failed has nothing to close. */
    @Override
    public void close() {
        try {
            if (start.get() instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (ExecutionException e) {
            // Its start failed, which whoever waited for it was told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("a part did not close well");
        }
    }
}
