package io.channeladapter.sandbox.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Some who ask the same kind of thing at once, each again as soon as it is answered.
 *
 * @param site whom they ask
 * @param size how many they are
 * @param request what they ask
 */
record Crowd(Site site, int size, Request request) {

    /** Asks for so long. */
    Measured ask(Duration lasting) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long end = begun + lasting.toNanos();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<long[]>> asking = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                asking.add(threads.submit(() -> askUntil(end, next)));
            }
            long[] all = LongStream.empty().toArray();
            for (Future<long[]> each : asking) {
                long[] times = each.get();
                long[] both = Arrays.copyOf(all, all.length + times.length);
                System.arraycopy(times, 0, both, all.length, times.length);
                all = both;
            }
            return Measured.of(request.name(), all, Duration.ofNanos(System.nanoTime() - begun));
        } catch (ExecutionException e) {
            throw new IOException(request.name() + " failed: " + e.getMessage(), e);
        }
    }

    private long[] askUntil(long end, AtomicInteger next) throws IOException, InterruptedException {
        LongStream.Builder times = LongStream.builder();
        do {
            String path = request.path().apply(next.getAndIncrement());
            long asked = System.nanoTime();
            site.get(path);
            times.add(System.nanoTime() - asked);
        } while (System.nanoTime() < end);
        return times.build().toArray();
    }
}
