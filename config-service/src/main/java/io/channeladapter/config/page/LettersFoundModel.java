package io.channeladapter.config.page;

import java.util.List;

/**
 * What the tab of dead letters found.
 *
 * @param letters the newest first
 * @param next cursor of the older ones; empty where there are none
 * @param from since when everything was looked at, in UTC
 * @param to up to when, in UTC, or {@code now}
 * @param whole whether that is all that was asked for
 */
public record LettersFoundModel(List<LetterModel> letters, String next, String from, String to, boolean whole) {
    public LettersFoundModel {
        letters = List.copyOf(letters);
    }
}
