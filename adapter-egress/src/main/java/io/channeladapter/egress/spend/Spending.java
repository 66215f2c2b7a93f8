package io.channeladapter.egress.spend;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.settle.StartHold;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
import io.channeladapter.egress.throttle.Ask;
import io.channeladapter.egress.throttle.Limits;
import io.channeladapter.egress.throttle.Room;
import io.channeladapter.egress.throttle.Throttle;
import io.channeladapter.egress.throttle.Throttle.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what channels spend of what Twitter lets them send, and says whether one more call may begin. What was counted
 * is in the store before the reply that it was counted for leaves it: after a crash, all that is not counted is still
 * pending, and counts as under way until it is settled. One thread: the task's.
 */
public final class Spending {
    private final OutboxStore store;
    private final ChannelStore channels;
    private final Heard heard;
    private final Lanes lanes;
    private final StartHold hold;
    private final ChannelGate gate;
    private final AppSpending apps;
    private final Allowances allowances;
    private final int mostHeld;
    private final Map<StreamId, Account> accounts = new HashMap<>();
    private final Map<Under, Boolean> underWay = new HashMap<>();
    private boolean joined;

    private record Under(StreamId streamId, long seq) {}

    private static final class Account {
        Allowance allowance = Allowance.NONE;
        boolean hasJoined;
        final UnderWay underWay = new UnderWay();
        /** Places of replies that the task before this one called for, and of which nothing was heard since. */
        final Set<Long> found = new HashSet<>();
    }

    /** @param mostHeld calls of one channel that the task before may have had under way */
    public Spending(
            OutboxStore store,
            ChannelStore channels,
            Heard heard,
            Lanes lanes,
            StartHold hold,
            ChannelGate gate,
            AppSpending apps,
            Allowances allowances,
            int mostHeld) {
        this.store = store;
        this.channels = channels;
        this.heard = heard;
        this.lanes = lanes;
        this.hold = hold;
        this.gate = gate;
        this.apps = apps;
        this.allowances = allowances;
        this.mostHeld = mostHeld;
    }

    /** The task begins with what it found in the store. */
    public void begin() {
        for (ChannelLanes channel : lanes.channels()) {
            if (channel.depth() > 0) {
                plain(channel).underWay.held(Math.min(channel.depth(), mostHeld));
            }
        }
        store.eachProgress((streamId, seq, progress) -> {
            if (progress.phase() == Progress.Phase.CALLING) {
                Account account = plain(lanes.channel(streamId));
                account.found.add(seq);
                account.underWay.found(1);
            }
        });
    }

    /** A call was begun. */
    public void begun(ChannelLanes channel, Entry entry, boolean free, Instant now) {
        Account account = plain(channel);
        if (wasFound(account, channel, entry.seq())) {
            // Nobody will know any more whether Twitter took the call of before.
            count(channel, account.allowance, now);
        }
        underWay.put(new Under(channel.streamId(), entry.seq()), free);
        if (!free) {
            begun(channel, account, 1);
        }
    }

    /** A call has ended; to be told before anything else is made of its answer. Tells whether it was a free reply. */
    public boolean ended(ChannelLanes channel, Answered answered, Instant now) {
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
            heard.spent(answered.call().reply().conversation(), now);
        }
        channel.limits(channel.limits().answered(told, taken && !free, account.allowance, now));
        apps.answered(channel.streamId(), told, taken && !free, account.allowance, now);
        write(channel, now);
        return free;
    }

    /** A reply that a task before this one called for was sent, as its echo tells; to be told before it leaves the store. */
    public void settled(ChannelLanes channel, Entry entry, Instant now) {
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
        if (heard.givesFree(entry.conversation(), allowance.freeReplies(), now)) {
            heard.spent(entry.conversation(), now);
            return;
        }
        count(channel, allowance, now);
    }

    /** The channel was deleted. */
    public void forget(StreamId streamId) {
        Account gone = accounts.remove(streamId);
        if (gone != null) {
            apps.underWay(streamId).ifPresent(app -> app.add(gone.underWay, -1));
        }
        apps.forget(streamId);
    }

    /** Writes the limits of a channel where that is worth it. */
    public void write(ChannelLanes channel, Instant now) {
        if (channel.limits().worthWriting(channel.stored())) {
            Account account = plain(channel);
            // Before it has joined, what may have been made ahead of what was stored is still among its limits.
            Limits next = account.hasJoined ? channel.limits().toStore(account.allowance, now) : channel.limits();
            channels.put(channel.streamId(), next);
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
    public List<Room> strictest(ChannelLanes channel, Instant now) {
        Map<Scope, Room> found = new EnumMap<>(Scope.class);
        rooms(channel, now).forEach(room -> found.merge(room.scope(), room, (a, b) -> b.free() < a.free() ? b : a));
        return List.copyOf(found.values());
    }

    /** The scope as it is told outside. */
    public static String wire(Scope scope) {
        return switch (scope) {
            case ENDPOINT -> "endpoint";
            case USER_DAY -> "user-day";
            case APP_DAY -> "app-day";
        };
    }

    /**
     * Whether a call may begin now.
     *
     * @param free whether Twitter does not count it
     * @param app what the channel's app leaves
     */
    Verdict decide(ChannelLanes channel, Ask.Urgency urgency, boolean free, List<Room> app, Instant now) {
        Account account = plain(channel);
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

    /**
     * The limits that the channel spends of. At the first call the channels are known: what all of them spent before this
     * task counts for their apps.
     */
    Allowance of(ChannelLanes channel, ChannelGate.Passage.Open open, Instant now) {
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
        countEnded(account, channel, now);
        return account.allowance;
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
