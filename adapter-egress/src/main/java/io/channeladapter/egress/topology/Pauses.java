package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.outbox.OutboxState.Pause;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxKeys;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.outbox.OutboxStore;
import java.time.Instant;

/** Stops a channel until its owner lets it go on, over any restart. One thread: the task's. */
final class Pauses {
    private final OutboxStore store;
    private final Lanes lanes;
    private final Journal journal;

    Pauses(OutboxStore store, Lanes lanes, Journal journal) {
        this.store = store;
        this.lanes = lanes;
        this.journal = journal;
    }

    /** Reads what was paused before the task started. */
    void load() {
        store.each(
                Kind.PAUSE,
                Pause.class,
                (key, pause) -> lanes.channel(OutboxKeys.streamId(key)).pause(pause));
    }

    /** The channel sends nothing from now on; told once. */
    void pause(ChannelLanes channel, Pause pause, Instant now) {
        if (channel.pause() == null) {
            store.put(channel.streamId(), pause);
            channel.pause(pause);
            journal.signal(channel.streamId(), ChannelSignal.Kind.SENDING_PAUSED, pause.detail(), now);
        }
    }

    /** The channel goes on. */
    void release(ChannelLanes channel, Instant now) {
        if (channel.pause() != null) {
            journal.signal(
                    channel.streamId(), ChannelSignal.Kind.SENDING_RELEASED, "The owner let it send again.", now);
            store.unpause(channel.streamId());
            channel.pause(null);
            lanes.queue(channel);
        }
    }
}
