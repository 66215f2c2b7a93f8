package io.channeladapter.sandbox.simulator.world;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts what apps sent against {@link SendLimits}. Pure: the time comes in. One thread at a time. */
public final class SendQuota {
    private final SendLimits limits;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, FreeReplies> freeReplies = new HashMap<>();

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
        windows.merge(
                key,
                new Window(at, 1),
                (old, fresh) -> isOver(old, at) ? fresh : new Window(old.start(), old.used() + 1));
    }

    private boolean isOver(Window window, Instant now) {
        return !now.isBefore(window.start().plus(limits.window()));
    }
}
