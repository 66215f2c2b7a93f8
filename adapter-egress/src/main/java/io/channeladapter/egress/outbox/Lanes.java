package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Index of a task's outbox: which channel has its turn, and who is to be woken when. One thread: the task's. */
public final class Lanes {
    private final Map<StreamId, ChannelLanes> channels = new HashMap<>();
    private final Deque<ChannelLanes> runnable = new ArrayDeque<>();
    private boolean indexed;
    private final PriorityQueue<Wake> wakes = new PriorityQueue<>(Comparator.comparing(Wake::at));

    /**
     * Something to look at again.
     *
     * @param at when
     * @param streamId the channel
     * @param userId whose conversation; null for the whole channel
     */
    public record Wake(
            Instant at, StreamId streamId, @Nullable String userId) {}

    /** The channel, made where it is new. */
    public ChannelLanes channel(StreamId streamId) {
        return channels.computeIfAbsent(streamId, ChannelLanes::new);
    }

    /** The channel; null where nothing is known of it. */
    public @Nullable ChannelLanes find(StreamId streamId) {
        return channels.get(streamId);
    }

    public Collection<ChannelLanes> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }

    /** Nothing is to be known of it any more; only for one that is idle. */
    public void forget(ChannelLanes channel) {
        channels.remove(channel.streamId());
    }

    /** Whether the index on disk knows all replies. */
    public boolean isIndexed() {
        return indexed;
    }

    public void indexed(boolean now) {
        indexed = now;
    }

    /** The channel waits for its turn, last in the row. */
    public void queue(ChannelLanes channel) {
        if (channel.hasReady() && !channel.isQueued()) {
            channel.queued(true);
            runnable.addLast(channel);
        }
    }

    /** The channel whose turn it is; null where none waits. */
    public @Nullable ChannelLanes next() {
        ChannelLanes channel = runnable.pollFirst();
        if (channel != null) {
            channel.queued(false);
        }
        return channel;
    }

    /** Asks to be told of it. A whole channel is remembered once, however often it is asked for before it is due. */
    public void wakeAt(Wake wake) {
        ChannelLanes channel = wake.userId() == null ? channels.get(wake.streamId()) : null;
        if (channel == null) {
            wakes.add(wake);
        } else if (channel.wakesLaterThan(wake.at())) {
            channel.wakesAt(wake.at());
            wakes.add(wake);
        }
    }

    /** What is due; null where nothing is. */
    public @Nullable Wake due(Instant now) {
        Wake first = wakes.peek();
        if (first == null || first.at().isAfter(now)) {
            return null;
        }
        wakes.remove();
        ChannelLanes channel = first.userId() == null ? channels.get(first.streamId()) : null;
        if (channel != null) {
            channel.wakesAt(null);
        }
        return first;
    }
}
