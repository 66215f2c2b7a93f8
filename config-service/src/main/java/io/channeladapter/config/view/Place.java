package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a channel stands in the order of the list: by bot, then by age, then by streamid. It never changes while the
 * channel lives, so that pages neither skip nor repeat one.
 */
record Place(String botId, Instant createdAt, String streamId) implements Comparable<Place> {
    /** Before all channels. */
    static final Place FIRST = new Place("", Instant.MIN, "");

    /** After all channels: bots' names are of ASCII. */
    static final Place LAST = new Place("\uffff", Instant.MAX, "");

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::botId).thenComparing(Place::createdAt).thenComparing(Place::streamId);

    static Place of(Channel channel) {
        return new Place(
                channel.botId().value(), channel.createdAt(), channel.streamId().value());
    }

    /** Before all channels of this bot. */
    static Place before(String botId) {
        return new Place(botId, Instant.MIN, "");
    }

    /** After all channels of this bot. */
    static Place after(String botId) {
        return new Place(botId, Instant.MAX, "");
    }

    /** As a cursor. */
    String cursor() {
        String text = botId + " " + createdAt + " " + streamId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a cursor; empty for text that is none. */
    static Optional<Place> read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", -1);
            return parts.length == 3
                    ? Optional.of(new Place(parts[0], Instant.parse(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
