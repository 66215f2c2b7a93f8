package io.channeladapter.egress.task;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Places;
import io.channeladapter.egress.outbox.Uncommitted;
import io.channeladapter.egress.settle.StartHold;
import io.channeladapter.egress.spend.Heard;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.tell.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up what the task before left in the store. One thread: the task's. */
final class Restart {
    private static final Logger LOG = LoggerFactory.getLogger(Restart.class);

    private final OutboxStore store;
    private final ChannelStore channels;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final Places places;
    private final Journal journal;
    private final Endings endings;
    private final Pauses pauses;
    private final Heard heard;
    private final Spending spending;
    private final StartHold hold;

    Restart(
            OutboxStore store,
            ChannelStore channels,
            OutboxIndex index,
            Lanes lanes,
            Places places,
            Journal journal,
            Endings endings,
            Pauses pauses,
            Heard heard,
            Spending spending,
            StartHold hold) {
        this.store = store;
        this.channels = channels;
        this.index = index;
        this.lanes = lanes;
        this.places = places;
        this.journal = journal;
        this.endings = endings;
        this.pauses = pauses;
        this.heard = heard;
        this.spending = spending;
        this.hold = hold;
    }

    /**
     * To be called once, before anything else is done. No reply may take a place that is spoken of: it would be ended with
     * others, or not be told why it waits.
     */
    void begin(Instant now) {
        journal.replay(uncommitted());
        channels.eachLimits((streamId, limits) -> {
            ChannelLanes channel = lanes.channel(streamId);
            channel.limits(limits);
            channel.stored(limits);
        });
        channels.eachTold((streamId, told) -> {
            lanes.channel(streamId).told(told);
            places.isTaken(told.seq());
        });
        channels.eachShown(streamId -> lanes.channel(streamId).shown(true));
        store.eachParked(streamId -> lanes.channel(streamId).parkedChanged(1));
        endings.load();
        places.isTaken(endings.below() - 1);
        pauses.load();
        store.eachPending((streamId, seq) -> {
            places.isTaken(seq);
            lanes.channel(streamId).depthChanged(1);
        });
        index.begin();
        heard.begin(now);
        spending.begin();
        hold.begins(places.end(), now);
        int pending = lanes.channels().stream().mapToInt(ChannelLanes::depth).sum();
        LOG.atInfo().addKeyValue(LogKeys.COUNT, pending).log("outbox read");
    }

    private List<Uncommitted> uncommitted() {
        List<Uncommitted> found = new ArrayList<>();
        store.eachUncommitted(uncommitted -> {
            found.add(uncommitted);
            Uncommitted.Ended ended = uncommitted.ended();
            if (ended != null) {
                places.isTaken(ended.seq());
            }
        });
        return found;
    }
}
