package io.channeladapter.egress.task;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.Budget;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Ending;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.spend.UnderWay;
import io.channeladapter.egress.tell.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends replies for whose end there is a cause outside of them: the owner cancels them, one before them failed in a
 * channel that wants to stop there, their channel sends no more, or their time has passed. Some at a time; what may have been sent is settled first. One thread: the task's.
 */
final class Endings {
    /** The channels are known a little later here than at the router that let a reply pass. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration NEXT = Duration.ofMillis(10);
    private static final int AT_ONCE = 200;
    private static final String CANCELLED = "cancelled";
    private static final String EARLIER_FAILED = "earlier-failed";

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final Journal journal;
    private final ChannelGate gate;
    private final Budget budget;
    private final Fates fates;
    private final List<UnderWay> all = new ArrayList<>();
    private long next;
    private long below;

    /** How far an ending came. */
    private static final class UnderWay {
        private final Ending ending;
        private long from;
        private boolean leftSome;
        private Instant at = Instant.MIN;

        UnderWay(Ending ending) {
            this.ending = ending;
            this.from = ending.from();
        }
    }

    Endings(
            OutboxStore store,
            OutboxIndex index,
            Lanes lanes,
            Journal journal,
            ChannelGate gate,
            Budget budget,
            Fates fates) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.journal = journal;
        this.gate = gate;
        this.budget = budget;
        this.fates = fates;
    }

    /** Goes on with what was begun before the task started: to be called once, before anything else. */
    void load() {
        store.eachEnding(ending -> {
            next = Math.max(next, ending.number() + 1);
            below = Math.max(below, ending.below());
            all.add(new UnderWay(ending));
        });
    }

    /** The place behind all that is to end; a new reply must not come before it. */
    long below() {
        return below;
    }

    /** The owner wants replies cancelled. */
    void cancel(OutboxCommand command, long below) {
        begin(new Ending(
                next++,
                command.streamId(),
                command.userId(),
                command.replyId(),
                0,
                below,
                command.at(),
                Ending.Reason.CANCELLED));
    }

    /** A reply ends, and those behind it where its channel wants that. */
    void end(ChannelLanes channel, Entry entry, Outcome outcome, long below, Instant now) {
        if (!stops(channel, outcome) || store.head(entry.conversation(), entry.seq() + 1) == null) {
            journal.end(channel, entry, outcome, now);
            return;
        }
        Ending following = new Ending(
                next++,
                channel.streamId(),
                entry.conversation().userId(),
                null,
                entry.seq() + 1,
                below,
                null,
                Ending.Reason.EARLIER_FAILED);
        journal.end(channel, entry, outcome, following, now);
        all.add(new UnderWay(following));
    }

    /** How the reply is to end; empty where it is not. */
    Optional<Outcome> of(Entry entry) {
        for (UnderWay underWay : all) {
            if (underWay.ending.covers(entry)) {
                return Optional.of(outcome(underWay.ending.reason()));
            }
        }
        return Optional.empty();
    }

    /** Goes on. */
    void step(Heads heads, Instant now) {
        for (UnderWay underWay : List.copyOf(all)) {
            if (!now.isBefore(underWay.at) && !budget.isSpent() && lanes.isIndexed()) {
                step(underWay, heads, now);
            }
        }
    }

    /** Ends replies whose own time has passed, also behind a head that waits; what may have been sent is settled first. */
    void endExpired(Heads heads, Instant now) {
        for (OutboxIndex.Due due : index.due(now, Math.min(AT_ONCE, budget.left()))) {
            Entry entry = store.entry(due.conversation(), due.seq()).orElse(null);
            ChannelLanes channel = lanes.channel(due.conversation().streamId());
            Instant expiresAt = entry == null ? null : entry.reply().expiresAt();
            if (entry == null || expiresAt == null || entry.isBegun()) {
                index.looked(due, null);
            } else if (entry.progress().isUnsettled() || !fates.mayEnd(channel, entry, now)) {
                // How one ends that may have been sent is found out where it comes first.
                index.looked(due, now.plus(ASK_AGAIN));
            } else {
                budget.spend();
                index.looked(due, null);
                journal.end(channel, entry, new Outcome.Expired(expiresAt), now);
                heads.ended(channel, entry, now);
            }
        }
    }

    /**
     * Ends replies of a channel that sends no more. Young ones, and what may have been sent, are left to the next look
     * around.
     */
    void endSome(ChannelLanes channel, Outcome.Failed outcome, Heads heads, Instant now) {
        int atMost = budget.left();
        List<OutboxIndex.Place> places = index.oldest(channel.streamId(), channel.endFrom(), atMost);
        for (OutboxIndex.Place place : places) {
            budget.spend();
            store.entry(new Conversation(channel.streamId(), place.userId()), place.seq())
                    .filter(entry -> fates.mayEnd(channel, entry, now))
                    .filter(entry -> entry.reply().acceptedAt().plus(GRACE).isBefore(now))
                    .ifPresent(entry -> {
                        journal.end(channel, entry, outcome, now);
                        heads.ended(channel, entry, now);
                    });
        }
        if (places.size() < atMost) {
            channel.endFrom(0);
        } else {
            channel.endFrom(
                    places.isEmpty() ? channel.endFrom() : places.getLast().seq() + 1);
            lanes.wakeAt(new Lanes.Wake(now.plus(NEXT), channel.streamId(), null));
        }
    }

    /** Goes on where {@link #endSome} has left some. */
    void endMore(ChannelLanes channel, Heads heads, Instant now) {
        if (channel.endFrom() > 0
                && gate.look(channel.streamId()) instanceof ChannelGate.Passage.Ended(Outcome.Failed outcome)) {
            endSome(channel, outcome, heads, now);
        }
    }

    private void begin(Ending ending) {
        store.put(ending);
        all.add(new UnderWay(ending));
    }

    private void step(UnderWay underWay, Heads heads, Instant now) {
        List<Entry> some = some(underWay);
        ChannelLanes channel = lanes.channel(underWay.ending.streamId());
        for (Entry entry : some) {
            budget.spend();
            underWay.from = entry.seq() + 1;
            // Where the end of one lets its conversation go on, those behind it end by that.
            boolean isPending = store.entry(entry.conversation(), entry.seq()).isPresent();
            if (isPending && underWay.ending.covers(entry)) {
                if (fates.mayEnd(channel, entry, now)) {
                    journal.end(channel, entry, outcome(underWay.ending.reason()), now);
                    heads.ended(channel, entry, now);
                } else {
                    underWay.leftSome = true;
                }
            }
        }
        boolean through = some.size() < AT_ONCE || underWay.from >= underWay.ending.below();
        if (through && underWay.leftSome) {
            underWay.from = underWay.ending.from();
            underWay.leftSome = false;
            underWay.at = now.plus(ASK_AGAIN);
        } else if (through) {
            store.delete(underWay.ending);
            all.remove(underWay);
        }
    }

    private List<Entry> some(UnderWay underWay) {
        Ending ending = underWay.ending;
        String userId = ending.userId();
        String replyId = ending.replyId();
        if (replyId != null) {
            return store.pending(ending.streamId(), replyId).stream().toList();
        }
        if (userId != null) {
            return store.entries(new Conversation(ending.streamId(), userId), underWay.from, AT_ONCE);
        }
        return index.oldest(ending.streamId(), underWay.from, AT_ONCE).stream()
                .flatMap(
                        place -> store.entry(new Conversation(ending.streamId(), place.userId()), place.seq()).stream())
                .toList();
    }

    // Whoever cancels one reply wants the others sent; and what fails because of an earlier one ends with all behind
    // it.
    private boolean stops(ChannelLanes channel, Outcome outcome) {
        @Nullable Channel known = gate.find(channel.streamId()).orElse(null);
        return known != null
                && known.whenFailed() == AfterFailure.STOP
                && outcome instanceof Outcome.Failed(String reason, String _, Integer _)
                && !reason.equals(CANCELLED)
                && !reason.equals(EARLIER_FAILED);
    }

    private static Outcome outcome(Ending.Reason reason) {
        return switch (reason) {
            case CANCELLED -> new Outcome.Failed(CANCELLED, "The channel's owner cancelled it.", null);
            case EARLIER_FAILED ->
                new Outcome.Failed(
                        EARLIER_FAILED,
                        "An earlier reply to the same person failed, and the channel sends nothing after that.",
                        null);
        };
    }
}
