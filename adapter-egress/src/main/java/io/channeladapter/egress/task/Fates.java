package io.channeladapter.egress.task;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.settle.StartHold;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says what is to be done about the first reply of a conversation: whether it can go, waits, or is over. What Twitter may
 * have taken is settled before it is sent again or ended. Changes nothing. One thread: the task's.
 */
final class Fates {
    /** So many calls of one message may end without an answer and without an echo; more would pester the person. */
    private static final int MOST_UNCLEAR = 5;
    /** By so much may another instance's clock be ahead. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final StartHold hold;
    private final Rules rules;
    private final ChannelGate gate;

    Fates(StartHold hold, Rules rules, ChannelGate gate) {
        this.hold = hold;
        this.rules = rules;
        this.gate = gate;
    }

    /** What is to be done about a reply. */
    sealed interface Fate {
        /** It can go. */
        record Ready() implements Fate {}

        /** It is settled first; the end of the hold brings it up again. */
        record Held() implements Fate {}

        /** It waits on its own. */
        record Waits(WaitCause cause, Instant until) implements Fate {}

        /** It will not be sent. */
        record Over(Outcome outcome) implements Fate {}
    }

    /** @param ending how it is to end for a cause outside of it; null where there is none */
    Fate of(ChannelLanes channel, Entry head, @Nullable Outcome ending, Instant now) {
        if (hold.holds(head.appended())) {
            return new Fate.Held();
        }
        Progress progress = head.progress();
        Instant settledAt = settledAt(progress, now);
        Outcome over = ending == null ? over(channel, head, now) : ending;
        if (now.isBefore(settledAt) && (over != null || progress.isUnsettled())) {
            return new Fate.Waits(WaitCause.UNCLEAR, settledAt);
        }
        if (over != null) {
            return new Fate.Over(over);
        }
        Instant notBefore = progress.notBefore();
        return notBefore != null && now.isBefore(notBefore) && !isOfLater(progress, now)
                // Without trouble it is a limit that it waits for, one that holds for its media alone.
                ? new Fate.Waits(progress.troubles() == 0 ? WaitCause.RATE_LIMITED : WaitCause.BACKOFF, notBefore)
                : new Fate.Ready();
    }

    /** Whether a reply can be ended now: no call of it is under way, and no echo of one can be awaited any more. */
    boolean mayEnd(ChannelLanes channel, Entry entry, Instant now) {
        return !isGoing(channel, entry)
                && !hold.holds(entry.appended())
                && !now.isBefore(settledAt(entry.progress(), now));
    }

    /**
     * Until when an echo may come of a call of which nobody knows whether Twitter took it. The wait doubles with each such
     * call of a reply: a person must not get the same again and again.
     */
    Instant settledAt(Progress progress, Instant now) {
        Instant since = progress.since();
        if (since == null || !progress.mayBeSent()) {
            return Instant.MIN;
        }
        // A call that is found begun was under way when its task ended, and perhaps the way of its echo broke down with
        // it: Twitter then tries again, after a few seconds and after half a minute.
        boolean isOfTaskBefore = progress.phase() == Progress.Phase.CALLING || since.isBefore(hold.began());
        boolean isTaskBegin = (progress.isUnsettled() && isOfTaskBefore) || isOfLater(progress, now);
        Instant ended = isTaskBegin ? hold.began() : since;
        return ended.plus(rules.unclearWait().multipliedBy(1L << Math.min(progress.unclears(), MOST_UNCLEAR)));
    }

    /** How a reply ends that no echo settles and that is called for no more; null where it goes on. */
    private @Nullable Outcome over(ChannelLanes channel, Entry head, Instant now) {
        Progress progress = head.progress();
        boolean tooOften = progress.unclears() + 1 >= MOST_UNCLEAR;
        if (progress.isUnsettled()
                && (tooOften || head.isExpired(now) || afterUnclear(channel) == AfterUnclear.REPORT)) {
            String detail = "Twitter did not say whether it took the message, and no echo of it came.";
            return new Outcome.Failed("unclear", detail, null);
        }
        Instant expiresAt = head.reply().expiresAt();
        return expiresAt != null && head.isExpired(now) ? new Outcome.Expired(expiresAt) : null;
    }

    // By a clock that was set back since, it would wait as long as that was ahead.
    private static boolean isOfLater(Progress progress, Instant now) {
        Instant since = progress.since();
        return since != null && since.isAfter(now.plus(CLOCKS_DIFFER));
    }

    private static boolean isGoing(ChannelLanes channel, Entry entry) {
        Lane lane = channel.lane(entry.conversation().userId());
        return lane != null && lane.isInFlight() && lane.head().seq() == entry.seq();
    }

    private AfterUnclear afterUnclear(ChannelLanes channel) {
        @Nullable Channel known = gate.find(channel.streamId()).orElse(null);
        return known == null ? AfterUnclear.RESEND : known.afterUnclear();
    }
}
