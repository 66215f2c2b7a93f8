package io.channeladapter.router.topology;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.router.dedupe.Sighting;
import io.channeladapter.router.read.TwitterEvent;
import java.time.Instant;

/**
 * An event on its way from {@code read} to {@code route}.
 *
 * @param streamId the channel whose webhook it came to
 * @param event what was read
 * @param sighting where it was seen
 * @param receivedAt when the ingress accepted it
 * @param traceparent W3C trace context that its records go on with
 * @param original the webhook that it came in, for a dead letter
 */
record Arrival(
        StreamId streamId,
        TwitterEvent event,
        Sighting sighting,
        Instant receivedAt,
        String traceparent,
        Original original) {

    /** Whether it is a dead letter that someone here sent again, and no sign of Twitter. */
    boolean isSentAgain() {
        return original.webhook().headers().lastHeader(DeadLetter.REPLAY_OF) != null;
    }
}
