package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Round;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.settle.StartHold;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much waits, and for how long by cause, which is found out some channels at a time. One thread: the task's. */
final class Ages {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int CHANNELS_AT_ONCE = 20;
    private static final int SEARCHED = 200;

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final StartHold hold;
    private final Round round;
    private Map<WaitCause, Instant> oldest = new EnumMap<>(WaitCause.class);
    private Map<WaitCause, Instant> found = new EnumMap<>(WaitCause.class);

    Ages(OutboxStore store, OutboxIndex index, Lanes lanes, StartHold hold) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.hold = hold;
        this.round = new Round(lanes, EVERY);
    }

    /** Goes on. */
    void step(Instant now) {
        boolean isUnderWay = round.begins(now) || round.hasNext();
        for (int i = 0; i < CHANNELS_AT_ONCE && round.hasNext(); i++) {
            look(round.next());
        }
        if (isUnderWay && !round.hasNext()) {
            oldest = found;
            found = new EnumMap<>(WaitCause.class);
        }
    }

    /** How the outbox stands: the replies of now, the ages as of the last round. */
    EgressMetrics.Depths depths(Instant now) {
        int replies = 0;
        int inMemory = 0;
        for (ChannelLanes channel : lanes.channels()) {
            replies += channel.depth();
            inMemory += channel.lanes().size();
        }
        Map<WaitCause, Duration> ages = new EnumMap<>(WaitCause.class);
        oldest.forEach((cause, since) -> ages.put(cause, Duration.between(since, now)));
        return new EgressMetrics.Depths(replies, inMemory, ages);
    }

    private void look(ChannelLanes channel) {
        for (Lane lane : channel.lanes()) {
            older(lane.cause(), lane.head());
        }
        Entry first = channel.depth() == 0 ? null : first(channel);
        if (first != null) {
            older(hold.holds(first.appended()) ? WaitCause.SETTLING : channel.cause(), first);
        }
    }

    private void older(WaitCause cause, Entry entry) {
        found.merge(cause, entry.reply().acceptedAt(), (a, b) -> a.isBefore(b) ? a : b);
    }

    /** The oldest reply that waits for its channel, or its turn, alone; null where none of the oldest does. */
    private @Nullable Entry first(ChannelLanes channel) {
        int most = Math.min(SEARCHED, channel.lanes().size() + 1);
        for (OutboxIndex.Place place : index.oldest(channel.streamId(), 0, most)) {
            if (channel.lane(place.userId()) == null) {
                return store.entry(new Conversation(channel.streamId(), place.userId()), place.seq())
                        .orElse(null);
            }
        }
        return null;
    }
}
