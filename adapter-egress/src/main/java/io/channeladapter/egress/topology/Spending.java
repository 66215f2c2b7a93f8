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
import io.channeladapter.egress.outbox.OutboxKeys;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.Urgency;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spends what Twitter lets channels send: says whose turn it is and whether it may go, and counts. What was counted is in
 * the store before the reply that it was counted for leaves it: after a crash, all that is not counted is still pending,
 * and counts as under way until it is settled. One thread: the task's.
 */
final class Spending {
    private static final int MOVED_AT_ONCE = 50;
    private static final Duration AGE_SEEN = Duration.ofSeconds(30);

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final StartHold hold;
    private final ChannelGate gate;
    private final AppSpending apps;
    private final Allowances allowances;
    private final int mostHeld;
    private final Map<StreamId, Account> accounts = new HashMap<>();
    private final Map<Under, Boolean> underWay = new HashMap<>();
    private long run;
    private boolean joined;

    private record Under(StreamId streamId, long seq) {}

    private static final class Account {
        Allowance allowance = Allowance.NONE;
        boolean hasJoined;
        final UnderWay underWay = new UnderWay();
        /** Places of replies that the task before this one called for, and of which nothing was heard since. */
        final Set<Long> found = new HashSet<>();

        Ask.@Nullable Urgency last;
        boolean lastCounted = true;
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
    record Choice(Verdict verdict, OutboxIndex.@Nullable Turn turn, Ask.Urgency urgency, boolean free) {}

    Spending(OutboxStore store, OutboxIndex index, Lanes lanes, StartHold hold, EgressTopology.Parts parts) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.hold = hold;
        this.gate = parts.gate();
        this.apps = new AppSpending(parts.apps());
        this.allowances = parts.allowances();
        this.mostHeld = parts.rules().mostOfChannel();
    }

    /** The task begins with what it found in the store. */
    void begin(Instant now) {
        run = now.toEpochMilli();
        for (ChannelLanes channel : lanes.channels()) {
            if (channel.depth() > 0) {
                plain(channel).underWay.held(Math.min(channel.depth(), mostHeld));
            }
        }
        store.each(Kind.PROGRESS, Progress.class, (key, progress) -> {
            if (progress.phase() == Progress.Phase.CALLING) {
                Account account = plain(lanes.channel(OutboxKeys.streamId(key)));
                account.found.add(OutboxKeys.number(key));
                account.underWay.found(1);
            }
        });
    }

    /** A person wrote: tells whether that was news. Where a reply waits for a limit, it may be free now. */
    boolean received(Received received, Instant now) {
        Conversation conversation = received.conversation();
        FreeReplies before = store.received(conversation).orElse(null);
        FreeReplies after = before == null
                ? FreeReplies.of(received.at(), run)
                : before.seenBy(run).and(received.at(), run);
        if (after.equals(before)) {
            return false;
        }
        store.put(conversation, after);
        ChannelLanes channel = lanes.find(conversation.streamId());
        OutboxIndex.Turn turn = channel == null ? null : index.turn(conversation);
        Entry head = turn == null ? null : store.head(conversation, turn.seq());
        if (channel != null && turn != null && head != null) {
            moveTo(urgency(head, now), channel, turn);
        }
        return true;
    }

    /**
     * In which queue a reply takes its turn: only who wrote lately waits for an answer, as far as that is known, and
     * what Twitter does not count need not wait for what it does.
     */
    Urgency urgency(Entry head, Instant now) {
        if (!head.reply().hasMessage()) {
            return Urgency.UNCOUNTED;
        }
        FreeReplies received = store.received(head.conversation()).orElse(null);
        if (head.reply().priority() != CheckedReply.Priority.live || (received != null && !received.isLive(now))) {
            return Urgency.BROADCAST;
        }
        return isFree(received, given(head.conversation().streamId()), now) ? Urgency.UNCOUNTED : Urgency.LIVE;
    }

    /** Whose turn it is in this channel, and whether it may go. */
    Choice choose(ChannelLanes channel, ChannelGate.Passage.Open open, Instant now) {
        Account account = account(channel, open, now);
        countEnded(account, channel, now);
        Choice counted = counted(account, channel, now);
        OutboxIndex.Turn uncounted = firstUncounted(account, channel, now);
        if (uncounted == null) {
            return counted;
        }
        boolean answer = counted.verdict() instanceof Verdict.Go && counted.urgency() != Ask.Urgency.BROADCAST;
        if (answer && !account.lastCounted) {
            return counted;
        }
        Verdict verdict = decide(account, channel, Ask.Urgency.LIVE, true, List.of(), now);
        return verdict instanceof Verdict.Go || counted.turn() == null
                ? new Choice(verdict, uncounted, Ask.Urgency.LIVE, true)
                : counted;
    }

    private Choice counted(Account account, ChannelLanes channel, Instant now) {
        boolean live = channel.turns(Urgency.LIVE).size() > 0;
        boolean broadcast = channel.turns(Urgency.BROADCAST).size() > 0;
        boolean aged = broadcast && isAged(account, channel, now);
        Ask.Urgency next = Ask.Urgency.next(live, broadcast, aged, account.last);
        OutboxIndex.Turn turn =
                next == null ? null : index.first(channel, next == Ask.Urgency.LIVE ? Urgency.LIVE : Urgency.BROADCAST);
        if (next == null || turn == null) {
            apps.leaves(channel.streamId());
            return new Choice(new Verdict.AfterAnswer(), null, Ask.Urgency.LIVE, false);
        }
        FreeReplies received = store.received(new Conversation(channel.streamId(), turn.userId()))
                .orElse(null);
        if (isFree(received, account.allowance.freeReplies(), now)) {
            return new Choice(decide(account, channel, next, true, List.of(), now), turn, next, true);
        }
        List<Room> app = apps.roomsInLine(channel.streamId(), next, account.allowance, hold.isActive(), now);
        Verdict verdict = decide(account, channel, next, false, app, now);
        if (!(verdict instanceof Verdict.Go)) {
            if (decide(account, channel, next, false, List.of(), now) instanceof Verdict.Go) {
                apps.waits(channel.streamId(), next, now);
            } else {
                apps.leaves(channel.streamId());
            }
        }
        return new Choice(verdict, turn, next, false);
    }

    // What was free when it was queued may not be any more.
    private OutboxIndex.@Nullable Turn firstUncounted(Account account, ChannelLanes channel, Instant now) {
        OutboxIndex.Turn turn = index.first(channel, Urgency.UNCOUNTED);
        for (int i = 0; turn != null && i < MOVED_AT_ONCE; i++) {
            Conversation conversation = new Conversation(channel.streamId(), turn.userId());
            if (isFree(store.received(conversation).orElse(null), account.allowance.freeReplies(), now)) {
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

    private void moveTo(Urgency urgency, ChannelLanes channel, OutboxIndex.Turn turn) {
        if (urgency != turn.urgency()) {
            index.take(channel, turn);
            index.queue(channel, turn.userId(), turn.seq(), urgency);
        }
    }

    /** A call was begun. */
    void begun(ChannelLanes channel, Entry entry, Choice choice, Instant now) {
        Account account = plain(channel);
        if (wasFound(account, channel, entry.seq())) {
            // Nobody will know any more whether Twitter took the call of before.
            count(channel, account.allowance, now);
        }
        account.last = choice.urgency();
        account.lastCounted = !choice.free();
        underWay.put(new Under(channel.streamId(), entry.seq()), choice.free());
        if (!choice.free()) {
            begun(channel, account, 1);
            apps.leaves(channel.streamId());
        }
    }

    /** A call has ended; to be told before anything else is made of its answer. Tells whether it was a free reply. */
    boolean ended(ChannelLanes channel, Answered answered, Instant now) {
        Account account = plain(channel);
        boolean free = Boolean.TRUE.equals(
                underWay.remove(new Under(channel.streamId(), answered.call().seq())));
        if (!free) {
            begun(channel, account, -1);
        }
        if (!answered.call().hasMessage()) {
            return free;
        }
        RateLimits told = answered.answer().limits();
        boolean taken = mayBeCounted(answered.answer());
        if (taken && free) {
            spendFree(answered.call().reply().conversation(), now);
        }
        channel.limits(channel.limits().answered(told, taken && !free, account.allowance, now));
        apps.answered(channel.streamId(), told, taken && !free, account.allowance, now);
        write(channel, now);
        return free;
    }

    /** A reply that a task before this one called for was sent, as its echo tells; to be told before it leaves the store. */
    void settled(ChannelLanes channel, Entry entry, Instant now) {
        Account account = plain(channel);
        if (!account.found.contains(entry.seq()) && !hold.holds(entry.appended())) {
            return; // this task called for it, and counted the answer
        }
        Allowance allowance = gate.find(channel.streamId())
                .flatMap(known -> Optional.ofNullable(known.generation()))
                .map(allowances::of)
                .orElse(null);
        if (allowance == null) {
            return; // it counts as under way until the channel is known
        }
        joinWhereNew(account, channel, allowance, now);
        wasFound(account, channel, entry.seq());
        if (account.underWay.hasHeld()) {
            account.underWay.held(-1);
            apps.underWay(channel.streamId()).ifPresent(app -> app.held(-1));
        }
        FreeReplies known = store.received(entry.conversation()).orElse(null);
        if (known != null && known.seenBy(run).left(allowance.freeReplies(), now) > 0) {
            spendFree(entry.conversation(), now);
            return;
        }
        count(channel, allowance, now);
    }

    /** The channel was deleted. */
    void forget(StreamId streamId) {
        Account gone = accounts.remove(streamId);
        if (gone != null) {
            apps.underWay(streamId).ifPresent(app -> app.add(gone.underWay, -1));
        }
        apps.forget(streamId);
    }

    /** Writes the limits of a channel where that is worth it. */
    void write(ChannelLanes channel, Instant now) {
        if (channel.limits().worthWriting(channel.stored())) {
            Account account = plain(channel);
            // Before it has joined, what may have been made ahead of what was stored is still among its limits.
            Limits next = account.hasJoined ? channel.limits().toStore(account.allowance, now) : channel.limits();
            store.put(channel.streamId(), next);
            channel.stored(next);
        }
    }

    /** What each limit leaves to this channel. */
    List<Room> rooms(ChannelLanes channel, Instant now) {
        Account account = plain(channel);
        List<Room> rooms = new ArrayList<>(channel.limits().rooms(account.allowance, counted(account), now));
        rooms.addAll(apps.rooms(channel.streamId(), account.allowance, hold.isActive(), now));
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

    private Verdict decide(
            Account account, ChannelLanes channel, Ask.Urgency urgency, boolean free, List<Room> app, Instant now) {
        Ask ask = new Ask(urgency, free, channel.inFlight(), counted(account));
        return Throttle.decide(channel.limits(), account.allowance, app, ask, now);
    }

    private int counted(Account account) {
        return account.underWay.calls(hold.isActive());
    }

    private void begun(ChannelLanes channel, Account account, int by) {
        account.underWay.begun(by);
        apps.underWay(channel.streamId()).ifPresent(app -> app.begun(by));
    }

    // One more that Twitter counted, or may have.
    private void count(ChannelLanes channel, Allowance allowance, Instant now) {
        channel.limits(channel.limits().count(1, allowance, now));
        apps.answered(channel.streamId(), RateLimits.UNKNOWN, true, allowance, now);
        write(channel, now);
    }

    // Whether the task before this one called for the reply at this place; true once for each.
    private boolean wasFound(Account account, ChannelLanes channel, long seq) {
        boolean was = account.found.remove(seq);
        if (was) {
            account.underWay.found(-1);
            apps.underWay(channel.streamId()).ifPresent(app -> app.found(-1));
        }
        return was;
    }

    // What ended without another call, or an echo, may have been taken all the same.
    private void countEnded(Account account, ChannelLanes channel, Instant now) {
        for (long seq : List.copyOf(account.found)) {
            if (!store.isBegun(channel.streamId(), seq) && wasFound(account, channel, seq)) {
                count(channel, account.allowance, now);
            }
        }
    }

    private void spendFree(Conversation conversation, Instant now) {
        store.received(conversation)
                .ifPresent(known -> store.put(conversation, known.seenBy(run).spent(now)));
    }

    private boolean isFree(@Nullable FreeReplies received, int given, Instant now) {
        return given > 0 && received != null && received.seenBy(run).left(given, now) > 0;
    }

    // Of a channel that is not known yet it is found out once its turn comes.
    private int given(StreamId streamId) {
        return gate.find(streamId)
                .flatMap(found -> Optional.ofNullable(found.generation()))
                .map(allowances::of)
                .map(Allowance::freeReplies)
                .orElse(Math.max(allowances.v1().freeReplies(), allowances.v2().freeReplies()));
    }

    private boolean isAged(Account account, ChannelLanes channel, Instant now) {
        if (now.isBefore(account.agedSeen.plus(AGE_SEEN)) && !account.aged) {
            return false;
        }
        OutboxIndex.Turn turn = index.first(channel, Urgency.BROADCAST);
        Entry head = turn == null ? null : store.head(new Conversation(channel.streamId(), turn.userId()), turn.seq());
        account.agedSeen = now;
        account.aged = head != null
                && head.reply().acceptedAt().plus(allowances.agedAfter()).isBefore(now);
        return account.aged;
    }

    // What Twitter surely did not take, it does not count. What is refused for the clock would count by that very
    // clock,
    // and be in the future once it is set.
    private static boolean mayBeCounted(TwitterAnswer<?> answer) {
        return switch (answer) {
            case TwitterAnswer.Success<?> _ -> true;
            case TwitterAnswer.Refused<?>(Refusal refusal, RateLimits _) ->
                switch (refusal.kind()) {
                    case RATE_LIMITED, UNREACHABLE, CLOCK -> false;
                    case UNAVAILABLE, CREDENTIALS, PERMISSION, RESTRICTED, PERMANENT, NOT_FOUND, UNCLEAR -> true;
                };
        };
    }

    private Account plain(ChannelLanes channel) {
        return accounts.computeIfAbsent(channel.streamId(), id -> new Account());
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
        joinWhereNew(account, channel, allowances.of(open.generation()), now);
        return account;
    }

    private void joinWhereNew(Account account, ChannelLanes channel, Allowance allowance, Instant now) {
        if (!account.hasJoined || !account.allowance.equals(allowance) || !apps.hasJoined(channel.streamId())) {
            join(account, channel, allowance, now);
        }
    }

    private void join(Account account, ChannelLanes channel, Allowance allowance, Instant now) {
        account.allowance = allowance;
        account.hasJoined = true;
        channel.limits(channel.limits().reloaded(allowance, now));
        apps.join(channel.streamId(), channel.limits(), account.underWay, allowance);
    }
}
