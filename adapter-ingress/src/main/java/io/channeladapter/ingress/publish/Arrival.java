package io.channeladapter.ingress.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a webhook came, for the headers of its record.
 *
 * @param receivedAt when
 * @param traceparent W3C trace context
 * @param remoteAddress address of the peer that sent it, which is a proxy where there is one
 * @param replayOf the dead letter whose webhook an operator sent again; null where Twitter sent it
 */
public record Arrival(
        Instant receivedAt,
        String traceparent,
        String remoteAddress,
        @Nullable String replayOf) {
    /** Of a webhook that Twitter sent. */
    public Arrival(Instant receivedAt, String traceparent, String remoteAddress) {
        this(receivedAt, traceparent, remoteAddress, null);
    }
}
