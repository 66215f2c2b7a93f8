package io.channeladapter.ingress.publish;

import java.time.Instant;

/**
 * How a webhook came, for the headers of its record.
 *
 * @param receivedAt when
 * @param traceparent W3C trace context
 * @param remoteAddress address of the peer that sent it, which is a proxy where there is one
 */
public record Arrival(Instant receivedAt, String traceparent, String remoteAddress) {}
