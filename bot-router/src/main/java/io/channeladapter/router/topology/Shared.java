package io.channeladapter.router.topology;

import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.route.MediaLinks;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What all processors need.
 *
 * @param clock the time
 * @param topics which topics exist
 * @param meters what is counted
 * @param media links that bots get
 */
record Shared(InstantSource clock, KnownTopics topics, RouterMeters meters, MediaLinks media) {
    Instant now() {
        return clock.instant();
    }
}
