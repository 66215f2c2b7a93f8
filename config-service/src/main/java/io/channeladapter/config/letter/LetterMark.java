package io.channeladapter.config.letter;

import io.channeladapter.config.log.EnteredTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a dead letter stands in a list, the newest first.
 *
 * @param at when it was given up
 * @param id its name
 */
public record LetterMark(Instant at, LetterId id) implements Comparable<LetterMark> {
    private static final Comparator<LetterMark> NEWEST_FIRST =
            Comparator.comparing(LetterMark::at).thenComparing(LetterMark::id).reversed();

    /** As a cursor. */
    public String cursor() {
        return at + "_" + id;
    }

    /** The mark of a cursor; empty for text that is none. */
    public static Optional<LetterMark> read(String cursor) {
        int line = cursor.indexOf('_');
        try {
            return line < 0
                    ? Optional.empty()
                    : LetterId.read(cursor.substring(line + 1))
                            .map(id -> new LetterMark(Instant.parse(cursor.substring(0, line)), id))
                            .filter(mark -> EnteredTime.isCountable(mark.at()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(LetterMark other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
