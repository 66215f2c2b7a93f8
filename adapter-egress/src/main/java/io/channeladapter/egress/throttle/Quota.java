package io.channeladapter.egress.throttle;

import io.channeladapter.common.twitter.RateLimits.Scope;
import java.time.Duration;

/**
 * One of Twitter's limits as we count it ourselves.
 *
 * @param scope what is counted
 * @param limit messages a window, at least 0
 * @param window how long a window is
 */
public record Quota(Scope scope, long limit, Duration window) {
    /** The short window. */
    public static final Duration SHORT = Duration.ofMinutes(15);
    /** The long one. */
    public static final Duration DAY = Duration.ofHours(24);

    public Quota {
        if (limit < 0 || !window.isPositive()) {
            throw new IllegalArgumentException("a limit is at least 0, and its window longer than nothing");
        }
    }
}
