package io.channeladapter.ingress.publish;

import io.channeladapter.common.channel.StreamId;
import java.util.concurrent.CompletableFuture;

/**
 * Puts webhooks into {@code twitter.webhooks}.
 *
 * <ol>
 *   <li>{@link PublishOutcome.Acknowledged} means that the record is in the log and stays there.
 *   <li>Value and key of the record are the body and the streamid, byte for byte; its headers are the arrival's.
 *   <li>It never blocks its caller and never throws; every trouble is an outcome.
 *   <li>Webhooks of one channel, each published after the outcome of the one before, are in the log in that order.
 *   <li>What waits is bounded; what is beyond that is refused at once.
 *   <li>A record whose outcome is {@link PublishOutcome.Unavailable} may nevertheless come to be in the log.
 * </ol>
 *
 * Safe for many threads.
 */
public interface Publisher {
    /**
     * Publishes one webhook.
     *
     * @param body the request's body; not changed afterwards by anyone
     * @return completes normally in any case, within the time that the publisher was given, on any thread: whoever has
     *     more than a few instructions to do then must do it on a thread of its own
     */
    CompletableFuture<PublishOutcome> publish(StreamId streamId, byte[] body, Arrival arrival);
}
