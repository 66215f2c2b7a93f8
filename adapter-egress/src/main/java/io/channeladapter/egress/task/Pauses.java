package io.channeladapter.egress.task;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState.Pause;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.tell.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Stops a channel until its owner lets it go on, over any restart. One thread: the task's. */
final class Pauses {
    /** An authorization takes everything out of a channel's health, so that a pause is told again from time to time. */
    private static final Duration TOLD_EVERY = Duration.ofMinutes(5);

    private final ChannelStore store;
    private final Lanes lanes;
    private final Journal journal;
    private final Map<StreamId, Instant> toldAt = new HashMap<>();

    Pauses(ChannelStore store, Lanes lanes, Journal journal) {
        this.store = store;
        this.lanes = lanes;
        this.journal = journal;
    }

    /** Reads what was paused before the task started. */
    void load() {
        store.eachPause((streamId, pause) -> {
            lanes.channel(streamId).pause(pause);
            toldAt.put(streamId, pause.since());
        });
    }

    /** The channel sends nothing from now on; told once. */
    void pause(ChannelLanes channel, Pause pause, Instant now) {
        if (channel.pause() == null) {
            store.put(channel.streamId(), pause);
            channel.pause(pause);
            toldAt.put(channel.streamId(), now);
            journal.signal(channel.streamId(), ChannelSignal.Kind.SENDING_PAUSED, pause.detail(), now);
        }
    }

    /** Tells again of what is still paused. */
    void remind(Instant now) {
        toldAt.replaceAll((streamId, last) -> {
            Pause pause = lanes.channel(streamId).pause();
            if (pause == null || now.isBefore(last.plus(TOLD_EVERY))) {
                return last;
            }
            journal.hint(new ChannelSignal(
                    streamId, ChannelSignal.Kind.SENDING_PAUSED, Journal.SERVICE, now, pause.detail(), null, null));
            return now;
        });
    }

    /** The channel was deleted. */
    void forget(ChannelLanes channel) {
        if (channel.pause() != null) {
            store.unpause(channel.streamId());
            channel.pause(null);
            toldAt.remove(channel.streamId());
        }
    }

    /** The channel goes on. */
    void release(ChannelLanes channel, Instant now) {
        if (channel.pause() != null) {
            journal.signal(
                    channel.streamId(), ChannelSignal.Kind.SENDING_RELEASED, "The owner let it send again.", now);
            store.unpause(channel.streamId());
            channel.pause(null);
            toldAt.remove(channel.streamId());
            lanes.queue(channel);
        }
    }
}
