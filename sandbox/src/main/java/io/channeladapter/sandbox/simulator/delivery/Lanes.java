package io.channeladapter.sandbox.simulator.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of one key in order, one at a time; those of different keys at the same time. Safe for many threads. */
final class Lanes {
    private final Executor executor;
    private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

    Lanes(Executor executor) {
        this.executor = executor;
    }

    synchronized void run(String key, Runnable task) {
        Queue<Runnable> lane = waiting.get(key);
        if (lane != null) {
            lane.add(task);
            return;
        }
        waiting.put(key, new ArrayDeque<>());
        executor.execute(() -> drain(key, task));
    }

    private void drain(String key, Runnable first) {
        @Nullable Runnable task = first;
        while (task != null) {
            try {
                task.run();
            } finally {
                task = next(key);
            }
        }
    }

    private synchronized @Nullable Runnable next(String key) {
        Queue<Runnable> lane = waiting.get(key);
        Runnable task = lane == null ? null : lane.poll();
        if (task == null) {
            waiting.remove(key);
        }
        return task;
    }
}
