package io.channeladapter.ingress.limit;

/**
 * How many webhooks of one channel are taken.
 *
 * @param perSecond over time, at least 1
 * @param burst at once after a pause, at least 1
 */
public record Rate(int perSecond, int burst) {
    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate and its burst are at least 1");
        }
    }
}
