package io.channeladapter.egress.media;

import io.channeladapter.common.channel.StreamId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts downloads under way, and lets no more begin than may be. Safe for many threads. */
final class Downloads {
    private final MediaLimits limits;
    private final AtomicInteger all = new AtomicInteger();
    private final Map<StreamId, Integer> byChannel = new ConcurrentHashMap<>();

    /** Whether one more may begin. */
    enum Entry {
        /** It has begun; {@link #end} must follow. */
        BEGUN,
        /** There are too many. */
        FULL,
        /** There are too many of its channel. */
        CHANNEL_FULL
    }

    Downloads(MediaLimits limits) {
        this.limits = limits;
    }

    Entry begin(StreamId streamId) {
        if (all.incrementAndGet() > limits.atOnce()) {
            all.decrementAndGet();
            return Entry.FULL;
        }
        if (byChannel.merge(streamId, 1, Integer::sum) > limits.atOncePerChannel()) {
            end(streamId);
            return Entry.CHANNEL_FULL;
        }
        return Entry.BEGUN;
    }

    void end(StreamId streamId) {
        byChannel.computeIfPresent(streamId, (id, count) -> count == 1 ? null : count - 1);
        all.decrementAndGet();
    }

    /** How many are under way. */
    int underWay() {
        return all.get();
    }
}
