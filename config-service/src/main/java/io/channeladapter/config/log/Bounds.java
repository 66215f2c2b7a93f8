package io.channeladapter.config.log;

import java.time.Duration;

/**
 * How much a reading may cost.
 *
 * @param records how many are looked at; where there are more, the newest of each partition
 * @param time how long it may take
 */
public record Bounds(int records, Duration time) {
    public Bounds {
        if (records < 1 || !time.isPositive()) {
            throw new IllegalArgumentException("a reading needs at least one record and some time");
        }
    }
}
