package io.channeladapter.ingress.signal;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.network.SourceNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices when a channel gets many requests with a bad signature: {@value #BURST} within 10 s are a burst. Each channel
 * is told of at most once in 10 s; what is told counts those of the ten seconds before, where they were a burst as well.
 * Remembers at most {@value #MOST_CHANNELS} channels, one more for each thread at work, and {@value #MOST_SOURCES}
 * networks of each. Safe for many threads.
 */
final class BadSignatureBursts {
    static final int BURST = 5;
    static final int MOST_CHANNELS = 10_000;
    static final int MOST_SOURCES = 16;
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final ConcurrentHashMap<StreamId, Window> windows = new ConcurrentHashMap<>();

    /**
     * Counts one.
     *
     * @return what came together, where this one makes a burst
     */
    Optional<Burst> note(StreamId streamId, SourceNetwork source, Instant now) {
        if (windows.size() >= MOST_CHANNELS && !windows.containsKey(streamId)) {
            windows.values().removeIf(window -> window.over(now));
            if (windows.size() >= MOST_CHANNELS) {
                windows.keySet().stream().findAny().ifPresent(windows::remove);
            }
        }
        AtomicReference<Optional<Burst>> burst = new AtomicReference<>(Optional.empty());
        windows.compute(streamId, (id, known) -> {
            Window window = known == null ? new Window(now, null) : known.at(now);
            window.add(source);
            if (window.count == BURST) {
                burst.set(Optional.of(window.burst(now)));
            }
            return window;
        });
        return burst.get();
    }

    int size() {
        return windows.size();
    }

    /** Bad signatures of one channel within {@link #WINDOW}; touched in the map's own steps alone. */
    private static final class Window {
        private final Instant since;
        private final @Nullable Window before;
        private final Map<SourceNetwork, Integer> sources = new HashMap<>();
        private int count;
        private boolean more;

        private Window(Instant since, @Nullable Window before) {
            this.since = since;
            this.before = before;
        }

        private boolean over(Instant now) {
            return !now.isBefore(since.plus(WINDOW));
        }

        /** The window of a moment, this one or the next. */
        private Window at(Instant now) {
            if (!over(now)) {
                return this;
            }
            boolean goesOn = count >= BURST && now.isBefore(since.plus(WINDOW.multipliedBy(2)));
            return new Window(now, goesOn ? alone() : null);
        }

        private Window alone() {
            return before == null ? this : new Window(since, null).with(this);
        }

        private Window with(Window other) {
            count += other.count;
            more |= other.more;
            other.sources.forEach(this::add);
            return this;
        }

        private void add(SourceNetwork source) {
            count++;
            add(source, 1);
        }

        private void add(SourceNetwork source, int times) {
            if (sources.size() < MOST_SOURCES || sources.containsKey(source)) {
                sources.merge(source, times, Integer::sum);
            } else {
                more = true;
            }
        }

        private Burst burst(Instant now) {
            Window all = new Window(before == null ? since : before.since, null).with(this);
            if (before != null) {
                all.with(before);
            }
            SourceNetwork most = all.sources.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            return new Burst(all.count, Duration.between(all.since, now), most, all.sources.size() - 1, all.more);
        }
    }
}
