package io.channeladapter.common.channel;

import java.time.Instant;

/**
 * An API secret key that was replaced and still verifies webhooks, so that none is refused while Twitter changes over.
 *
 * @param sealed the key, sealed for the channel's streamid
 * @param validUntil from when it verifies nothing any more
 */
public record PreviousSecret(String sealed, Instant validUntil) {}
