package io.channeladapter.config.page;

import io.channeladapter.config.activity.Activity;
import java.time.Instant;
import java.util.List;

/**
 * What the Activity tab found.
 *
 * @param journeys the newest first
 * @param more whether there are more than are shown
 * @param from since when everything was looked at, in UTC
 * @param to up to when, in UTC, or {@code now}
 * @param whole whether that is all that was asked for
 */
public record FoundModel(List<JourneyModel> journeys, boolean more, String from, String to, boolean whole) {
    public FoundModel {
        journeys = List.copyOf(journeys);
    }

    static FoundModel of(Activity.Found found) {
        Instant to = found.to();
        return new FoundModel(
                found.journeys().stream().map(JourneyModel::of).toList(),
                found.more(),
                Words.time(found.from()),
                to == null ? "now" : Words.time(to),
                found.whole());
    }
}
