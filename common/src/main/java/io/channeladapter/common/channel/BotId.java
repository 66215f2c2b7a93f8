package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Name of a bot, of its two topics and of its Kafka ACLs.
 *
 * @param value 2 to 63 characters: a lower-case letter or digit, then lower-case letters, digits and hyphens
 */
public record BotId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{1,62}");

    @JsonCreator
    public BotId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a botId has 2 to 63 characters: lower-case letters, digits and hyphens, no hyphen first");
        }
    }

    /** Whether the text has the form of a botId; for text that comes from outside. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Whether the bot's consumer group or transactional id, {@code bot-<botId>}, could be one of the router, whose own are
     * {@code bot-router} and {@code bot-router-...}.
     */
    public boolean isReserved() {
        return value.equals("router") || value.startsWith("router-");
    }

    @Override
    public String toString() {
        return value;
    }
}
