package io.channeladapter.config.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read.
 *
 * @param kept in the order of each partition, one partition after the other in no order
 * @param from where there was more than the bounds allow: the time from which on everything was looked at; else null
 * @param until where the time was up: the time up to which everything was looked at; else null
 * @param <T> what was kept of a record
 */
public record Reading<T>(
        List<T> kept, @Nullable Instant from, @Nullable Instant until) {
    public Reading {
        kept = List.copyOf(kept);
    }

    /** Whether everything that was asked for was looked at. */
    public boolean whole() {
        return from == null && until == null;
    }
}
