package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A channel and the other person in it: the unit of order, both ways. As text and as a Kafka key:
 * {@code <streamid>:<user id>}.
 *
 * @param streamId the channel
 * @param userId Twitter's id of the other person, 1 to 19 digits
 */
public record Conversation(StreamId streamId, String userId) {
    private static final Pattern USER_ID = Pattern.compile("[0-9]{1,19}");

    public Conversation {
        if (!USER_ID.matcher(userId).matches()) {
            throw new IllegalArgumentException("a Twitter user id has 1 to 19 digits");
        }
    }

    /** Whether the text can be a Twitter user id. */
    public static boolean isUserId(String text) {
        return USER_ID.matcher(text).matches();
    }

    /** Reads {@code <streamid>:<user id>}; empty where the text has another form. */
    public static Optional<Conversation> read(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String stream = text.substring(0, colon);
        String user = text.substring(colon + 1);
        return StreamId.isValid(stream) && isUserId(user)
                ? Optional.of(new Conversation(new StreamId(stream), user))
                : Optional.empty();
    }

    /** Like {@link #read}, for JSON of our own. */
    @JsonCreator
    public static Conversation of(String text) {
        return read(text)
                .orElseThrow(() -> new IllegalArgumentException("a conversation is <streamid>:<Twitter user id>"));
    }

    @JsonValue
    @Override
    public String toString() {
        return streamId + ":" + userId;
    }
}
