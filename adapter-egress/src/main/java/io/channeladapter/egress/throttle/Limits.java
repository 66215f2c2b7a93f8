package io.channeladapter.egress.throttle;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the limits of an account. Immutable.
 *
 * @param windows what Twitter told; of a scope more than one where its answers contradict each other, the last at the end
 * @param made what we counted ourselves; null in what was stored before we did
 * @param calls how many were ever counted
 * @param ahead calls that may have been made after this was written
 * @param heldUntil no call before this, since Twitter refused one by 429; null for none
 * @param heldFree whether that holds for free replies too
 * @param strikes 429 answers in a row
 * @param hold the account or its keys are refused; null for none
 */
public record Limits(
        List<Told> windows,
        @Nullable Map<Scope, Made> made,
        long calls,
        int ahead,
        @Nullable Instant heldUntil,
        boolean heldFree,
        int strikes,
        @Nullable AccountHold hold) {
    /** Nothing is known. */
    public static final Limits NONE = new Limits(List.of(), Map.of(), 0, 0, null, false, 0, null);

    private static final int LARGEST_BATCH = 20;

    public Limits {
        windows = List.copyOf(windows);
        made = made == null ? Map.of() : Map.copyOf(made);
    }

    /**
     * The account or its keys are refused.
     *
     * @param kind what was refused
     * @param channelVersion version of the channel that was refused
     * @param credentialsDigest tells whether the channel's sealed credentials are still the refused ones
     * @param since when
     * @param probeAt when to try one call; null for when the channel has changed
     */
    public record AccountHold(
            ChannelSignal.Kind kind,
            long channelVersion,
            String credentialsDigest,
            Instant since,
            @Nullable Instant probeAt) {}

    /**
     * With one call that was answered: what the answer told, and one more in our own count.
     *
     * @param counted whether Twitter counts the call, or may
     */
    public Limits answered(RateLimits told, boolean counted, Allowance allowance, Instant now) {
        Limits learned = learn(told, counted, now);
        return counted ? learned.count(1, allowance, now) : learned;
    }

    /** With what an answer to a call that counts told. */
    public Limits learn(RateLimits told, Instant now) {
        return learn(told, true, now);
    }

    private Limits learn(RateLimits told, boolean counted, Instant now) {
        List<Told> next = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            List<Told> known =
                    windows.stream().filter(window -> window.scope() == scope).toList();
            Told news = told.windows().stream()
                    .filter(window -> window.scope() == scope)
                    .map(window -> Told.of(window, now))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (news != null) {
                next.addAll(Told.with(known, news, counted, now));
            } else {
                // An answer that told nothing may have counted.
                known.forEach(one -> next.add(counted ? one.spent() : one));
            }
        }
        return new Limits(next, made, calls, ahead, heldUntil, heldFree, strikes, hold);
    }

    /** With calls that were made, or may have been, until now. */
    public Limits count(int calls, Allowance allowance, Instant now) {
        Map<Scope, Made> next = new EnumMap<>(Scope.class);
        for (Quota quota : allowance.quotas()) {
            next.put(quota.scope(), made(quota.scope()).with(now, calls, quota.window()));
        }
        return new Limits(windows, next, this.calls + calls, ahead, heldUntil, heldFree, strikes, hold);
    }

    /** As a task has to see them that reads what another has written: what may have been made is made. */
    public Limits reloaded(Allowance allowance, Instant now) {
        Limits none = new Limits(windows, made, calls, 0, heldUntil, heldFree, strikes, hold);
        return ahead == 0 ? none : none.count(ahead, allowance, now);
    }

    /** What we counted of this scope. */
    public Made made(Scope scope) {
        return Objects.requireNonNull(made).getOrDefault(scope, Made.NONE);
    }

    /** Whether anything was counted after that moment. */
    public boolean hasCountedAfter(Instant from) {
        return Objects.requireNonNull(made).values().stream().anyMatch(of -> of.after(from) > 0);
    }

    /** What Twitter told last of this scope. */
    public Optional<Told> told(Scope scope) {
        return windows.stream().filter(told -> told.scope() == scope).reduce((before, last) -> last);
    }

    /** Held until then, by a 429. */
    public Limits limited(Instant until) {
        return limited(until, false);
    }

    /**
     * Held until then, by a 429.
     *
     * @param free whether it was the answer to a free reply
     */
    public Limits limited(Instant until, boolean free) {
        return new Limits(windows, made, calls, ahead, until, free, strikes + 1, hold);
    }

    /** Held until the owner has acted. */
    public Limits broken(AccountHold by) {
        return new Limits(windows, made, calls, ahead, heldUntil, heldFree, strikes, by);
    }

    /** The account may be tried again, by one call. */
    public Limits probing(Instant now) {
        return hold == null
                ? this
                : broken(new AccountHold(
                        hold.kind(), hold.channelVersion(), hold.credentialsDigest(), hold.since(), now));
    }

    /** A message was taken: nothing but the counts remains. */
    public Limits worked() {
        return heldUntil == null && strikes == 0 && hold == null
                ? this
                : new Limits(windows, made, calls, ahead, null, false, 0, null);
    }

    /** A free reply was taken: that says nothing of a wait for those that count. */
    public Limits workedFree(Instant now) {
        return heldUntil != null && now.isBefore(heldUntil) && !heldFree
                ? new Limits(windows, made, calls, ahead, heldUntil, false, strikes, null)
                : worked();
    }

    /** What each limit of the account leaves: our own counts first, then what Twitter told. */
    public List<Room> rooms(Allowance allowance, long inFlight, Instant now) {
        List<Room> rooms = new ArrayList<>();
        for (Quota quota : allowance.quotas()) {
            if (quota.scope() != Scope.APP_DAY) {
                rooms.add(room(quota, allowance, inFlight, now));
            }
        }
        for (Told told : windows) {
            if (now.isBefore(told.opens())) {
                rooms.add(Room.ofTold(told, inFlight));
            }
        }
        return rooms;
    }

    // Twitter may have told a lower limit than ours; it is remembered over the reset.
    private Room room(Quota quota, Allowance allowance, long inFlight, Instant now) {
        Told told = told(quota.scope()).orElse(null);
        long limit = told == null ? quota.limit() : Math.clamp(told.limit(), 1, quota.limit());
        Quota counted = new Quota(quota.scope(), limit, quota.window());
        return Room.ofOwn(counted, made(quota.scope()), told, allowance.kept(limit), inFlight, now);
    }

    /**
     * These as they are to be written, with as many calls ahead as need not be written one by one: many where much is
     * left, none where a limit is near, since what is ahead is lost by a crash.
     */
    public Limits toStore(Allowance allowance, Instant now) {
        long batch = rooms(allowance, 0, now).stream()
                .mapToLong(room -> room.left() * 4 <= room.limit() ? 0 : room.limit() / 50)
                .min()
                .orElse(LARGEST_BATCH);
        return new Limits(
                windows, made, calls, Math.clamp(batch, 0, LARGEST_BATCH), heldUntil, heldFree, strikes, hold);
    }

    /**
     * Whether these must be written where those are stored: holds always, windows when new or low, and our own counts
     * before they exceed what is stored.
     */
    public boolean worthWriting(Limits stored) {
        if (equals(stored)) {
            return false;
        }
        boolean low = windows.stream().anyMatch(w -> w.remaining() * 4 <= w.limit());
        return (low && !windows.equals(stored.windows()))
                || !resets().equals(stored.resets())
                || !sameHolds(stored)
                || calls > stored.calls + stored.ahead;
    }

    private boolean sameHolds(Limits other) {
        return Objects.equals(heldUntil, other.heldUntil)
                && heldFree == other.heldFree
                && strikes == other.strikes
                && Objects.equals(hold, other.hold);
    }

    private List<Instant> resets() {
        return windows.stream().map(Told::reset).toList();
    }

    /** For those who read {@code made} without a check. */
    @Override
    public Map<Scope, Made> made() {
        return Objects.requireNonNull(made);
    }

    /** What Twitter told, as its headers would say it. */
    public List<Window> told() {
        return windows.stream()
                .map(told -> new Window(told.scope(), told.limit(), told.remaining(), told.reset()))
                .toList();
    }
}
