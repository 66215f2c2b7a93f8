package io.channeladapter.sandbox.parts;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The first part that cannot go on. Safe for many threads. */
public final class Failures {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private volatile boolean closing;

    /** Waits for the failure of a part. */
    @FunctionalInterface
    public interface Wait {
        /** Returns once it cannot go on. */
        void forFailure() throws InterruptedException;
    }

    /** Watches a part from now on. */
    public void watch(String part, Wait wait) {
        Thread.ofVirtual().name("watch-" + part).start(() -> {
            try {
                wait.forFailure();
                if (!closing) {
                    first.complete(part);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** From now on parts end because they are closed, which is no failure. */
    public void closing() {
        closing = true;
    }

    /** Whether a part has failed. */
    public boolean failed() {
        return first.isDone();
    }

    /** Name of the first part that fails; returns once one has. */
    public String await() throws InterruptedException {
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
