package io.channeladapter.egress.fetch;

import io.channeladapter.common.channel.StreamId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets so many files be under way at once, and so many of one channel; the others wait. Safe for many threads. */
final class Slots {
    private final Semaphore all;
    private final int perChannel;
    private final Map<StreamId, OfChannel> channels = new ConcurrentHashMap<>();

    private record OfChannel(Semaphore free, int users) {}

    Slots(int all, int perChannel) {
        this.all = new Semaphore(all, true);
        this.perChannel = perChannel;
    }

    /** Waits for a slot; {@link #leave} must follow, unless it is interrupted. */
    void enter(StreamId streamId) throws InterruptedException {
        Semaphore channel = channels.compute(
                        streamId,
                        (id, was) -> was == null
                                ? new OfChannel(new Semaphore(perChannel, true), 1)
                                : new OfChannel(was.free(), was.users() + 1))
                .free();
        boolean own = false;
        boolean both = false;
        try {
            channel.acquire();
            own = true;
            all.acquire();
            both = true;
        } finally {
            if (!both) {
                if (own) {
                    channel.release();
                }
                gone(streamId);
            }
        }
    }

    void leave(StreamId streamId) {
        all.release();
        OfChannel channel = channels.get(streamId);
        if (channel != null) {
            channel.free().release();
        }
        gone(streamId);
    }

    private void gone(StreamId streamId) {
        channels.computeIfPresent(
                streamId, (id, was) -> was.users() == 1 ? null : new OfChannel(was.free(), was.users() - 1));
    }

    /** Channels that use slots or wait for one. */
    int channels() {
        return channels.size();
    }
}
