package io.channeladapter.sandbox.simulator.world;

import java.time.Duration;

/**
 * How many direct messages an app may send.
 *
 * @param perUser messages a window for one account
 * @param perApp messages a window for all accounts of an app
 * @param freeReplies messages after each received one that do not count
 * @param window length of a window, and how long free replies last
 */
public record SendLimits(int perUser, int perApp, int freeReplies, Duration window) {
    /** Twitter's own of v1.1. */
    public static SendLimits twitter() {
        return new SendLimits(1000, 15000, 5, Duration.ofHours(24));
    }

    /** Twitter's own of v2; the calls of 15 minutes are limited besides. */
    public static SendLimits twitterV2() {
        return new SendLimits(1440, 1440, 0, Duration.ofHours(24));
    }
}
