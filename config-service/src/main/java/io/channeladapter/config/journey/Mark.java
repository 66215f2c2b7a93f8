package io.channeladapter.config.journey;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a journey stands among those of its channel, the newest first. It does not change while the journey goes on, so
 * that pages neither skip nor repeat one.
 *
 * @param at when the journey began
 * @param id of the message, or of the reply where the bot began
 */
public record Mark(Instant at, String id) implements Comparable<Mark> {
    private static final Comparator<Mark> NEWEST_FIRST =
            Comparator.comparing(Mark::at).reversed().thenComparing(Mark::id);

    /** As a cursor. */
    public String cursor() {
        String text = at + " " + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The mark of a cursor; empty for text that is none. */
    public static Optional<Mark> read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", 2);
            return parts.length == 2 ? Optional.of(new Mark(Instant.parse(parts[0]), parts[1])) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Mark other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
