package io.channeladapter.egress.spend;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Urgency;
import io.channeladapter.egress.settle.StartHold;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
import io.channeladapter.egress.throttle.Ask;
import io.channeladapter.egress.throttle.Room;
import io.channeladapter.egress.throttle.Throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the conversations of a channel: answers go before broadcasts, what Twitter does not count waits for no
 * limit, and nobody waits for ever. One thread: the task's.
 */
public final class Choices {
    private static final int MOVED_AT_ONCE = 50;
    private static final int SEEN_BEHIND = 10;
    private static final Duration AGE_SEEN = Duration.ofSeconds(30);

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final Heard heard;
    private final Spending spending;
    private final AppSpending apps;
    private final StartHold hold;
    private final ChannelGate gate;
    private final Allowances allowances;
    private final Map<StreamId, Before> before = new HashMap<>();

    /** What was chosen last in a channel, and what is known of its broadcasts. */
    private static final class Before {
        Ask.@Nullable Urgency urgency;
        boolean counted = true;
        boolean aged;
        Instant agedSeen = Instant.EPOCH;
    }

    /**
     * Whose turn it is.
     *
     * @param verdict whether it may go
     * @param turn the conversation; null where there is none
     * @param urgency how it was asked for
     * @param free whether Twitter does not count it
     */
    public record Choice(Verdict verdict, OutboxIndex.@Nullable Turn turn, Ask.Urgency urgency, boolean free) {}

    public Choices(
            OutboxStore store,
            OutboxIndex index,
            Lanes lanes,
            Heard heard,
            Spending spending,
            AppSpending apps,
            StartHold hold,
            ChannelGate gate,
            Allowances allowances) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.heard = heard;
        this.spending = spending;
        this.apps = apps;
        this.hold = hold;
        this.gate = gate;
        this.allowances = allowances;
    }

    /** A person wrote, which was news, or the bot answered: the reply that waits there may be free or urgent now. */
    public void changed(Conversation conversation, Instant now) {
        ChannelLanes channel = lanes.find(conversation.streamId());
        OutboxIndex.Turn turn = channel == null ? null : index.turn(conversation);
        Entry head = turn == null ? null : store.head(conversation, turn.seq());
        if (channel != null && turn != null && head != null) {
            moveTo(urgency(head, now), channel, turn);
        }
    }

    /**
     * In which queue a reply takes its turn: only who wrote lately waits for an answer, as far as that is known, and
     * what Twitter does not count need not wait for what it does. A broadcast is as urgent as the answer behind it.
     */
    public Urgency urgency(Entry head, Instant now) {
        if (!head.reply().hasMessage()) {
            return Urgency.UNCOUNTED;
        }
        Conversation conversation = head.conversation();
        boolean live = isLive(head) ? !heard.wasLongAgo(conversation, now) : isBeforeAnswer(head, now);
        if (!live) {
            return Urgency.BROADCAST;
        }
        return heard.givesFree(conversation, given(conversation.streamId()), now) ? Urgency.UNCOUNTED : Urgency.LIVE;
    }

    /** Whose turn it is in this channel, and whether it may go. */
    public Choice choose(ChannelLanes channel, ChannelGate.Passage.Open open, Instant now) {
        Allowance allowance = spending.of(channel, open, now);
        Before before = before(channel);
        Choice counted = counted(allowance, before, channel, now);
        OutboxIndex.Turn uncounted = firstUncounted(allowance, channel, now);
        if (uncounted == null) {
            return counted;
        }
        boolean answer = counted.verdict() instanceof Verdict.Go && counted.urgency() != Ask.Urgency.BROADCAST;
        if (answer && !before.counted) {
            return counted;
        }
        Verdict verdict = spending.decide(channel, Ask.Urgency.LIVE, true, List.of(), now);
        return verdict instanceof Verdict.Go || counted.turn() == null
                ? new Choice(verdict, uncounted, Ask.Urgency.LIVE, true)
                : counted;
    }

    /** What was chosen goes. */
    public void taken(ChannelLanes channel, Choice choice) {
        Before now = before(channel);
        now.urgency = choice.urgency();
        now.counted = !choice.free();
        if (!choice.free()) {
            apps.leaves(channel.streamId());
        }
    }

    /** The channel was deleted. */
    public void forget(StreamId streamId) {
        before.remove(streamId);
    }

    private Choice counted(Allowance allowance, Before before, ChannelLanes channel, Instant now) {
        boolean live = channel.queued(Urgency.LIVE).size() > 0;
        boolean broadcast = channel.queued(Urgency.BROADCAST).size() > 0;
        boolean aged = broadcast && isAged(before, channel, now);
        Ask.Urgency next = Ask.Urgency.next(live, broadcast, aged, before.urgency);
        OutboxIndex.Turn turn =
                next == null ? null : index.first(channel, next == Ask.Urgency.LIVE ? Urgency.LIVE : Urgency.BROADCAST);
        if (next == null || turn == null) {
            apps.leaves(channel.streamId());
            return new Choice(new Verdict.AfterAnswer(), null, Ask.Urgency.LIVE, false);
        }
        Conversation conversation = new Conversation(channel.streamId(), turn.userId());
        if (heard.givesFree(conversation, allowance.freeReplies(), now)) {
            return new Choice(spending.decide(channel, next, true, List.of(), now), turn, next, true);
        }
        List<Room> app = apps.roomsInLine(channel.streamId(), next, allowance, hold.isActive(), now);
        Verdict verdict = spending.decide(channel, next, false, app, now);
        if (!(verdict instanceof Verdict.Go)) {
            if (spending.decide(channel, next, false, List.of(), now) instanceof Verdict.Go) {
                apps.waits(channel.streamId(), next, now);
            } else {
                apps.leaves(channel.streamId());
            }
        }
        return new Choice(verdict, turn, next, false);
    }

    // What was free when it was queued may not be any more.
    private OutboxIndex.@Nullable Turn firstUncounted(Allowance allowance, ChannelLanes channel, Instant now) {
        OutboxIndex.Turn turn = index.first(channel, Urgency.UNCOUNTED);
        for (int i = 0; turn != null && i < MOVED_AT_ONCE; i++) {
            Conversation conversation = new Conversation(channel.streamId(), turn.userId());
            if (heard.givesFree(conversation, allowance.freeReplies(), now)) {
                return turn;
            }
            Entry head = store.head(conversation, turn.seq());
            Urgency is = head == null ? Urgency.UNCOUNTED : urgency(head, now);
            if (is == Urgency.UNCOUNTED) {
                return turn;
            }
            moveTo(is, channel, turn);
            turn = index.first(channel, Urgency.UNCOUNTED);
        }
        return null;
    }

    private boolean isBeforeAnswer(Entry broadcast, Instant now) {
        Conversation conversation = broadcast.conversation();
        return heard.wroteLately(conversation, now)
                && store.entries(conversation, broadcast.seq() + 1, SEEN_BEHIND).stream()
                        .anyMatch(Choices::isLive);
    }

    private static boolean isLive(Entry entry) {
        return entry.reply().priority() == CheckedReply.Priority.live;
    }

    private void moveTo(Urgency urgency, ChannelLanes channel, OutboxIndex.Turn turn) {
        if (urgency != turn.urgency()) {
            index.take(channel, turn);
            index.queue(channel, turn.userId(), turn.seq(), urgency);
        }
    }

    // Of a channel that is not known yet it is found out once its turn comes.
    private int given(StreamId streamId) {
        return gate.find(streamId)
                .flatMap(found -> Optional.ofNullable(found.generation()))
                .map(allowances::of)
                .map(Allowance::freeReplies)
                .orElse(Math.max(allowances.v1().freeReplies(), allowances.v2().freeReplies()));
    }

    private boolean isAged(Before before, ChannelLanes channel, Instant now) {
        if (now.isBefore(before.agedSeen.plus(AGE_SEEN)) && !before.aged) {
            return false;
        }
        OutboxIndex.Turn turn = index.first(channel, Urgency.BROADCAST);
        Entry head = turn == null ? null : store.head(new Conversation(channel.streamId(), turn.userId()), turn.seq());
        before.agedSeen = now;
        before.aged = head != null
                && head.reply().acceptedAt().plus(allowances.agedAfter()).isBefore(now);
        return before.aged;
    }

    private Before before(ChannelLanes channel) {
        return before.computeIfAbsent(channel.streamId(), id -> new Before());
    }
}
