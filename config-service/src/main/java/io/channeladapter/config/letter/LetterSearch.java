package io.channeladapter.config.letter;

import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are wanted; null stands for any.
 *
 * @param channel the channel that its key names
 * @param reason its code
 * @param origin the topic that it came from
 * @param service who gave it up
 * @param from given up at this time or later
 * @param to given up before this time; null up to now
 * @param after only what comes after this in the list, that is before it in time; null for the first page
 * @param limit how many at most, 1 to {@link #MOST}
 */
public record LetterSearch(
        @Nullable StreamId channel,
        @Nullable String reason,
        @Nullable String origin,
        @Nullable String service,
        Instant from,
        @Nullable Instant to,
        @Nullable LetterMark after,
        int limit) {
    /** How many are told or sent at most in one go. */
    public static final int MOST = 200;

    public LetterSearch {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
    }

    /** Whether this is looked for. */
    public boolean matches(Letter letter) {
        return (channel == null || letter.streamId().equals(Optional.of(channel)))
                && (reason == null || reason.equals(letter.reason()))
                && (origin == null || origin.equals(letter.origin().topic()))
                && (service == null || service.equals(letter.service()))
                && !letter.at().isBefore(from)
                && (to == null || letter.at().isBefore(to))
                && (after == null || letter.mark().compareTo(after) > 0);
    }

    /** The time up to which letters of its page were given up; null for now. */
    public @Nullable Instant upTo() {
        return after == null ? to : after.at().plusMillis(1);
    }
}
