package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a channel may make one more call. Pure and total.
 *
 * <ol>
 *   <li>No window is overdrawn (guarantee G8), wherever Twitter lets it begin: our own count looks back a whole window,
 *       what Twitter told counts besides, and the stricter wins.
 *   <li>Calls in flight count as made, so answers under way cannot overdraw a window.
 *   <li>After a 429, or while the account is on probation, one call goes alone until one has worked.
 *   <li>A message of the bot's own accord leaves a share of each window to answers, less and less of it as new room
 *       comes near, so that nothing stays unused.
 *   <li>A free reply goes whatever the windows say.
 * </ol>
 */
public final class Throttle {
    private Throttle() {}

    /** What a channel may do. */
    public sealed interface Verdict {
        /** Make one call. */
        record Go() implements Verdict {}

        /**
         * Wait.
         *
         * @param until until then; null until the channel has changed
         * @param why what for
         */
        record WaitUntil(@Nullable Instant until, Why why) implements Verdict {}

        /** Wait until a call in flight was answered. */
        record AfterAnswer() implements Verdict {}
    }

    /** What a channel waits for. */
    public enum Why {
        /** Twitter refused a message by 429. */
        RATE_LIMIT("Twitter refused a message because a limit was reached."),
        /** The account or its keys. */
        ACCOUNT("The account or its keys are refused."),
        /** The short window of the account. */
        ENDPOINT("The account's messages for 15 minutes are used up."),
        /** The day of the account. */
        USER_DAY("The account's messages for 24 hours are used up."),
        /** The day of the app, or this channel's part of it. */
        APP_DAY("The app's messages for 24 hours, which all its accounts share, are used up."),
        /** What is left is kept for answers. */
        KEPT_FOR_ANSWERS("The few messages left are kept for answers to people who wrote.");

        private final String detail;

        Why(String detail) {
            this.detail = detail;
        }

        /** One sentence for a person. */
        public String detail() {
            return detail;
        }

        static Why of(Scope scope) {
            return switch (scope) {
                case ENDPOINT -> ENDPOINT;
                case USER_DAY -> USER_DAY;
                case APP_DAY -> APP_DAY;
            };
        }
    }

    /**
     * Decides for something that Twitter counts, by what it told alone.
     *
     * @param inFlight calls of this channel that have no answer yet
     */
    public static Verdict decide(Limits limits, int inFlight, Instant now) {
        return decide(limits, Allowance.NONE, List.of(), Ask.counted(Ask.Urgency.LIVE, inFlight), now);
    }

    /**
     * Decides.
     *
     * @param allowance what the channel's API gives
     * @param app what the app has left for this channel; empty where it is not counted
     */
    public static Verdict decide(Limits limits, Allowance allowance, List<Room> app, Ask ask, Instant now) {
        AccountHold hold = limits.hold();
        if (hold != null && (hold.probeAt() == null || now.isBefore(hold.probeAt()))) {
            return new Verdict.WaitUntil(hold.probeAt(), Why.ACCOUNT);
        }
        Instant held = limits.heldUntil();
        boolean freed = ask.free() && !limits.heldFree();
        if (held != null && now.isBefore(held) && !freed) {
            return new Verdict.WaitUntil(held, Why.RATE_LIMIT);
        }
        if ((hold != null || (limits.strikes() > 0 && !freed)) && ask.inFlight() > 0) {
            return new Verdict.AfterAnswer();
        }
        if (ask.free()) {
            return new Verdict.Go();
        }
        List<Room> rooms = new ArrayList<>(limits.rooms(allowance, ask.counted(), now));
        rooms.addAll(app);
        return decide(rooms, allowance, ask, now);
    }

    private static Verdict decide(List<Room> rooms, Allowance allowance, Ask ask, Instant now) {
        Instant until = null;
        Why why = Why.RATE_LIMIT;
        boolean full = false;
        for (Room room : rooms) {
            long kept = ask.urgency() == Ask.Urgency.BROADCAST ? allowance.kept(room.limit()) : 0;
            Instant open = null;
            Why reason = Why.of(room.scope());
            if (room.left() <= 0) {
                open = room.opens();
            } else if (room.free() == 0) {
                full = true;
            } else if (room.free() <= room.kept(kept, now)) {
                open = room.loosened(kept);
                reason = Why.KEPT_FOR_ANSWERS;
            }
            if (open != null && (until == null || open.isAfter(until))) {
                until = open;
                why = reason;
            }
        }
        if (until != null) {
            return new Verdict.WaitUntil(until, why);
        }
        return full ? new Verdict.AfterAnswer() : new Verdict.Go();
    }
}
