package io.channeladapter.egress.spend;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.AppLine;
import io.channeladapter.egress.throttle.AppQuota;
import io.channeladapter.egress.throttle.Ask;
import io.channeladapter.egress.throttle.Limits;
import io.channeladapter.egress.throttle.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the channels of each app spend of its day, and which of them has its turn. One thread: the task's. */
public final class AppSpending {
    // Each channel that waits is looked at every few seconds.
    private static final Duration LEAVES_LINE_AFTER = Duration.ofMinutes(1);

    private final Function<StreamId, Optional<Apps.Membership>> apps;
    private final Map<String, OfApp> known = new HashMap<>();
    private final Map<StreamId, String> joined = new HashMap<>();

    private static final class OfApp {
        final AppLine<StreamId> line = new AppLine<>(LEAVES_LINE_AFTER);
        final UnderWay underWay = new UnderWay();
        AppQuota quota = AppQuota.NONE;
    }

    public AppSpending(Function<StreamId, Optional<Apps.Membership>> apps) {
        this.apps = apps;
    }

    /** Whether the channel spends of the app that it is of now, where it is of any. */
    boolean hasJoined(StreamId streamId) {
        String app = apps.apply(streamId).map(Apps.Membership::app).orElse(null);
        return app == null || app.equals(joined.get(streamId));
    }

    /**
     * The channel spends of its app from now on.
     *
     * @param spent what it has spent before
     * @param its calls under way, which go with it
     */
    void join(StreamId streamId, Limits spent, UnderWay its, Allowance allowance) {
        String app = apps.apply(streamId).map(Apps.Membership::app).orElse(null);
        if (app != null && !app.equals(joined.get(streamId))) {
            underWay(streamId).ifPresent(before -> before.add(its, -1));
            joined.put(streamId, app);
            OfApp joining = known.computeIfAbsent(app, a -> new OfApp());
            joining.quota = joining.quota.joined(spent, allowance);
            joining.underWay.add(its, 1);
        }
    }

    /** Calls of the channel's app that are under way; empty where it has joined none. */
    Optional<UnderWay> underWay(StreamId streamId) {
        return find(streamId).map(app -> app.underWay);
    }

    /** A call was answered. */
    void answered(StreamId streamId, RateLimits told, boolean counted, Allowance allowance, Instant now) {
        find(streamId).ifPresent(app -> app.quota = app.quota.answered(told, counted, allowance, now));
    }

    /**
     * What is left to the channel and those of its app beside it; nothing where the app is not counted.
     *
     * @param isHeld whether what the task before may have begun counts as under way
     */
    List<Room> rooms(StreamId streamId, Allowance allowance, boolean isHeld, Instant now) {
        return rooms(streamId, allowance, isHeld, 0, now);
    }

    /** The same, without what other channels have waited for longer. */
    List<Room> roomsInLine(StreamId streamId, Ask.Urgency urgency, Allowance allowance, boolean isHeld, Instant now) {
        List<Room> rooms = rooms(streamId, allowance, isHeld, now);
        long free = rooms.stream().mapToLong(Room::free).min().orElse(0);
        long ahead = find(streamId)
                .map(app -> app.line.ahead(streamId, urgency, free, now))
                .orElse(0L);
        return ahead == 0 ? rooms : rooms(streamId, allowance, isHeld, ahead, now);
    }

    /** The channel has to wait for its app. */
    void waits(StreamId streamId, Ask.Urgency urgency, Instant now) {
        find(streamId).ifPresent(app -> app.line.waits(streamId, urgency, now));
    }

    /** It does not, or no longer. */
    void leaves(StreamId streamId) {
        find(streamId).ifPresent(app -> app.line.leaves(streamId));
    }

    /** The channel is gone; what it spent still counts. */
    void forget(StreamId streamId) {
        leaves(streamId);
        joined.remove(streamId);
    }

    // What is as good as under way counts as that.
    private List<Room> rooms(StreamId streamId, Allowance allowance, boolean isHeld, long ahead, Instant now) {
        OfApp app = find(streamId).orElse(null);
        Apps.Membership membership = apps.apply(streamId).orElse(null);
        return app == null || membership == null
                ? List.of()
                : app.quota.rooms(membership.part(), allowance, app.underWay.calls(isHeld) + ahead, now);
    }

    private Optional<OfApp> find(StreamId streamId) {
        String app = joined.get(streamId);
        return app == null ? Optional.empty() : Optional.ofNullable(known.get(app));
    }
}
