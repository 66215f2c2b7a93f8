package io.channeladapter.sandbox.simulator.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The threads of the simulator: one timer, and a virtual thread for each task. Safe for many threads. */
public final class Work implements AutoCloseable {
    private final ExecutorService tasks = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("simulator-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulator-timer").factory());

    /** Runs tasks at once. */
    public Executor now() {
        return tasks;
    }

    /** Runs a task after a while. */
    public void later(Duration wait, Runnable task) {
        ScheduledFuture<?> _ = timer.schedule(() -> tasks.execute(task), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs a task again and again, first after one period. */
    public void every(Duration period, Runnable task) {
        ScheduledFuture<?> _ = timer.scheduleAtFixedRate(
                () -> tasks.execute(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the timer, interrupts what runs and waits a moment for its end. */
    @Override
    public void close() {
        timer.shutdownNow();
        tasks.shutdownNow();
        try {
            boolean _ = tasks.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
