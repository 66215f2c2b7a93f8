package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.Trouble;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.send.Call;
import io.channeladapter.egress.send.SendDecision;
import io.channeladapter.egress.send.SendDecisions;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.tell.Journal;
import io.channeladapter.egress.tell.LifeSigns;
import io.channeladapter.egress.tell.QuotaNews;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what follows from the answer to a call. One thread: the task's. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final int TROUBLES_OF_A_CHANNEL = 5;
    /** Twitter's code of a message that it has taken just before. */
    private static final int DUPLICATE = 187;

    private final Lanes lanes;
    private final Journal journal;
    private final Heads heads;
    private final Fates fates;
    private final Echoes echoes;
    private final ChannelGate gate;
    private final Rules rules;
    private final DoubleSupplier jitter;
    private final EgressMetrics metrics;
    private final Anomalies anomalies;
    private final Spending spending;
    private final QuotaNews quotaNews;
    private final LifeSigns lifeSigns;

    Answers(
            Lanes lanes,
            Journal journal,
            Heads heads,
            Fates fates,
            Echoes echoes,
            ChannelGate gate,
            Rules rules,
            DoubleSupplier jitter,
            EgressMetrics metrics,
            Anomalies anomalies,
            Spending spending,
            QuotaNews quotaNews) {
        this.lanes = lanes;
        this.journal = journal;
        this.heads = heads;
        this.fates = fates;
        this.echoes = echoes;
        this.gate = gate;
        this.rules = rules;
        this.jitter = jitter;
        this.metrics = metrics;
        this.anomalies = anomalies;
        this.spending = spending;
        this.quotaNews = quotaNews;
        this.lifeSigns = new LifeSigns(journal::hint);
    }

    void take(Answered answered, Instant now) {
        Call call = answered.call();
        ChannelLanes channel = lanes.channel(call.reply().conversation().streamId());
        channel.answered(call.bringsMedia());
        int strikes = channel.limits().strikes();
        boolean free = spending.ended(channel, answered, now);
        String userId = call.reply().conversation().userId();
        Lane lane = channel.lane(userId);
        if (lane == null || lane.head().seq() != call.seq()) {
            return;
        }
        channel.close(userId);
        Progress.Uploaded uploaded = answered.uploaded();
        Entry entry = uploaded == null
                ? lane.head()
                : lane.head().at(lane.head().progress().uploaded(uploaded));
        if (call.hasMessage()) {
            lifeSigns.limits(channel.streamId(), answered.answer().limits(), now);
        }
        SendDecision decision = asRepeat(
                entry,
                SendDecisions.decide(
                        answered.answer(), entry.progress().troubles(), strikes, now, jitter.getAsDouble()));
        metrics.attempt(decision.word(), answered.took());
        note(channel, answered, decision, now);
        act(channel, entry, answered, decision, free, now);
        spending.write(channel, now);
        quotaNews.look(channel, now);
        echoes.resolve(channel, entry.conversation(), now);
        heads.look(channel, userId, entry.seq(), now);
        lanes.queue(channel);
    }

    // Said of a second call whose first one was unclear, it means that the first one was taken: its echo tells its id.
    private static SendDecision asRepeat(Entry entry, SendDecision decision) {
        return decision instanceof SendDecision.Permanent(String _, String detail, Integer code)
                        && code != null
                        && code == DUPLICATE
                        && entry.progress().possiblySent()
                ? new SendDecision.Unclear(detail)
                : decision;
    }

    private void act(
            ChannelLanes channel, Entry entry, Answered answered, SendDecision decision, boolean free, Instant now) {
        switch (decision) {
            case SendDecision.Sent(String messageId) -> sent(channel, entry, answered.call(), messageId, free, now);
            case SendDecision.WaitUntil(Instant until) -> limited(channel, entry, answered, until, free, now);
            case SendDecision.Postponed(Instant until, String detail) -> {
                Outcome.Deferred outcome = new Outcome.Deferred(until, "rate-limited", detail + ".");
                channel.mediaWait(outcome);
                journal.defer(channel, entry, entry.progress().postponed(now, until), outcome, now);
            }
            case SendDecision.Withdrawn() -> notDone(channel, entry, now);
            case SendDecision.RetryAt retry -> retry(channel, entry, answered, retry, now);
            case SendDecision.Permanent(String reason, String detail, Integer code) ->
                heads.end(channel, entry, new Outcome.Failed(reason, detail, code), now);
            case SendDecision.HoldChannel hold -> hold(channel, entry, answered.call(), hold, now);
            case SendDecision.Unclear(String detail) -> unclear(channel, entry, answered, detail, now);
        }
    }

    // A bot's own server that gives no files says nothing of Twitter, nor of messages without files.
    private void note(ChannelLanes channel, Answered answered, SendDecision decision, Instant now) {
        if (answered.isTroubleWithMedia()) {
            troubled(channel.mediaTrouble(), answered.call(), now);
            Instant next = channel.mediaTrouble().probeAt();
            Outcome.Deferred wait = channel.mediaWait();
            if (next != null
                    && (wait == null || wait.until() == null || wait.until().isBefore(next))) {
                String detail = "Media of several replies in a row could not be fetched or uploaded.";
                channel.mediaWait(new Outcome.Deferred(next, "twitter-unavailable", detail));
            }
            return;
        }
        if (answered.call().bringsMedia()) {
            channel.mediaTrouble().over();
        }
        if (decision instanceof SendDecision.Withdrawn) {
            return; // its message was not tried
        }
        if (decision instanceof SendDecision.RetryAt || decision instanceof SendDecision.Unclear) {
            troubled(channel.trouble(), answered.call(), now);
        } else if (answered.call().hasMessage()) {
            channel.trouble().over();
        }
    }

    // A storm of retries would neither help Twitter nor leave memory bounded: one call at a time tells as much.
    private void troubled(Trouble trouble, Call call, Instant now) {
        if (!trouble.isNew(call.startedAt())) {
            return; // one short trouble ends all calls that are under way
        }
        int beyond = trouble.count() + 1 - TROUBLES_OF_A_CHANNEL;
        trouble.more(beyond < 0 ? null : SendDecisions.retryAt(beyond, now, jitter.getAsDouble()), now);
    }

    private void sent(ChannelLanes channel, Entry entry, Call call, String messageId, boolean free, Instant now) {
        if (call.isLast()) {
            journal.sent(channel, entry, messageId, now);
        } else {
            journal.part(channel, entry, messageId, now);
        }
        if (!call.hasMessage()) {
            return; // an account that may type need not be one that may write
        }
        channel.trouble().workedAt(now);
        anomalies.sent(entry.conversation(), call.startedAt(), now);
        AccountHold hold = channel.limits().hold();
        if (hold != null) {
            journal.signal(
                    channel.streamId(),
                    io.channeladapter.common.channel.ChannelSignal.Kind.SENDING_WORKS,
                    "A message was sent again.",
                    now);
        }
        channel.limits(
                free ? channel.limits().workedFree(now) : channel.limits().worked());
        lifeSigns.sent(channel.streamId(), now);
    }

    // Of several refused at once, the first has set the wait; the others say the same.
    private void limited(
            ChannelLanes channel, Entry entry, Answered answered, Instant until, boolean free, Instant now) {
        Instant held = channel.limits().heldUntil();
        boolean told = answered.answer() instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                && refusal.retryAt() != null;
        boolean already = held != null && held.isAfter(now) && (!told || !until.isAfter(held));
        if (!already) {
            channel.limits(channel.limits().limited(until, free));
        }
        notDone(channel, entry, now);
    }

    private void retry(ChannelLanes channel, Entry entry, Answered answered, SendDecision.RetryAt retry, Instant now) {
        boolean clock = answered.answer() instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                && refusal.kind() == Refusal.Kind.CLOCK;
        if (clock && entry.progress().troubles() == 1) {
            LOG.atError()
                    .addKeyValue(LogKeys.STREAMID, channel.streamId())
                    .log("Twitter refuses our timestamps: set this machine's clock and start the service again");
        }
        Instant since = entry.progress().troubledSince();
        if (since != null && !now.isBefore(since.plus(rules.giveUpAfter()))) {
            String detail = retry.detail() + ", for " + rules.giveUpAfter().toHours() + " h now; given up.";
            heads.end(channel, entry, new Outcome.Failed("twitter-unavailable", detail, null), now);
            return;
        }
        int tries = entry.progress().troubles() + 1;
        // Others of the channel are sent meanwhile, so it is this one that Twitter cannot take.
        if (tries >= rules.maxTries()
                && since != null
                && channel.trouble().workedAt().isAfter(since)) {
            String detail = retry.detail() + " at this reply alone, " + tries + " times in a row; given up.";
            heads.end(channel, entry, new Outcome.Failed("twitter-unavailable", detail, null), now);
            return;
        }
        journal.defer(
                channel,
                entry,
                entry.progress().troubled(now, retry.at(), retry.sure()),
                new Outcome.Deferred(retry.at(), "twitter-unavailable", retry.detail() + "."),
                now);
    }

    // A reply of which nothing was written was not called for, as far as the store knows.
    private void notDone(ChannelLanes channel, Entry entry, Instant now) {
        if (entry.kept() || entry.progress().media() != null) {
            journal.progress(channel, entry, entry.progress().notDone(now));
        }
    }

    private void hold(ChannelLanes channel, Entry entry, Call call, SendDecision.HoldChannel hold, Instant now) {
        notDone(channel, entry, now);
        AccountHold before = channel.limits().hold();
        ChannelGate.Passage passage = gate.look(channel.streamId());
        boolean outdated = passage instanceof ChannelGate.Passage.Open open
                && !open.credentials().digest().equals(call.credentialsDigest());
        if (outdated) {
            return; // the owner has entered others since the call began
        }
        long version = gate.find(channel.streamId()).map(Channel::version).orElse(call.channelVersion());
        channel.limits(channel.limits()
                .broken(new AccountHold(hold.kind(), version, call.credentialsDigest(), now, hold.probeAt())));
        // An authorization takes what was told out of the channel's health, so its owner is told again.
        boolean renewed = before != null
                && version > before.channelVersion()
                && gate.find(channel.streamId())
                        .filter(known -> known.health().level() != Health.Level.BROKEN)
                        .isPresent();
        if (before == null || before.kind() != hold.kind() || renewed) {
            journal.signal(channel.streamId(), hold.kind(), hold.detail(), now);
        }
    }

    private void unclear(ChannelLanes channel, Entry entry, Answered answered, String detail, Instant now) {
        Progress progress = entry.progress();
        if (!answered.call().hasMessage()) {
            // Typing and read marks can be repeated without harm.
            Instant at = SendDecisions.retryAt(progress.troubles(), now, jitter.getAsDouble());
            retry(channel, entry, answered, new SendDecision.RetryAt(at, true, "Twitter did not answer"), now);
            return;
        }
        Progress unclear = progress.unclear(now);
        if (echoes.isEchoed(channel, entry)) {
            journal.progress(channel, entry, unclear);
        } else {
            Instant until = fates.settledAt(unclear, now);
            journal.defer(channel, entry, unclear, new Outcome.Deferred(until, "unclear", detail + "."), now);
        }
    }
}
