package io.channeladapter.egress.task;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.spend.Choices;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.tell.QuotaNews;
import io.channeladapter.egress.throttle.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Forgets what was kept of channels that were deleted, once all of their replies have ended and nothing that they sent
 * counts any more; some channels at a time. One thread: the task's.
 */
final class Departed {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration COUNTS = Quota.DAY.plusHours(1);
    private static final int AT_ONCE = 500;

    private final ChannelStore store;
    private final Lanes lanes;
    private final ChannelGate gate;
    private final Pauses pauses;
    private final Spending spending;
    private final Choices choices;
    private final QuotaNews quotaNews;
    private final Deque<StreamId> round = new ArrayDeque<>();
    private Instant nextRoundAt = Instant.MIN;

    Departed(
            ChannelStore store,
            Lanes lanes,
            ChannelGate gate,
            Pauses pauses,
            Spending spending,
            Choices choices,
            QuotaNews quotaNews) {
        this.store = store;
        this.lanes = lanes;
        this.gate = gate;
        this.pauses = pauses;
        this.spending = spending;
        this.choices = choices;
        this.quotaNews = quotaNews;
    }

    /** Goes on. */
    void step(Instant now) {
        if (round.isEmpty() && !now.isBefore(nextRoundAt)) {
            nextRoundAt = now.plus(EVERY);
            lanes.channels().forEach(channel -> round.add(channel.streamId()));
        }
        for (int i = 0; i < AT_ONCE && !round.isEmpty(); i++) {
            ChannelLanes channel = lanes.find(round.remove());
            if (channel != null && gate.isGone(channel.streamId()) && channel.isSettled()) {
                pauses.forget(channel);
                if (!channel.isShown() && !channel.limits().hasCountedAfter(now.minus(COUNTS))) {
                    store.forget(channel.streamId());
                    spending.forget(channel.streamId());
                    choices.forget(channel.streamId());
                    quotaNews.forget(channel.streamId());
                    lanes.forget(channel);
                }
            }
        }
    }
}
