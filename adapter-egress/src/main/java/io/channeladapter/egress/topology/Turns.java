package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.outbox.Appended;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.send.Call;
import io.channeladapter.egress.send.Calls;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import io.channeladapter.egress.throttle.Throttle;
import io.channeladapter.egress.topology.ChannelGate.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses whose turn it is and starts calls: channels take turns, and within a channel its conversations. One thread:
 * the task's.
 */
final class Turns {
    /** The channels are known a little later here than at the router that let a reply pass. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final OutboxStore store;
    private final Lanes lanes;
    private final Journal journal;
    private final Notices notices;
    private final ChannelGate gate;
    private final Calls calls;
    private final Rules rules;

    Turns(OutboxStore store, Lanes lanes, Journal journal, ChannelGate gate, Calls calls, Rules rules) {
        this.store = store;
        this.lanes = lanes;
        this.journal = journal;
        this.notices = new Notices(lanes, journal);
        this.gate = gate;
        this.calls = calls;
        this.rules = rules;
    }

    /** Looks at a conversation of which something changed: ends what is over, and finds when its head can go. */
    void look(ChannelLanes channel, Lane lane, Instant now) {
        Entry head = lane.head();
        while (head != null && isOver(channel, lane, head, now)) {
            head = lane.head();
        }
    }

    /** Wakes whoever is due and starts as many calls as there is room for. */
    void go(Instant now) {
        Lanes.Wake wake = lanes.due(now);
        while (wake != null) {
            wake(wake, now);
            wake = lanes.due(now);
        }
        ChannelLanes channel = calls.hasRoom() ? lanes.next() : null;
        while (channel != null) {
            turn(channel, now);
            channel = calls.hasRoom() ? lanes.next() : null;
        }
    }

    /** Looks at every channel that has replies: its state may have changed. */
    void lookAtAll(Instant now) {
        for (ChannelLanes channel : List.copyOf(lanes.channels())) {
            if (channel.depth() == 0) {
                continue;
            }
            if (gate.look(channel.streamId()) instanceof Passage.Ended(Outcome.Failed outcome)) {
                endAll(channel, outcome, now);
            }
            lanes.queue(channel);
        }
    }

    private void wake(Lanes.Wake wake, Instant now) {
        ChannelLanes channel = lanes.find(wake.streamId());
        if (channel == null) {
            return;
        }
        Lane lane = wake.conversation() == null ? null : channel.lane(wake.conversation());
        if (lane != null) {
            endExpired(channel, lane, now);
            look(channel, lane, now);
        }
        lanes.queue(channel);
    }

    // Also behind a head that waits; what may have been sent is settled first.
    private void endExpired(ChannelLanes channel, Lane lane, Instant now) {
        for (Entry entry : lane.toList()) {
            Instant expiresAt = entry.expiresAt();
            if (expiresAt != null && entry.isExpired(now) && !entry.isInFlight() && !entry.mayBeSent()) {
                journal.end(channel, entry, new Outcome.Expired(expiresAt), now);
            }
        }
    }

    /** Whether the head has ended just now, so that the next one is to be looked at. */
    private boolean isOver(ChannelLanes channel, Lane lane, Entry head, Instant now) {
        if (head.isInFlight() || head.isHeld()) {
            lane.waitsFor(head.isInFlight() ? WaitCause.IN_FLIGHT : WaitCause.SETTLING);
            return false;
        }
        Progress progress = head.progress();
        Instant since = progress.since();
        Instant release = since == null ? now : since.plus(rules.unclearWait());
        if (progress.phase() == Progress.Phase.UNCLEAR && now.isBefore(release)) {
            lane.waitsFor(WaitCause.UNCLEAR);
            wakeAt(release, lane);
            return false;
        }
        boolean unsettled = progress.phase() != Progress.Phase.WAITING;
        Instant expiresAt = head.expiresAt();
        if (unsettled && (head.isExpired(now) || afterUnclear(channel) == AfterUnclear.REPORT)) {
            String detail = "Twitter did not say whether it took the message, and no echo of it came.";
            journal.end(channel, head, new Outcome.Failed("unclear", detail, null), now);
            return true;
        }
        if (expiresAt != null && head.isExpired(now)) {
            journal.end(channel, head, new Outcome.Expired(expiresAt), now);
            return true;
        }
        Instant notBefore = progress.notBefore();
        if (notBefore != null && now.isBefore(notBefore)) {
            lane.waitsFor(WaitCause.BACKOFF);
            wakeAt(notBefore, lane);
            return false;
        }
        channel.ready(lane);
        lanes.queue(channel);
        return false;
    }

    private void turn(ChannelLanes channel, Instant now) {
        if (!channel.hasReady() || channel.inFlight() >= rules.mostOfChannel()) {
            return; // an answer or a new reply queues it again
        }
        switch (gate.look(channel.streamId())) {
            case Passage.Unknown() -> {
                channel.waitsFor(WaitCause.CHANNEL);
                lanes.wakeAt(new Lanes.Wake(now.plus(LOOK_AGAIN), channel.streamId(), null));
            }
            case Passage.Waiting() -> {
                channel.limits(channel.limits().probing(now));
                notices.waits(channel, WaitCause.CHANNEL, null, now);
            }
            case Passage.Ended(Outcome.Failed outcome) -> {
                channel.waitsFor(WaitCause.CHANNEL);
                endAll(channel, outcome, now);
            }
            case Passage.Open open -> open(channel, open, now);
        }
    }

    private void open(ChannelLanes channel, Passage.Open open, Instant now) {
        AccountHold hold = channel.limits().hold();
        if (hold != null && ChannelGate.isMended(open, hold)) {
            channel.limits(channel.limits().probing(now));
        }
        Credentials credentials = open.credentials().credentials();
        if (credentials == null) {
            hold(channel, open, now);
            notices.waits(channel, WaitCause.ACCOUNT, null, now);
            return;
        }
        switch (Throttle.decide(channel.limits(), channel.inFlight(), now)) {
            case Throttle.Verdict.Go() -> {
                notices.goesOn(channel);
                start(channel, open, credentials, now);
                lanes.queue(channel);
            }
            case Throttle.Verdict.WaitUntil(Instant until, Throttle.Why why) -> {
                WaitCause cause = why == Throttle.Why.ACCOUNT ? WaitCause.ACCOUNT : WaitCause.RATE_LIMITED;
                notices.waits(channel, cause, until, now);
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
            journal.limits(channel);
            journal.signal(
                    channel.streamId(),
                    kind,
                    "The sender's keyset does not open the channel's keys and tokens: enter them anew.",
                    now);
        }
    }

    private void start(ChannelLanes channel, Passage.Open open, Credentials credentials, Instant now) {
        Lane lane = channel.next();
        Entry head = lane == null ? null : lane.head();
        if (lane == null || head == null) {
            return;
        }
        if (head.isInFlight() || head.isHeld() || head.isExpired(now)) {
            look(channel, lane, now);
            return;
        }
        Optional<Appended> appended = store.pending(channel.streamId(), head.seq());
        if (appended.isEmpty()) {
            channel.remove(head);
            look(channel, lane, now);
            return;
        }
        journal.progress(channel, head, head.progress().calling(now));
        head.inFlight(true);
        lane.waitsFor(WaitCause.IN_FLIGHT);
        channel.called();
        calls.start(new Call(
                head.seq(),
                appended.get().reply(),
                open.generation(),
                credentials,
                open.credentials().digest(),
                open.channel().version(),
                now));
    }

    // Only a conversation that lost a reply is looked at: a channel that keeps its young ones must not get another
    // turn.
    private void endAll(ChannelLanes channel, Outcome.Failed outcome, Instant now) {
        for (Lane lane : List.copyOf(channel.lanes())) {
            boolean ended = false;
            for (Entry entry : lane.toList()) {
                if (!entry.isInFlight() && entry.acceptedAt().plus(GRACE).isBefore(now)) {
                    journal.end(channel, entry, outcome, now);
                    ended = true;
                }
            }
            if (ended) {
                look(channel, lane, now);
            }
        }
    }

    private void wakeAt(Instant at, Lane lane) {
        lanes.wakeAt(new Lanes.Wake(at, lane.conversation().streamId(), lane.conversation()));
    }

    private AfterUnclear afterUnclear(ChannelLanes channel) {
        @Nullable Channel known = gate.find(channel.streamId()).orElse(null);
        return known == null ? AfterUnclear.RESEND : known.afterUnclear();
    }
}
