package io.channeladapter.ingress.publish;

import java.time.Duration;
import java.util.HashMap;
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
        Map<String, Object> settings = new HashMap<>();
        settings.put("max.block.ms", (long) timeout);
        settings.put("delivery.timeout.ms", timeout);
        settings.put("request.timeout.ms", timeout - timeout / 5);
        settings.put("retry.backoff.ms", 50L);
        settings.put("reconnect.backoff.max.ms", 500L);
        settings.put("socket.connection.setup.timeout.ms", 1_000L);
        settings.put("socket.connection.setup.timeout.max.ms", (long) Math.max(1_000, timeout));
        settings.put("buffer.memory", Math.max(BUFFER_BYTES, 4 * maxBodyBytes));
        settings.put("max.request.size", Math.toIntExact(maxBodyBytes + HEADERS_BYTES));
        // All channels may be silent for hours; the first webhook then must not wait for metadata.
        settings.put("metadata.max.idle.ms", Duration.ofDays(1).toMillis());
        return Map.copyOf(settings);
    }
}
