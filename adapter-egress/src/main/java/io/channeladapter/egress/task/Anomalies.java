package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.outbox.OutboxState.Pause;
import io.channeladapter.egress.anomaly.Thresholds;
import io.channeladapter.egress.anomaly.Verdict;
import io.channeladapter.egress.anomaly.Watch;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Lanes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pauses a channel where what its bot writes looks like a mistake. One thread: the task's. */
final class Anomalies {
    private final Thresholds thresholds;
    private final Lanes lanes;
    private final Pauses pauses;
    private @Nullable Watch watch;

    Anomalies(Thresholds thresholds, Lanes lanes, Pauses pauses) {
        this.thresholds = thresholds;
        this.lanes = lanes;
        this.pauses = pauses;
    }

    /** A reply was appended. What comes while the channel is paused is not looked at: its owner is asked already. */
    void accepted(ChannelLanes channel, CheckedReply reply, Instant now) {
        if (channel.pause() == null) {
            boolean broadcast = reply.priority() == CheckedReply.Priority.broadcast;
            look(channel, watch(now).accepted(reply.conversation(), reply.text(), broadcast, reply.acceptedAt()), now);
        }
    }

    /**
     * Twitter took a message.
     *
     * @param began when its call began
     */
    void sent(Conversation conversation, Instant began, Instant now) {
        watch(now).sent(conversation, began, now);
    }

    /** A person wrote. */
    void received(Received received, Instant now) {
        Optional<Verdict> found = watch(now).received(received.conversation(), received.at());
        if (found.isPresent()) {
            look(lanes.channel(received.conversation().streamId()), found, now);
        }
    }

    /** The owner lets the channel go on: neither what was counted nor what waits already pauses it again. */
    void release(ChannelLanes channel, Instant now) {
        watch(now).released(channel.streamId());
        pauses.release(channel, now);
    }

    private void look(ChannelLanes channel, Optional<Verdict> found, Instant now) {
        found.ifPresent(verdict -> pauses.pause(
                channel, new Pause(verdict.anomaly().code(), verdict.detail(), verdict.userId(), now), now));
    }

    private Watch watch(Instant now) {
        Watch known = watch;
        if (known == null) {
            known = new Watch(thresholds, now);
            watch = known;
        }
        return known;
    }
}
