package io.channeladapter.egress.topology;

import io.channeladapter.common.message.Outcome;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells each reply of a channel that waits as a whole why it does, some at a time. One thread: the task's. */
final class Notices {
    private static final int AT_ONCE = 500;
    private static final Duration NEXT = Duration.ofMillis(10);

    private final Lanes lanes;
    private final Journal journal;

    Notices(Lanes lanes, Journal journal) {
        this.lanes = lanes;
        this.journal = journal;
    }

    /** The channel waits. */
    void waits(ChannelLanes channel, WaitCause cause, @Nullable Instant until, Instant now) {
        channel.waitsFor(cause);
        Outcome.Deferred outcome = outcome(channel, cause, until);
        channel.tells(outcome.reason());
        for (int i = 0; i < AT_ONCE; i++) {
            Entry entry = channel.nextUntold();
            if (entry == null) {
                return;
            }
            boolean waits =
                    !entry.isInFlight() && !entry.isHeld() && entry.progress().phase() == Progress.Phase.WAITING;
            if (waits && channel.find(entry.replyId()).isPresent()) {
                journal.defer(channel, entry, outcome, now);
            }
        }
        if (channel.hasUntold()) {
            lanes.wakeAt(new Lanes.Wake(now.plus(NEXT), channel.streamId(), null));
        }
    }

    /** The channel goes on. */
    void goesOn(ChannelLanes channel) {
        channel.waitsFor(WaitCause.RUNNABLE);
        channel.tells(null);
    }

    private static Outcome.Deferred outcome(ChannelLanes channel, WaitCause cause, @Nullable Instant until) {
        return switch (cause) {
            case RATE_LIMITED ->
                new Outcome.Deferred(until, "rate-limited", "Twitter's limit for the account is reached.");
            case ACCOUNT -> account(channel.limits().hold(), until);
            case CHANNEL, RUNNABLE, IN_FLIGHT, SETTLING, BACKOFF, UNCLEAR ->
                new Outcome.Deferred(
                        until, "channel-not-enabled", "The channel is being set up anew and is not enabled yet.");
        };
    }

    private static Outcome.Deferred account(@Nullable AccountHold hold, @Nullable Instant until) {
        if (hold == null) {
            return new Outcome.Deferred(until, "credentials-refused", "The channel's keys or tokens cannot be used.");
        }
        return switch (hold.kind()) {
            case PERMISSION_MISSING ->
                new Outcome.Deferred(until, "permission-missing", "The app may not send direct messages.");
            case ACCOUNT_RESTRICTED ->
                new Outcome.Deferred(
                        until, "account-restricted", "Twitter restricted the account or the app, or asks for payment.");
            case CREDENTIALS_REFUSED,
                    ACCOUNT_REVOKED,
                    BAD_SIGNATURES,
                    QUOTA_NEARLY_SPENT,
                    MESSAGES_UNREADABLE,
                    SILENT,
                    SENDING_WORKS,
                    SENDING_PAUSED,
                    SENDING_RELEASED,
                    EVENT_SEEN,
                    ANSWER_SENT,
                    EXAMINED,
                    EVENTS_MISSED,
                    REPLAY_ASKED,
                    REPLAY_REFUSED,
                    REPLAY_ENDED ->
                new Outcome.Deferred(until, "credentials-refused", "Twitter refused the channel's keys or tokens.");
        };
    }
}
