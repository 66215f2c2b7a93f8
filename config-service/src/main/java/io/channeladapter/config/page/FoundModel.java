package io.channeladapter.config.page;

import io.channeladapter.config.activity.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the Activity tab found.
 *
 * @param journeys the newest first
 * @param next cursor of the older ones; empty where there are none
 * @param from since when everything was looked at, in UTC
 * @param to up to when, in UTC, or {@code now}
 * @param whole whether that is all that was asked for
 */
public record FoundModel(List<JourneyModel> journeys, String next, String from, String to, boolean whole) {
    public FoundModel {
        journeys = List.copyOf(journeys);
    }

    static FoundModel of(Activity.Found found) {
        Instant to = found.to();
        return new FoundModel(
                found.journeys().stream().map(JourneyModel::of).toList(),
                Objects.requireNonNullElse(found.next(), ""),
                Words.time(found.from()),
                to == null ? "now" : Words.time(to),
                found.whole());
    }
}
