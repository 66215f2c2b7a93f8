package io.channeladapter.config.page;

import io.channeladapter.config.history.Change;

/**
 * A change as its tab shows it.
 *
 * @param version the channel's version after it
 * @param what kind of change, in a word
 * @param at when, in UTC
 * @param iso the same for machines
 * @param who did it
 * @param text what happened
 */
public record HistoryRow(long version, String what, String at, String iso, String who, String text) {
    static HistoryRow of(Change change) {
        return new HistoryRow(
                change.version(),
                change.type().wire(),
                Words.time(change.at()),
                change.at().toString(),
                change.byPerson() ? change.actor() : "the adapter",
                change.text());
    }
}
