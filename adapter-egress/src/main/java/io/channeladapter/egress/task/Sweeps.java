package io.channeladapter.egress.task;

import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is no longer needed, some of it at each tick. Once all was looked at it rests for a while. One thread: the
 * task's.
 */
final class Sweeps {
    private static final int OF_INDEX = 500;
    private static final int LOOKED_AT = 50;
    private static final Duration REST = Duration.ofMinutes(10);

    private final OutboxStore store;
    private final ChannelStore channels;
    private final OutboxIndex index;
    private @Nullable String marksFrom;
    private @Nullable String receivedFrom;
    private Instant marksAt = Instant.MIN;
    private Instant receivedAt = Instant.MIN;

    Sweeps(OutboxStore store, ChannelStore channels, OutboxIndex index) {
        this.store = store;
        this.channels = channels;
        this.index = index;
    }

    /** Goes on. */
    void step(Instant now) {
        index.sweep(OF_INDEX);
        if (!now.isBefore(marksAt)) {
            marksFrom = store.sweep(marksFrom, LOOKED_AT, now);
            marksAt = marksFrom == null ? now.plus(REST) : marksAt;
        }
        if (!now.isBefore(receivedAt)) {
            receivedFrom = channels.sweepReceived(receivedFrom, LOOKED_AT, now);
            receivedAt = receivedFrom == null ? now.plus(REST) : receivedAt;
        }
    }
}
