package io.channeladapter.egress.throttle;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the limits of an account.
 *
 * @param windows one for each scope that Twitter announced
 * @param heldUntil no call before this, since Twitter refused one by 429; null for none
 * @param strikes 429 answers in a row
 * @param hold the account or its keys are refused; null for none
 */
public record Limits(
        List<Window> windows,
        @Nullable Instant heldUntil,
        int strikes,
        @Nullable AccountHold hold) {
    /** Nothing is known. */
    public static final Limits NONE = new Limits(List.of(), null, 0, null);

    /** Twitter's clock and ours are not the same, and its resets are whole seconds. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    public Limits {
        windows = List.copyOf(windows);
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

    /** With what an answer told; of two answers about the same window the lower remainder counts. */
    public Limits learn(RateLimits told) {
        if (told.windows().isEmpty()) {
            return new Limits(windows.stream().map(Limits::spent).toList(), heldUntil, strikes, hold);
        }
        List<Window> learned = new ArrayList<>();
        for (Window known : windows) {
            if (told.windows().stream().noneMatch(t -> t.scope() == known.scope())) {
                learned.add(spent(known));
            }
        }
        told.windows().forEach(t -> learned.add(merged(t)));
        return new Limits(learned, heldUntil, strikes, hold);
    }

    /** Held until then, by a 429. */
    public Limits limited(Instant until) {
        return new Limits(windows, until, strikes + 1, hold);
    }

    /** Held until the owner has acted. */
    public Limits broken(AccountHold by) {
        return new Limits(windows, heldUntil, strikes, by);
    }

    /** The account may be tried again, by one call. */
    public Limits probing(Instant now) {
        return hold == null
                ? this
                : new Limits(
                        windows,
                        heldUntil,
                        strikes,
                        new AccountHold(
                                hold.kind(), hold.channelVersion(), hold.credentialsDigest(), hold.since(), now));
    }

    /** A message was taken: nothing but the windows remains. */
    public Limits worked() {
        return heldUntil == null && strikes == 0 && hold == null ? this : new Limits(windows, null, 0, null);
    }

    /**
     * Whether these must be written where those are stored: holds always, windows when new or low. What is not written
     * can only be more than a quarter of the limit off the mark after a crash.
     */
    public boolean worthWriting(Limits stored) {
        if (equals(stored)) {
            return false;
        }
        boolean low = windows.stream().anyMatch(w -> w.remaining() * 4 <= w.limit());
        return low || !resets().equals(stored.resets()) || !sameHolds(stored);
    }

    private boolean sameHolds(Limits other) {
        return new Limits(List.of(), heldUntil, strikes, hold)
                .equals(new Limits(List.of(), other.heldUntil, other.strikes, other.hold));
    }

    private List<Instant> resets() {
        return windows.stream().map(Window::reset).toList();
    }

    private Window merged(Window told) {
        for (Window known : windows) {
            if (known.scope() == told.scope()) {
                if (known.reset().isAfter(told.reset())) {
                    return known;
                }
                if (known.reset().equals(told.reset()) && known.remaining() < told.remaining()) {
                    return known;
                }
            }
        }
        return told;
    }

    // A call whose answer told nothing may have counted.
    private static Window spent(Window window) {
        return new Window(window.scope(), window.limit(), Math.max(0, window.remaining() - 1), window.reset());
    }
}
