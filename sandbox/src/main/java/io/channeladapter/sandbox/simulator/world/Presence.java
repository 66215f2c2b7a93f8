package io.channeladapter.sandbox.simulator.world;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who typed last and who has read how far. In memory only. Safe for many threads. */
public final class Presence {
    private final Map<String, Instant> typing = new HashMap<>();
    private final Map<String, String> read = new HashMap<>();

    /** A user began to type to another. */
    public synchronized void typed(String userId, String toId, Instant at) {
        typing.put(userId + " " + toId, at);
    }

    /** A user has read another's messages up to one. */
    public synchronized void read(String userId, String ofId, String messageId) {
        read.put(userId + " " + ofId, messageId);
    }

    /** When a user last began to type to another; null for never. */
    public synchronized @Nullable Instant typedAt(String userId, String toId) {
        return typing.get(userId + " " + toId);
    }

    /** The last message of another that a user has read; null for none. */
    public synchronized @Nullable String readUpTo(String userId, String ofId) {
        return read.get(userId + " " + ofId);
    }
}
