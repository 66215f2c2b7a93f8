package io.channeladapter.ingress.http;

import java.time.Duration;

/**
 * What open connections may take.
 *
 * @param most how many there are at once, at least 16
 * @param patience how long one may stay without a whole request, however much of one it sends
 */
public record ConnectionLimits(int most, Duration patience) {
    static final int LEAST = 16;

    public ConnectionLimits {
        if (most < LEAST) {
            throw new IllegalArgumentException("fewer than " + LEAST + " connections");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience is a time");
        }
    }
}
