package io.channeladapter.router.dedupe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event was seen. As text, and in the store: {@code <offset>/<index>}.
 *
 * @param offset of the webhook's record; a streamid always has the same partition
 * @param index which event of that record, from 0
 */
public record Sighting(long offset, int index) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})/([0-9]{1,9})");

    /** Reads the text form; empty for any other. */
    public static Optional<Sighting> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Sighting(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return offset + "/" + index;
    }
}
