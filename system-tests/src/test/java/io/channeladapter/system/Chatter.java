package io.channeladapter.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** One person who writes to several channels in turn, a hundred times a second, until stopped. */
final class Chatter implements AutoCloseable {
    static final String PERSON = "300";
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final RouterStage stage;
    private final List<ReadyChannel> channels;
    private final List<String> written = Collections.synchronizedList(new ArrayList<>());
    private final Thread writing;
    private volatile boolean stopped;

    Chatter(RouterStage stage, List<ReadyChannel> channels) {
        this.stage = stage;
        this.channels = channels;
        this.writing = Thread.ofVirtual().name("chatter").start(this::write);
    }

    private void write() {
        while (!stopped) {
            String text = text(written.size());
            write(written.size());
            written.add(text);
            LockSupport.parkNanos(PAUSE.toNanos()); // a pace, so that it can go on for long
        }
    }

    private void write(int number) {
        for (int i = 0; i < channels.size(); i++) {
            String id = String.format(Locale.ROOT, "8%03d%09d", i, number);
            stage.message(channels.get(i), PERSON, id, text(number));
        }
    }

    private static String text(int number) {
        return "message " + number;
    }

    /** The first so many once more, as Twitter sends again what it thinks was not taken. */
    void writeAgain(int many) {
        for (int number = 0; number < many; number++) {
            write(number);
        }
    }

    /** A text that is written to all channels after this call. */
    String next() {
        return text(written.size() + 1);
    }

    /** Every text that was written to each channel. */
    List<String> stop() {
        close();
        return List.copyOf(written);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            writing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
