package io.channeladapter.config.log;

import java.util.List;

/**
 * What was read.
 *
 * @param kept in the order of each partition, one partition after the other in no order
 * @param whole whether everything that was asked for was looked at; else the oldest part is missing
 * @param <T> what was kept of a record
 */
public record Reading<T>(List<T> kept, boolean whole) {
    public Reading {
        kept = List.copyOf(kept);
    }
}
