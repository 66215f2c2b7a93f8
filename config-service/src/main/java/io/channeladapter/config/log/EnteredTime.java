package io.channeladapter.config.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time as people and programs enter it: a day, a day with a time, or ISO 8601 with an offset; without one in UTC. Pure. */
public final class EnteredTime {
    /** What to tell of a field that holds something else. */
    public static final String EXPECTED = "must be a day such as 2026-11-23, or a time such as 2026-11-23T08:15";

    // Farther away there is nothing, and milliseconds cannot be counted.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private EnteredTime() {}

    /**
     * The time that was entered.
     *
     * @param end whether a day is meant to its end
     * @return empty where nothing was, or no time
     */
    public static Optional<Instant> read(@Nullable String text, boolean end) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .flatMap(t -> parsed(t, end))
                .filter(EnteredTime::isCountable);
    }

    /** Whether a time is one that can be looked for: of the years 1 to 9999. */
    public static boolean isCountable(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    private static Optional<Instant> parsed(String text, boolean end) {
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                return Optional.of((end ? day.plusDays(1) : day)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant());
            }
            return Optional.of(
                    text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
