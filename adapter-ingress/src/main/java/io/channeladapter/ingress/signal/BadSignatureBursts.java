package io.channeladapter.ingress.signal;

import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices when a channel gets many requests with a bad signature: {@value #BURST} within 10 s are a burst. Each channel
 * is told of at most once in 10 s. Remembers at most {@value #MOST_CHANNELS} channels, one more for each thread at
 * work. Safe for many threads.
 */
final class BadSignatureBursts {
    static final int BURST = 5;
    static final int MOST_CHANNELS = 10_000;
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final ConcurrentHashMap<StreamId, Window> windows = new ConcurrentHashMap<>();

    /** Bad signatures since a moment; those after the BURST-th were told of with it. */
    private record Window(Instant since, int count) {
        boolean over(Instant now) {
            return !now.isBefore(since.plus(WINDOW));
        }
    }

    /**
     * Counts one.
     *
     * @return how many it were, where this one makes a burst
     */
    OptionalInt note(StreamId streamId, Instant now) {
        if (windows.size() >= MOST_CHANNELS && !windows.containsKey(streamId)) {
            windows.values().removeIf(window -> window.over(now));
            if (windows.size() >= MOST_CHANNELS) {
                windows.keySet().stream().findAny().ifPresent(windows::remove);
            }
        }
        Window window = windows.merge(
                streamId,
                new Window(now, 1),
                (old, one) -> old.over(now) ? one : new Window(old.since(), old.count() + 1));
        return window.count() == BURST ? OptionalInt.of(BURST) : OptionalInt.empty();
    }

    int size() {
        return windows.size();
    }
}
