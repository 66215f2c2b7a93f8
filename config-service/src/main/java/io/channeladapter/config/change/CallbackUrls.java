package io.channeladapter.config.change;

import io.channeladapter.common.channel.StreamId;
import java.net.URI;

/**
 * Makes the address that Twitter sends a channel's events to.
 *
 * @param base public base address of the ingress, without a slash at its end
 */
public record CallbackUrls(URI base) {
    /** The Callback URL of this channel. */
    public URI of(StreamId streamId) {
        return URI.create(base + "/webhooks/twitter/" + streamId);
    }
}
