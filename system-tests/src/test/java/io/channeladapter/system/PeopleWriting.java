package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** People who write to an account one message after the other, each the next once Twitter is done with the last. */
final class PeopleWriting implements AutoCloseable {
    private static final int MORE = 5;

    private final Twitter twitter;
    private final String account;
    private final Map<String, List<Written>> written = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> writing = new ArrayList<>();
    private volatile boolean stopped;

    /** A message. */
    record Written(String id, String text) {}

    PeopleWriting(Twitter twitter, String account, List<String> people) {
        this.twitter = twitter;
        this.account = account;
        people.forEach(person -> written.put(person, Collections.synchronizedList(new ArrayList<>())));
        written.forEach((person, messages) -> writing.add(threads.submit(() -> write(person, messages))));
    }

    private void write(String person, List<Written> messages) {
        while (!stopped) {
            String text = "message " + messages.size();
            String id = twitter.write(person, account, text);
            messages.add(new Written(id, text));
            await("Twitter is done with " + text).atMost(TheAdapter.LIMIT).until(() -> isDone(id));
        }
    }

    private boolean isDone(String id) {
        List<String> states = twitter.deliveries(id);
        return !states.isEmpty() && states.stream().noneMatch(state -> state.equals("waiting"));
    }

    /** Waits until each has written some more. */
    void awaitMore() {
        written.forEach((person, messages) -> {
            int before = messages.size();
            await(person + " has written more").atMost(TheAdapter.LIMIT).until(() -> messages.size() >= before + MORE);
        });
    }

    /** All that was written, by person; nothing comes after it. */
    Map<String, List<Written>> stop() {
        stopped = true;
        for (Future<?> one : writing) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return written;
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
