package io.channeladapter.egress.task;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.render.Part;
import io.channeladapter.common.render.Rendering;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.gate.ChannelGate.Passage;
import io.channeladapter.egress.outbox.Budget;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.Round;
import io.channeladapter.egress.outbox.Urgency;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.send.Call;
import io.channeladapter.egress.send.Calls;
import io.channeladapter.egress.spend.Choices;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.tell.Journal;
import io.channeladapter.egress.tell.Notices;
import io.channeladapter.egress.tell.Renderings;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import io.channeladapter.egress.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses whose turn it is and starts calls: channels take turns, and within a channel its conversations. One thread:
 * the task's.
 */
final class Turns {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** Calls of a channel that fetch and upload; a hanging server must not take all of what the channel may have in flight. */
    private static final int MOST_BRINGING_MEDIA = 8;

    private static final int PASSED_OVER_AT_ONCE = 50;
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
    private static final int LOOKED_AT_AT_ONCE = 20;

    private final OutboxIndex index;
    private final Lanes lanes;
    private final Journal journal;
    private final Heads heads;
    private final Notices notices;
    private final ChannelGate gate;
    private final Calls calls;
    private final Rules rules;
    private final Budget budget;
    private final Endings endings;
    private final Spending spending;
    private final Choices choices;
    private final Stalls stalls;
    private final Round round;

    Turns(
            OutboxIndex index,
            Lanes lanes,
            Journal journal,
            Heads heads,
            Notices notices,
            ChannelGate gate,
            Calls calls,
            Rules rules,
            Budget budget,
            Endings endings,
            Spending spending,
            Choices choices,
            Stalls stalls) {
        this.index = index;
        this.lanes = lanes;
        this.journal = journal;
        this.heads = heads;
        this.notices = notices;
        this.gate = gate;
        this.calls = calls;
        this.rules = rules;
        this.budget = budget;
        this.endings = endings;
        this.spending = spending;
        this.choices = choices;
        this.stalls = stalls;
        this.round = new Round(lanes, LOOK_AROUND);
    }

    /** Wakes whoever is due and starts as many calls as there is room for. */
    void go(Instant now) {
        Lanes.Wake wake = budget.isSpent() ? null : lanes.due(now);
        while (wake != null) {
            wake(wake, now);
            wake = budget.isSpent() ? null : lanes.due(now);
        }
        ChannelLanes channel = next();
        while (channel != null) {
            turn(channel, now);
            channel = next();
        }
    }

    private @Nullable ChannelLanes next() {
        return !stalls.isQuiet() && calls.hasRoom() && !budget.isSpent() ? lanes.next() : null;
    }

    /** Looks at every channel that has replies, some at a time: its state may have changed. */
    void lookAround(Instant now) {
        round.begins(now);
        for (int i = 0; i < LOOKED_AT_AT_ONCE && round.hasNext(); i++) {
            ChannelLanes channel = round.next();
            if (channel.bringingMedia() > 0) {
                withdraw(channel);
            }
            if (channel.depth() > 0) {
                if (gate.look(channel.streamId()) instanceof Passage.Ended(Outcome.Failed outcome)) {
                    endings.endSome(channel, outcome, heads, now);
                }
                lanes.queue(channel);
            }
        }
    }

    // A file may be on its way for many minutes: what was cancelled or stopped meanwhile must not be sent after it.
    private void withdraw(ChannelLanes channel) {
        Passage passage = gate.look(channel.streamId());
        boolean all = channel.pause() != null || passage instanceof Passage.Ended || passage instanceof Passage.Waiting;
        for (Lane lane : channel.lanes()) {
            if (lane.isInFlight() && (all || endings.of(lane.head()).isPresent())) {
                calls.withdraw(lane.head().seq());
            }
        }
    }

    private void wake(Lanes.Wake wake, Instant now) {
        ChannelLanes channel = lanes.find(wake.streamId());
        if (channel == null) {
            return;
        }
        Lane lane = wake.userId() == null ? null : channel.lane(wake.userId());
        if (wake.userId() != null && lane != null && !lane.isInFlight()) {
            budget.spend();
            channel.close(wake.userId());
            heads.look(channel, wake.userId(), lane.head().seq(), now);
        } else if (wake.userId() == null) {
            endings.endMore(channel, heads, now);
        }
        lanes.queue(channel);
    }

    private void turn(ChannelLanes channel, Instant now) {
        if (!channel.hasReady() || channel.inFlight() >= mostOf(channel)) {
            return; // an answer or a new reply queues it again
        }
        switch (gate.look(channel.streamId())) {
            case Passage.Unknown() -> {
                channel.waitsFor(WaitCause.CHANNEL, null);
                lanes.wakeAt(new Lanes.Wake(now.plus(LOOK_AGAIN), channel.streamId(), null));
            }
            case Passage.Waiting() -> {
                channel.limits(channel.limits().probing(now));
                notices.waits(channel, WaitCause.CHANNEL, null, now);
            }
            case Passage.Ended(Outcome.Failed outcome) -> {
                channel.waitsFor(WaitCause.CHANNEL, null);
                endings.endSome(channel, outcome, heads, now);
            }
            case Passage.Open open -> open(channel, open, now);
        }
    }

    // What Twitter could not do for many at once it may do for fewer; and of what ends unclear, less is to be settled.
    private int mostOf(ChannelLanes channel) {
        return Math.max(1, rules.mostOfChannel() >> Math.min(channel.trouble().count(), Integer.SIZE - 1));
    }

    private void open(ChannelLanes channel, Passage.Open open, Instant now) {
        AccountHold hold = channel.limits().hold();
        if (hold != null && ChannelGate.isMended(open, hold)) {
            channel.limits(channel.limits().probing(now));
        }
        if (channel.pause() != null) {
            notices.waits(channel, WaitCause.PAUSED, null, now);
            return;
        }
        Instant probeAt = channel.trouble().probeAt();
        if (probeAt != null && now.isBefore(probeAt)) {
            notices.waits(channel, WaitCause.BACKOFF, probeAt, now);
            lanes.wakeAt(new Lanes.Wake(probeAt, channel.streamId(), null));
            return;
        }
        if (probeAt != null && channel.inFlight() > 0) {
            return; // its answer queues the channel again
        }
        Credentials credentials = open.credentials().credentials();
        if (credentials == null) {
            hold(channel, open, now);
            notices.waits(channel, WaitCause.ACCOUNT, null, now);
            return;
        }
        Choices.Choice choice = choices.choose(channel, open, now);
        switch (choice.verdict()) {
            case Throttle.Verdict.Go() -> {
                notices.goesOn(channel);
                if (start(channel, open, credentials, choice, now)) {
                    lanes.queue(channel);
                } else {
                    lanes.wakeAt(new Lanes.Wake(now.plus(LOOK_AGAIN), channel.streamId(), null));
                }
            }
            case Throttle.Verdict.WaitUntil(Instant until, Throttle.Why why) -> {
                WaitCause cause = why == Throttle.Why.ACCOUNT ? WaitCause.ACCOUNT : WaitCause.RATE_LIMITED;
                notices.waits(channel, cause, until, why.detail(), now);
                if (until != null) {
                    lanes.wakeAt(new Lanes.Wake(until, channel.streamId(), null));
                }
            }
            case Throttle.Verdict.AfterAnswer() -> {}
        }
    }

    // Keys that this service cannot open are as useless as refused ones.
    private void hold(ChannelLanes channel, Passage.Open open, Instant now) {
        if (channel.limits().hold() == null) {
            ChannelSignal.Kind kind = ChannelSignal.Kind.CREDENTIALS_REFUSED;
            channel.limits(channel.limits()
                    .broken(new AccountHold(
                            kind, open.channel().version(), open.credentials().digest(), now, null)));
            spending.write(channel, now);
            journal.signal(
                    channel.streamId(),
                    kind,
                    "The sender's keyset does not open the channel's keys and tokens: enter them anew.",
                    now);
        }
    }

    // Whoever is owed a file waits at the end of the queue, so that those who are owed words get them, and not in
    // memory.
    private boolean isPassedOver(ChannelLanes channel, Entry head, Instant now) {
        Outcome.Deferred wait = channel.mediaWait();
        Instant until = wait == null ? null : wait.until();
        if (wait == null || until == null || !now.isBefore(until)) {
            return channel.bringingMedia() >= MOST_BRINGING_MEDIA;
        }
        if (!wait.reason().equals(head.progress().told())) {
            journal.defer(channel, head, head.progress(), wait, now);
        }
        return true;
    }

    // Tells whether the channel's next turn can follow at once.
    private boolean start(
            ChannelLanes channel, Passage.Open open, Credentials credentials, Choices.Choice choice, Instant now) {
        OutboxIndex.Turn turn = choice.turn();
        if (turn == null) {
            return true;
        }
        index.take(channel, turn);
        Conversation conversation = new Conversation(channel.streamId(), turn.userId());
        Entry head = heads.first(channel, conversation, turn.seq(), now);
        if (head == null) {
            return true;
        }
        Urgency urgency = choices.urgency(head, now);
        if (budget.isSpent() || urgency != turn.urgency()) {
            index.queue(channel, turn.userId(), head.seq(), urgency);
            return true;
        }
        ApiGeneration writtenFor = Renderings.next(head, open.generation());
        List<Part> parts = Rendering.of(head.reply(), writtenFor).parts();
        List<String> sent = head.progress().sentParts();
        if (!sent.isEmpty() && sent.size() >= parts.size()) {
            // Written by an API that makes fewer messages of it than that by which it was begun.
            journal.sent(channel, head, sent.getLast(), now);
            heads.ended(channel, head, now);
            return true;
        }
        Call call = new Call(
                head.seq(),
                head.reply(),
                parts.isEmpty() ? null : parts.get(sent.size()),
                sent.size(),
                sent.size() + 1 >= parts.size(),
                head.progress().uploaded(now),
                open.generation(),
                credentials,
                open.credentials().digest(),
                open.channel().version(),
                now);
        if (call.bringsMedia() && isPassedOver(channel, head, now)) {
            index.queue(channel, turn.userId(), head.seq(), urgency);
            return channel.passedOver() % PASSED_OVER_AT_ONCE != 0;
        }
        Entry going = journal.progress(channel, head, head.progress().calling(now, writtenFor));
        channel.open(Lane.inFlight(going));
        channel.called(call.bringsMedia());
        choices.taken(channel, choice);
        spending.begun(channel, going, choice.free(), now);
        calls.start(call);
        return true;
    }
}
