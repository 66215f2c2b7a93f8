package io.channeladapter.config.activity;

import io.channeladapter.config.journey.Mark;
import io.channeladapter.config.log.EnteredTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What someone entered to look for; null and empty text stand for nothing.
 *
 * @param person a screen name or a user id
 * @param message an id
 * @param from a day, a day with a time, or ISO 8601 with an offset; without one in UTC
 * @param to as {@code from}; a day is meant to its end
 * @param cursor what the page before named as next
 */
public record SearchFields(
        @Nullable String person,
        @Nullable String message,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cursor) {
    /** How many journeys are told where no one says how many. */
    public static final int USUAL = 50;

    private static final Duration LATELY = Duration.ofDays(1);
    /** The topics of messages keep no longer. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Pattern PERSON = Pattern.compile("@?[A-Za-z0-9_]{1,50}");
    private static final int LONGEST_ID = 250;

    /** What is wrong with each field that is; empty where all can be looked for. */
    public Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (given(person).filter(text -> !PERSON.matcher(text).matches()).isPresent()) {
            wrong.put("person", "must be a screen name or a Twitter user id");
        }
        if (given(message).filter(text -> text.length() > LONGEST_ID).isPresent()) {
            wrong.put("message", "must be the id of a message, an event or a reply");
        }
        if (given(from).isPresent() && EnteredTime.read(from, false).isEmpty()) {
            wrong.put("from", EnteredTime.EXPECTED);
        }
        if (given(to).isPresent() && EnteredTime.read(to, true).isEmpty()) {
            wrong.put("to", EnteredTime.EXPECTED);
        }
        if (given(cursor).isPresent()
                && given(cursor)
                        .flatMap(Mark::read)
                        .filter(mark -> EnteredTime.isCountable(mark.at()))
                        .isEmpty()) {
            wrong.put("cursor", "must be next of the page before, as it was");
        }
        return wrong;
    }

    /** The search: of a day back, or, for a person or a message, as far as the topics reach. Only where nothing is wrong. */
    public Search search(Instant now, int limit) {
        boolean named = given(person).isPresent() || given(message).isPresent();
        Instant end = EnteredTime.read(to, true).orElse(null);
        Mark after = given(cursor).flatMap(Mark::read).orElse(null);
        Instant begin =
                EnteredTime.read(from, false).orElseGet(() -> (end == null ? now : end).minus(named ? KEPT : LATELY));
        return new Search(given(person).orElse(null), given(message).orElse(null), begin, end, after, limit);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
    }
}
