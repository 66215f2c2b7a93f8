package io.channeladapter.ingress.publish;

import java.time.Duration;
import java.util.Map;

/**
 * What publishing may take.
 *
 * @param ackTimeout how long a record may wait for its acknowledgement, at least 500 ms
 * @param mostWaiting how many records may wait for it at once, at least 1
 * @param maxBodyBytes size of the largest body
 */
public record PublishLimits(Duration ackTimeout, int mostWaiting, long maxBodyBytes) {
    private static final long HEADERS_BYTES = 64 * 1024;
    private static final long BUFFER_BYTES = 64L << 20;

    /**
     * Settings of the producer. A send waits at most for the time-out, and so does a record in the producer's buffer;
     * one request to the broker less long, so that a second one, to another broker, may still save it.
     */
    public Map<String, Object> producerSettings() {
        int timeout = Math.toIntExact(ackTimeout.toMillis());
        return Map.of(
                "max.block.ms",
                (long) timeout,
                "delivery.timeout.ms",
                timeout,
                "request.timeout.ms",
                timeout - timeout / 5,
                "retry.backoff.ms",
                50L,
                "reconnect.backoff.max.ms",
                500L,
                "socket.connection.setup.timeout.ms",
                1_000L,
                "socket.connection.setup.timeout.max.ms",
                (long) Math.max(1_000, timeout),
                "buffer.memory",
                Math.max(BUFFER_BYTES, 4 * maxBodyBytes),
                "max.request.size",
                Math.toIntExact(maxBodyBytes + HEADERS_BYTES));
    }
}
