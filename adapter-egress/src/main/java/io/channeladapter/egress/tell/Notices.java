package io.channeladapter.egress.tell;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.egress.outbox.Budget;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Told;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells each reply of a channel that waits as a whole why it does, some at a time. Up to where they were told is noted
 * for the channel, not for each. One thread: the task's.
 */
public final class Notices {
    private static final int AT_ONCE = 200;
    private static final Duration NEXT = Duration.ofMillis(10);
    private static final Duration UNTIL_INDEXED = Duration.ofMillis(100);

    private final OutboxStore store;
    private final ChannelStore channels;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final Journal journal;
    private final Budget budget;
    private final Set<ChannelLanes> unwritten = new HashSet<>();

    public Notices(
            OutboxStore store, ChannelStore channels, OutboxIndex index, Lanes lanes, Journal journal, Budget budget) {
        this.store = store;
        this.channels = channels;
        this.index = index;
        this.lanes = lanes;
        this.journal = journal;
        this.budget = budget;
    }

    /** The channel waits. */
    public void waits(ChannelLanes channel, WaitCause cause, @Nullable Instant until, Instant now) {
        waits(channel, cause, until, "Twitter's limit for the account is reached.", now);
    }

    /**
     * The channel waits.
     *
     * @param limit says which limit, where it waits for one
     */
    public void waits(ChannelLanes channel, WaitCause cause, @Nullable Instant until, String limit, Instant now) {
        channel.waitsFor(cause, until);
        channel.limitReached(limit);
        if (!lanes.isIndexed()) {
            lanes.wakeAt(new Lanes.Wake(now.plus(UNTIL_INDEXED), channel.streamId(), null));
            return;
        }
        Outcome.Deferred outcome = outcome(channel, cause, until, limit);
        Told before = channel.told();
        long from = before == null || !before.reason().equals(outcome.reason()) ? 0 : before.seq() + 1;
        int atMost = Math.min(AT_ONCE, budget.left());
        List<OutboxIndex.Place> places = index.oldest(channel.streamId(), from, atMost);
        for (OutboxIndex.Place place : places) {
            budget.spend();
            Lane lane = channel.lane(place.userId());
            // One that goes, or waits for an echo, does not wait for this.
            if (lane == null
                    || lane.head().seq() != place.seq()
                    || lane.cause() == WaitCause.BACKOFF
                    || lane.cause() == WaitCause.RATE_LIMITED) {
                store.entry(new Conversation(channel.streamId(), place.userId()), place.seq())
                        .filter(entry ->
                                !outcome.reason().equals(entry.progress().told()))
                        .ifPresent(entry -> journal.tellDeferred(entry, outcome, now));
            }
        }
        if (!places.isEmpty()) {
            channel.told(new Told(outcome.reason(), places.getLast().seq()));
            unwritten.add(channel);
        }
        if (places.size() == atMost) {
            lanes.wakeAt(new Lanes.Wake(now.plus(NEXT), channel.streamId(), null));
        }
    }

    /** The channel goes on. */
    public void goesOn(ChannelLanes channel) {
        channel.waitsFor(WaitCause.RUNNABLE, null);
    }

    /** Writes up to where was told; what is lost of it is told again. */
    public void write() {
        for (ChannelLanes channel : unwritten) {
            Told told = channel.told();
            if (told != null) {
                channels.put(channel.streamId(), told);
            }
        }
        unwritten.clear();
    }

    /** How it is told that a channel waits for this. */
    static Outcome.Deferred outcome(ChannelLanes channel, WaitCause cause, @Nullable Instant until, String limit) {
        return switch (cause) {
            case RATE_LIMITED -> new Outcome.Deferred(until, "rate-limited", limit);
            case ACCOUNT -> account(channel.limits().hold(), until);
            case PAUSED ->
                new Outcome.Deferred(
                        until,
                        "paused",
                        "What the bot wrote looks like a mistake: the channel's owner is asked before more is sent.");
            case BACKOFF -> new Outcome.Deferred(until, "twitter-unavailable", "Twitter is in trouble.");
            case CHANNEL, RUNNABLE, IN_FLIGHT, SETTLING, UNCLEAR ->
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
