package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the channels of one app that one task has may send together. Each channel of the app is entitled to an equal part
 * of the app's day, so the sum over all tasks and instances never exceeds it; within a task the channels pool their
 * parts, and take turns in {@link AppLine}. Immutable.
 *
 * @param limits what was counted, and what Twitter told, of the app
 */
public record AppQuota(Limits limits) {
    /** Nothing was sent. */
    public static final AppQuota NONE = new AppQuota(Limits.NONE);

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
    public List<Room> rooms(AppPart part, Allowance allowance, long inFlight, Instant now) {
        Told told = limits.told(Scope.APP_DAY).orElse(null);
        return allowance
                .quota(Scope.APP_DAY)
                .map(day -> {
                    long ofAll = told == null ? day.limit() : Math.clamp(told.limit(), 1, day.limit());
                    Quota whole = new Quota(Scope.APP_DAY, ofAll, day.window());
                    long limit = part.of(whole, now);
                    Quota own = new Quota(Scope.APP_DAY, limit, day.window());
                    Room mine = Room.ofOwn(own, limits.made(Scope.APP_DAY), told, allowance.kept(limit), inFlight, now);
                    if (limit == 0) {
                        mine = mine.opening(part.nextTurn(whole, now));
                    }
                    List<Room> rooms = new ArrayList<>(List.of(mine));
                    limits.windows().stream()
                            .filter(window -> now.isBefore(window.opens()))
                            .forEach(window -> rooms.add(Room.ofTold(window, inFlight)));
                    return rooms;
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
