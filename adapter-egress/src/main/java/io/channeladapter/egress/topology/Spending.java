package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Urgency;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
import io.channeladapter.egress.throttle.AppQuota;
import io.channeladapter.egress.throttle.Ask;
import io.channeladapter.egress.throttle.FreeReplies;
import io.channeladapter.egress.throttle.Limits;
import io.channeladapter.egress.throttle.Room;
import io.channeladapter.egress.throttle.Throttle;
import io.channeladapter.egress.throttle.Throttle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spends what Twitter lets channels send: says whose turn it is and whether it may go, and counts. What was counted is in
 * the store before the reply that it was counted for leaves it: after a crash, all that is not counted is still pending,
 * and counts as under way until it is settled. One thread: the task's.
 */
final class Spending {
    private static final int LOOKED_AT = 50;
    private static final Duration AGE_SEEN = Duration.ofSeconds(30);

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final StartHold hold;
    private final ChannelGate gate;
    private final Function<StreamId, Optional<Apps.Membership>> apps;
    private final Allowances allowances;
    private final int mostHeld;
    private final Map<StreamId, Account> accounts = new HashMap<>();
    private final Map<String, OfApp> ofApps = new HashMap<>();
    private final Map<Under, Boolean> underWay = new HashMap<>();
    private long run;
    private boolean joined;

    private record Under(StreamId streamId, long seq) {}

    private static final class Account {
        Allowance allowance = Allowance.NONE;

        @Nullable
        String app;

        int counted;
        int held;
        Ask.@Nullable Urgency last;
        boolean aged;
        Instant agedSeen = Instant.EPOCH;
    }

    private static final class OfApp {
        AppQuota quota = AppQuota.NONE;
        int counted;
    }

    /**
     * Whose turn it is.
     *
     * @param verdict whether it may go
     * @param turn the conversation; null where there is none
     * @param urgency how it was asked for
     * @param free whether Twitter does not count it
     */
    record Choice(Verdict verdict, OutboxIndex.@Nullable Turn turn, Ask.Urgency urgency, boolean free) {}

    Spending(OutboxStore store, OutboxIndex index, Lanes lanes, StartHold hold, EgressTopology.Parts parts) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.hold = hold;
        this.gate = parts.gate();
        this.apps = parts.apps();
        this.allowances = parts.allowances();
        this.mostHeld = parts.rules().mostOfChannel();
    }

    /** The task begins with what it found in the store. */
    void begin(Instant now) {
        run = now.toEpochMilli();
        for (ChannelLanes channel : lanes.channels()) {
            if (channel.depth() > 0) {
                plain(channel).held = Math.min(channel.depth(), mostHeld);
            }
        }
    }

    /** A person wrote: tells whether that was news. */
    boolean received(Received received) {
        FreeReplies before = store.received(received.conversation()).orElse(null);
        FreeReplies after = before == null
                ? FreeReplies.of(received.at(), run)
                : before.seenBy(run).and(received.at(), run);
        if (after.equals(before)) {
            return false;
        }
        store.put(received.conversation(), after);
        return true;
    }

    /** In which queue a reply takes its turn: only who wrote lately waits for an answer, as far as that is known. */
    Urgency urgency(Entry head, Instant now) {
        boolean live = head.reply().priority() == CheckedReply.Priority.live
                && store.received(head.conversation())
                        .map(received -> received.isLive(now))
                        .orElse(true);
        return live ? Urgency.LIVE : Urgency.BROADCAST;
    }

    /** Whose turn it is in this channel, and whether it may go. */
    Choice choose(ChannelLanes channel, ChannelGate.Passage.Open open, Instant now) {
        Account account = account(channel, open, now);
        boolean live = channel.turns(Urgency.LIVE).size() > 0;
        boolean broadcast = channel.turns(Urgency.BROADCAST).size() > 0;
        boolean aged = broadcast && isAged(account, channel, now);
        Ask.Urgency next = Ask.Urgency.next(live, broadcast, aged, account.last);
        if (next == null) {
            return new Choice(new Verdict.AfterAnswer(), null, Ask.Urgency.LIVE, false);
        }
        OutboxIndex.Turn turn = first(channel, next == Ask.Urgency.LIVE ? Urgency.LIVE : Urgency.BROADCAST);
        boolean free = turn != null && isFree(account, channel, turn, now);
        Verdict verdict = decide(account, channel, next, free, now);
        if (verdict instanceof Verdict.Go || account.allowance.freeReplies() == 0) {
            return new Choice(verdict, turn, next, free);
        }
        for (OutboxIndex.Turn other : index.peek(channel, Urgency.LIVE, LOOKED_AT)) {
            if (isFree(account, channel, other, now)
                    && decide(account, channel, Ask.Urgency.LIVE, true, now) instanceof Verdict.Go go) {
                return new Choice(go, other, Ask.Urgency.LIVE, true);
            }
        }
        return new Choice(verdict, turn, next, free);
    }

    /** A call was begun. */
    void begun(ChannelLanes channel, Entry entry, Choice choice) {
        Account account = plain(channel);
        account.last = choice.urgency();
        underWay.put(new Under(channel.streamId(), entry.seq()), choice.free());
        if (!choice.free()) {
            count(account, 1);
        }
    }

    /** A call has ended; to be told before anything else is made of its answer. Tells whether it was a free reply. */
    boolean ended(ChannelLanes channel, Answered answered, Instant now) {
        Account account = plain(channel);
        boolean free = Boolean.TRUE.equals(
                underWay.remove(new Under(channel.streamId(), answered.call().seq())));
        if (!free) {
            count(account, -1);
        }
        if (!answered.call().hasMessage()) {
            return free;
        }
        RateLimits told = answered.answer().limits();
        boolean taken = mayBeCounted(answered.answer());
        if (taken && free) {
            spendFree(answered.call().reply().conversation());
        }
        channel.limits(channel.limits().answered(told, taken && !free, account.allowance, now));
        ofApp(account).ifPresent(app -> app.quota = app.quota.answered(told, taken && !free, account.allowance, now));
        write(channel, now);
        return free;
    }

    /** A reply that a task before this one called for was sent, as its echo tells; to be told before it leaves the store. */
    void settled(ChannelLanes channel, Entry entry, Instant now) {
        if (!hold.holds(entry.appended())) {
            return; // this task called for it, and counted the answer
        }
        Account account = plain(channel);
        account.held = Math.max(0, account.held - 1);
        FreeReplies known = store.received(entry.conversation()).orElse(null);
        Allowance allowance = gate.find(channel.streamId())
                .flatMap(found -> Optional.ofNullable(found.generation()))
                .map(allowances::of)
                .orElse(account.allowance);
        if (known != null && known.seenBy(run).left(allowance.freeReplies(), now) > 0) {
            spendFree(entry.conversation());
            return;
        }
        channel.limits(channel.limits().count(1, allowance, now));
        ofApp(account).ifPresent(app -> app.quota = app.quota.answered(RateLimits.UNKNOWN, true, allowance, now));
        write(channel, now);
    }

    /** Writes the limits of a channel where that is worth it. */
    void write(ChannelLanes channel, Instant now) {
        if (channel.limits().worthWriting(channel.stored())) {
            Limits next = channel.limits().toStore(plain(channel).allowance, now);
            store.put(channel.streamId(), next);
            channel.stored(next);
        }
    }

    /** What each limit leaves to this channel. */
    List<Room> rooms(ChannelLanes channel, Instant now) {
        Account account = plain(channel);
        List<Room> rooms = new ArrayList<>(channel.limits().rooms(account.allowance, counted(account), now));
        rooms.addAll(appRooms(account, channel, now));
        return rooms;
    }

    /** The same, of each scope the stricter one of what we counted and what Twitter told. */
    List<Room> strictest(ChannelLanes channel, Instant now) {
        Map<Scope, Room> found = new EnumMap<>(Scope.class);
        rooms(channel, now).forEach(room -> found.merge(room.scope(), room, (a, b) -> b.free() < a.free() ? b : a));
        return List.copyOf(found.values());
    }

    /** The scope as it is told outside. */
    static String wire(Scope scope) {
        return switch (scope) {
            case ENDPOINT -> "endpoint";
            case USER_DAY -> "user-day";
            case APP_DAY -> "app-day";
        };
    }

    private Verdict decide(Account account, ChannelLanes channel, Ask.Urgency urgency, boolean free, Instant now) {
        Ask ask = new Ask(urgency, free, channel.inFlight(), counted(account));
        return Throttle.decide(
                channel.limits(), account.allowance, free ? List.of() : appRooms(account, channel, now), ask, now);
    }

    private List<Room> appRooms(Account account, ChannelLanes channel, Instant now) {
        OfApp app = ofApp(account).orElse(null);
        AppQuota.Part part =
                apps.apply(channel.streamId()).map(Apps.Membership::part).orElse(null);
        return app == null || part == null ? List.of() : app.quota.rooms(part, account.allowance, app.counted, now);
    }

    private int counted(Account account) {
        return account.counted + (hold.isActive() ? account.held : 0);
    }

    private void count(Account account, int by) {
        account.counted += by;
        ofApp(account).ifPresent(app -> app.counted += by);
    }

    private void spendFree(Conversation conversation) {
        store.received(conversation)
                .ifPresent(known -> store.put(conversation, known.seenBy(run).spent()));
    }

    private boolean isFree(Account account, ChannelLanes channel, OutboxIndex.Turn turn, Instant now) {
        int given = account.allowance.freeReplies();
        return given > 0
                && store.received(new Conversation(channel.streamId(), turn.userId()))
                        .filter(known -> known.seenBy(run).left(given, now) > 0)
                        .isPresent();
    }

    private boolean isAged(Account account, ChannelLanes channel, Instant now) {
        if (now.isBefore(account.agedSeen.plus(AGE_SEEN)) && !account.aged) {
            return false;
        }
        OutboxIndex.Turn turn = first(channel, Urgency.BROADCAST);
        Entry head = turn == null ? null : store.head(new Conversation(channel.streamId(), turn.userId()), turn.seq());
        account.agedSeen = now;
        account.aged = head != null
                && head.reply().acceptedAt().plus(allowances.agedAfter()).isBefore(now);
        return account.aged;
    }

    private OutboxIndex.@Nullable Turn first(ChannelLanes channel, Urgency urgency) {
        List<OutboxIndex.Turn> turns = index.peek(channel, urgency, 1);
        return turns.isEmpty() ? null : turns.get(0);
    }

    // What Twitter surely did not take, it does not count.
    private static boolean mayBeCounted(TwitterAnswer<?> answer) {
        return switch (answer) {
            case TwitterAnswer.Success<?> _ -> true;
            case TwitterAnswer.Refused<?>(Refusal refusal, RateLimits _) ->
                switch (refusal.kind()) {
                    case RATE_LIMITED, UNREACHABLE -> false;
                    case UNAVAILABLE, CLOCK, CREDENTIALS, PERMISSION, RESTRICTED, PERMANENT, NOT_FOUND, UNCLEAR -> true;
                };
        };
    }

    private Account plain(ChannelLanes channel) {
        return accounts.computeIfAbsent(channel.streamId(), id -> new Account());
    }

    private Optional<OfApp> ofApp(Account account) {
        return account.app == null ? Optional.empty() : Optional.ofNullable(ofApps.get(account.app));
    }

    // The channels are known by now: what all of them spent before this task counts for their apps.
    private Account account(ChannelLanes channel, ChannelGate.Passage.Open open, Instant now) {
        if (!joined) {
            joined = true;
            for (ChannelLanes before : lanes.channels()) {
                gate.find(before.streamId())
                        .flatMap(found -> Optional.ofNullable(found.generation()))
                        .ifPresent(generation -> join(plain(before), before, allowances.of(generation), now));
            }
        }
        Account account = plain(channel);
        Allowance allowance = allowances.of(open.generation());
        if (!account.allowance.equals(allowance) || account.app == null) {
            join(account, channel, allowance, now);
        }
        return account;
    }

    private void join(Account account, ChannelLanes channel, Allowance allowance, Instant now) {
        account.allowance = allowance;
        channel.limits(channel.limits().reloaded(allowance, now));
        String app = apps.apply(channel.streamId()).map(Apps.Membership::app).orElse(null);
        if (app != null && !app.equals(account.app)) {
            account.app = app;
            OfApp joining = ofApps.computeIfAbsent(app, a -> new OfApp());
            joining.quota = joining.quota.joined(channel.limits(), allowance);
            joining.counted += counted(account);
        }
    }
}
