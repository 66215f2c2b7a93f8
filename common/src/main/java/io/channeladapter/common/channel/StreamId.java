package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Name of one channel, that is of one Twitter account connected to one bot. It stands in the Callback URL and is the
 * key of every Twitter-side topic.
 *
 * @param value {@code st-} and a lower-case UUID, 39 characters
 */
public record StreamId(@JsonValue String value) {
    private static final Pattern FORM =
            Pattern.compile("st-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @JsonCreator
    public StreamId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a streamid is st- and a lower-case UUID");
        }
    }

    /** Whether the text has the form of a streamid; for text that comes from outside. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /** The streamid made of this UUID. */
    public static StreamId of(UUID uuid) {
        return new StreamId("st-" + uuid);
    }

    @Override
    public String toString() {
        return value;
    }
}
