package io.channeladapter.config.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far what is shown of an outbox can be believed. Pure.
 *
 * @param asOf it was so then; null where the egress has not told of it yet
 * @param age how long ago that is, 0 or more; null likewise
 */
public record Freshness(@Nullable Instant asOf, @Nullable Duration age) {
    /**
     * What is older may be long past. The egress tells every ten seconds, some seconds late where tens of thousands of
     * channels wait; a move to another instance takes less than the rest.
     */
    public static final Duration MOST = Duration.ofMinutes(1);

    public static Freshness of(Optional<Instant> asOf, Instant now) {
        return asOf.map(at -> new Freshness(at, at.isAfter(now) ? Duration.ZERO : Duration.between(at, now)))
                .orElseGet(() -> new Freshness(null, null));
    }

    /** Whether it may no longer be so. */
    public boolean isStale() {
        return age == null || age.compareTo(MOST) > 0;
    }

    /** The age for a person, such as {@code 12 min}; empty where it is not known. */
    public String words() {
        return age == null ? "" : words(age.toSeconds());
    }

    /** So many seconds for a person: two of a unit are the fewest. */
    public static String words(long seconds) {
        if (seconds < 120) {
            return seconds + " s";
        }
        Duration age = Duration.ofSeconds(seconds);
        return age.toMinutes() < 120
                ? age.toMinutes() + " min"
                : age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
