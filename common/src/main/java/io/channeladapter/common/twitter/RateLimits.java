package io.channeladapter.common.twitter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the headers of an answer told about limits.
 *
 * @param windows each limit that was told, in no order; empty where Twitter told none
 */
public record RateLimits(List<Window> windows) {
    /** Nothing was told. */
    public static final RateLimits UNKNOWN = new RateLimits(List.of());

    public RateLimits {
        windows = List.copyOf(windows);
    }

    /** When the last of the windows that are used up begins anew; empty where none is used up. */
    public Optional<Instant> exhaustedUntil() {
        return windows.stream()
                .filter(window -> window.remaining() <= 0)
                .map(Window::reset)
                .max(Instant::compareTo);
    }

    /**
     * One limit.
     *
     * @param scope what it counts
     * @param limit calls a window
     * @param remaining calls left in this window
     * @param reset when the next window begins
     */
    public record Window(Scope scope, long limit, long remaining, Instant reset) {}

    /** What a limit counts. */
    public enum Scope {
        /** Calls of this account to this endpoint in 15 minutes. */
        ENDPOINT,
        /** Calls of this account in 24 hours. */
        USER_DAY,
        /** Calls of the whole app in 24 hours. */
        APP_DAY
    }
}
