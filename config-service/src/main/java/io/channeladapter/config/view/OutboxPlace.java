package io.channeladapter.config.view;

import io.channeladapter.common.outbox.OutboxState;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a channel stands among those in which replies wait: those that are paused, thus wait for a person, first; then
 * those that have waited longest; then by streamid. It changes while replies are sent, so that of two pages, read one
 * after the other, the second may skip or repeat a channel that moved meanwhile.
 *
 * @param paused whether it is paused
 * @param oldest when the one was accepted that has waited longest; {@link Instant#MAX} where nothing waits
 * @param streamId the channel
 */
public record OutboxPlace(boolean paused, Instant oldest, String streamId) implements Comparable<OutboxPlace> {
    private static final Comparator<OutboxPlace> ORDER = Comparator.comparing(OutboxPlace::paused)
            .reversed()
            .thenComparing(OutboxPlace::oldest)
            .thenComparing(OutboxPlace::streamId);

    public static OutboxPlace of(OutboxState state) {
        Instant oldest = state.oldest();
        return new OutboxPlace(
                state.pause() != null,
                oldest == null ? Instant.MAX : oldest,
                state.streamId().value());
    }

    /** As a cursor. */
    public String cursor() {
        String text = (paused ? "paused" : "waiting") + " " + oldest + " " + streamId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a cursor; empty for text that is none. */
    public static Optional<OutboxPlace> read(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = text.split(" ", -1);
            return parts.length == 3 && (parts[0].equals("paused") || parts[0].equals("waiting"))
                    ? Optional.of(new OutboxPlace(parts[0].equals("paused"), Instant.parse(parts[1]), parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(OutboxPlace other) {
        return ORDER.compare(this, other);
    }
}
