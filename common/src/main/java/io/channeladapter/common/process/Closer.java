package io.channeladapter.common.process;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, in reverse order; one that fails does not keep the others open. One thread. */
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Remembers what is to be closed, and gives it back. */
    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.atWarn().setCause(e).log("interrupted while a part closed");
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("a part did not close well");
            }
        }
    }
}
