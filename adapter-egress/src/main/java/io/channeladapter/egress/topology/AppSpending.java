package io.channeladapter.egress.topology;

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
final class AppSpending {
    // Each channel that waits is looked at every few seconds.
    private static final Duration LEAVES_LINE_AFTER = Duration.ofMinutes(1);

    private final Function<StreamId, Optional<Apps.Membership>> apps;
    private final Map<String, OfApp> known = new HashMap<>();
    private final Map<StreamId, String> joined = new HashMap<>();

    private static final class OfApp {
        final AppLine<StreamId> line = new AppLine<>(LEAVES_LINE_AFTER);
        AppQuota quota = AppQuota.NONE;
        int counted;
    }

    AppSpending(Function<StreamId, Optional<Apps.Membership>> apps) {
        this.apps = apps;
    }

    boolean hasJoined(StreamId streamId) {
        return joined.containsKey(streamId);
    }

    /**
     * The channel spends of its app from now on.
     *
     * @param spent what it has spent before
     * @param counted calls under way that Twitter may count
     */
    void join(StreamId streamId, Limits spent, int counted, Allowance allowance) {
        String app = apps.apply(streamId).map(Apps.Membership::app).orElse(null);
        if (app != null && !app.equals(joined.put(streamId, app))) {
            OfApp joining = known.computeIfAbsent(app, a -> new OfApp());
            joining.quota = joining.quota.joined(spent, allowance);
            joining.counted += counted;
        }
    }

    /** So many more calls, or less, that Twitter counts are under way. */
    void count(StreamId streamId, int by) {
        find(streamId).ifPresent(app -> app.counted += by);
    }

    /** A call was answered. */
    void answered(StreamId streamId, RateLimits told, boolean counted, Allowance allowance, Instant now) {
        find(streamId).ifPresent(app -> app.quota = app.quota.answered(told, counted, allowance, now));
    }

    /** What is left to the channel and those of its app beside it; nothing where the app is not counted. */
    List<Room> rooms(StreamId streamId, Allowance allowance, Instant now) {
        return rooms(streamId, allowance, 0, now);
    }

    /** The same, without what other channels have waited for longer. */
    List<Room> roomsInLine(StreamId streamId, Ask.Urgency urgency, Allowance allowance, Instant now) {
        List<Room> rooms = rooms(streamId, allowance, 0, now);
        long free = rooms.stream().mapToLong(Room::free).min().orElse(0);
        long ahead = find(streamId)
                .map(app -> app.line.ahead(streamId, urgency, free, now))
                .orElse(0L);
        return ahead == 0 ? rooms : rooms(streamId, allowance, ahead, now);
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
    private List<Room> rooms(StreamId streamId, Allowance allowance, long ahead, Instant now) {
        OfApp app = find(streamId).orElse(null);
        Apps.Membership membership = apps.apply(streamId).orElse(null);
        return app == null || membership == null
                ? List.of()
                : app.quota.rooms(membership.part(), allowance, app.counted + ahead, now);
    }

    private Optional<OfApp> find(StreamId streamId) {
        String app = joined.get(streamId);
        return app == null ? Optional.empty() : Optional.ofNullable(known.get(app));
    }
}
