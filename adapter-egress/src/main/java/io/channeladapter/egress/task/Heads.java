package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.egress.outbox.Budget;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Places;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.spend.Choices;
import io.channeladapter.egress.task.Fates.Fate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reply that comes next in a conversation, and queues the conversation for its turn once that reply can go. What
 * is over on the way there is ended. One thread: the task's.
 */
final class Heads {
    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final Places places;
    private final Fates fates;
    private final Endings endings;
    private final Choices choices;
    private final Budget budget;

    Heads(
            OutboxStore store,
            OutboxIndex index,
            Lanes lanes,
            Places places,
            Fates fates,
            Endings endings,
            Choices choices,
            Budget budget) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.places = places;
        this.fates = fates;
        this.endings = endings;
        this.choices = choices;
        this.budget = budget;
    }

    /** Looks at a conversation of which something changed, whichever of its replies comes first. */
    void look(ChannelLanes channel, String userId, Instant now) {
        look(channel, userId, lanes.isIndexed() ? index.oldest(channel.streamId()) : 0, now);
    }

    /**
     * Looks at a conversation of which something changed: ends what is over, and finds when its first reply can go.
     *
     * @param from no pending reply of it comes before this
     */
    void look(ChannelLanes channel, String userId, long from, Instant now) {
        Conversation conversation = new Conversation(channel.streamId(), userId);
        if (channel.lane(userId) != null || index.isQueued(conversation)) {
            return;
        }
        Entry head = first(channel, conversation, from, now);
        if (head != null) {
            index.queue(channel, userId, head.seq(), choices.urgency(head, now));
            lanes.queue(channel);
        }
    }

    /** A reply has ended, whichever of its conversation: where that waited for it, it goes on. */
    void ended(ChannelLanes channel, Entry entry, Instant now) {
        goesOn(channel, entry, entry.seq() + 1, now);
    }

    /** One of several messages of a reply was sent, which nobody knew: it goes on with the next. */
    void partSent(ChannelLanes channel, Entry entry, Instant now) {
        goesOn(channel, entry, entry.seq(), now);
    }

    /** A reply has its final outcome, and those behind it where its channel stops there. */
    void end(ChannelLanes channel, Entry entry, Outcome outcome, Instant now) {
        endings.end(channel, entry, outcome, places.end(), now);
    }

    /** The first reply that can go; null where there is none, and then somebody else brings the conversation up again. */
    @Nullable
    Entry first(ChannelLanes channel, Conversation conversation, long from, Instant now) {
        Entry head = store.head(conversation, from);
        // With the budget spent it is looked at again when its turn comes.
        while (head != null && !budget.isSpent()) {
            switch (fates.of(channel, head, endings.of(head).orElse(null), now)) {
                case Fate.Ready() -> {
                    return head;
                }
                case Fate.Held() -> {
                    return null;
                }
                case Fate.Waits(WaitCause cause, Instant until) -> {
                    channel.open(new Lane(head, cause, until));
                    lanes.wakeAt(new Lanes.Wake(until, channel.streamId(), conversation.userId()));
                    return null;
                }
                case Fate.Over(Outcome outcome) -> {
                    budget.spend();
                    end(channel, head, outcome, now);
                    head = store.head(conversation, head.seq() + 1);
                }
            }
        }
        return head;
    }

    private void goesOn(ChannelLanes channel, Entry entry, long from, Instant now) {
        String userId = entry.conversation().userId();
        Lane lane = channel.lane(userId);
        if (lane != null && lane.head().seq() == entry.seq()) {
            channel.close(userId);
            look(channel, userId, from, now);
        } else {
            look(channel, userId, now); // one that comes before it may be held
        }
    }
}
