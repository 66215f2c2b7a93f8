package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the channels of one app that one task has may send together. Each channel of the app is entitled to an equal part
 * of the app's day, so the sum over all tasks and instances never exceeds it; within a task the channels pool their
 * parts. Immutable.
 *
 * @param limits what was counted, and what Twitter told, of the app
 */
public record AppQuota(Limits limits) {
    /** Nothing was sent. */
    public static final AppQuota NONE = new AppQuota(Limits.NONE);

    /**
     * Which part of the app's day is a task's.
     *
     * @param mine channels of the app that the task has, at least 1
     * @param all channels of the app, at least {@code mine}
     */
    public record Part(int mine, int all) {
        public Part {
            if (mine < 1 || all < mine) {
                throw new IllegalArgumentException("a task has some of the channels of an app, at most all");
            }
        }

        /** So much of a limit. */
        public long of(long limit) {
            return limit * mine / all;
        }
    }

    /** With what was counted for one of its channels before. */
    public AppQuota joined(Limits channel, Allowance allowance) {
        return allowance
                .quota(Scope.APP_DAY)
                .map(day -> {
                    Made both = limits.made(Scope.APP_DAY).and(channel.made(Scope.APP_DAY), day.window());
                    return new AppQuota(with(both));
                })
                .orElse(this);
    }

    /** With one call that was answered. */
    public AppQuota answered(RateLimits told, boolean counted, Allowance allowance, Instant now) {
        return new AppQuota(limits.answered(ofApp(told), counted, onlyApp(allowance), now));
    }

    /** What is left for the channels of this part; an own count of nothing where the allowance has none. */
    public List<Room> rooms(Part part, Allowance allowance, long inFlight, Instant now) {
        Told told = limits.told(Scope.APP_DAY).orElse(null);
        return allowance
                .quota(Scope.APP_DAY)
                .map(day -> {
                    long limit = part.of(told == null ? day.limit() : Math.clamp(told.limit(), 1, day.limit()));
                    Quota own = new Quota(Scope.APP_DAY, limit, day.window());
                    Room mine = Room.ofOwn(own, limits.made(Scope.APP_DAY), told, allowance.kept(limit), inFlight, now);
                    return told != null && now.isBefore(told.opens())
                            ? List.of(mine, Room.ofTold(told, inFlight))
                            : List.of(mine);
                })
                .orElse(List.of());
    }

    private Limits with(Made made) {
        return new Limits(limits.windows(), Map.of(Scope.APP_DAY, made), 0, 0, null, false, 0, null);
    }

    private static RateLimits ofApp(RateLimits told) {
        return new RateLimits(told.windows().stream()
                .filter(window -> window.scope() == Scope.APP_DAY)
                .toList());
    }

    private static Allowance onlyApp(Allowance allowance) {
        return new Allowance(
                allowance.quota(Scope.APP_DAY).map(List::of).orElse(List.of()),
                allowance.freeReplies(),
                allowance.keptPercent());
    }
}
