package io.channeladapter.sandbox.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what apps sent against {@link SendLimits}. Pure: the time comes in. One thread at a time. */
public final class SendQuota {
    private static final int KEPT = 1_000;

    private final SendLimits limits;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, FreeReplies> freeReplies = new HashMap<>();
    private final Map<String, List<Past>> past = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private final Map<String, Peak> peaks = new HashMap<>();

    SendQuota(SendLimits limits) {
        this.limits = limits;
    }

    /**
     * One limit as headers show it.
     *
     * @param limit messages a window
     * @param used messages in the current window
     * @param resetAt when the window ends; a window begins with its first message
     */
    public record Usage(int limit, int used, Instant resetAt) {
        /** Messages left. */
        public int remaining() {
            return Math.max(0, limit - used);
        }
    }

    /**
     * A window that some messages were counted in.
     *
     * @param start its first message
     * @param used messages counted in it; never more than the limit
     */
    public record Past(Instant start, int used) {}

    /** The windows of an account, the oldest first, at most {@value #KEPT}; the last may still go on. */
    List<Past> windowsOfUser(String userId) {
        return windows("user " + userId);
    }

    /** The windows of an app. */
    List<Past> windowsOfApp(String appId) {
        return windows("app " + appId);
    }

    /** The most of an account's messages in any window, wherever it begins. */
    int mostOfUser(String userId) {
        return most("user " + userId);
    }

    /** The same of an app. */
    int mostOfApp(String appId) {
        return most("app " + appId);
    }

    /** How often an account asked for more than a limit allowed. */
    int refused(String userId) {
        return refused.getOrDefault(userId, 0);
    }

    void refuse(String userId) {
        refused.merge(userId, 1, Integer::sum);
    }

    private int most(String key) {
        Peak peak = peaks.get(key);
        return peak == null ? 0 : peak.most();
    }

    private List<Past> windows(String key) {
        List<Past> all = new ArrayList<>(past.getOrDefault(key, List.of()));
        Window last = windows.get(key);
        if (last != null) {
            all.add(new Past(last.start(), last.used()));
        }
        return all;
    }

    private void keep(String key, Window over) {
        List<Past> kept = past.computeIfAbsent(key, k -> new ArrayList<>());
        kept.add(new Past(over.start(), over.used()));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
    }

    private record Window(Instant start, int used) {}

    private record FreeReplies(Instant since, int used) {}

    Usage ofUser(String userId, Instant now) {
        return usage("user " + userId, limits.perUser(), now);
    }

    Usage ofApp(String appId, Instant now) {
        return usage("app " + appId, limits.perApp(), now);
    }

    int freeRepliesLeft(String userId, String personId, Instant now) {
        FreeReplies free = freeReplies.get(userId + " " + personId);
        if (free == null || !now.isBefore(free.since().plus(limits.window()))) {
            return 0;
        }
        return Math.max(0, limits.freeReplies() - free.used());
    }

    void record(Message message) {
        freeReplies.put(message.recipientId() + " " + message.senderId(), new FreeReplies(message.at(), 0));
        if (!message.viaApi()) {
            return;
        }
        if (!message.counted()) {
            freeReplies.computeIfPresent(
                    message.senderId() + " " + message.recipientId(),
                    (pair, free) -> new FreeReplies(free.since(), free.used() + 1));
            return;
        }
        count("user " + message.senderId(), message.at());
        if (message.sourceAppId() != null) {
            count("app " + message.sourceAppId(), message.at());
        }
    }

    private Usage usage(String key, int limit, Instant now) {
        Window window = windows.get(key);
        if (window == null || isOver(window, now)) {
            return new Usage(limit, 0, now.plus(limits.window()));
        }
        return new Usage(limit, window.used(), window.start().plus(limits.window()));
    }

    private void count(String key, Instant at) {
        peaks.computeIfAbsent(key, k -> new Peak(limits.window())).add(at);
        Window before = windows.get(key);
        if (before != null && isOver(before, at)) {
            keep(key, before);
        }
        windows.merge(
                key,
                new Window(at, 1),
                (old, fresh) -> isOver(old, at) ? fresh : new Window(old.start(), old.used() + 1));
    }

    private boolean isOver(Window window, Instant now) {
        return !now.isBefore(window.start().plus(limits.window()));
    }
}
