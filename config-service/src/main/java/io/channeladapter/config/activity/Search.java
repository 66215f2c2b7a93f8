package io.channeladapter.config.activity;

import io.channeladapter.config.journey.Journey;
import io.channeladapter.config.journey.Mark;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for among the messages of a channel.
 *
 * @param person a screen name, with or without @, or a user id; null for anyone
 * @param message Twitter's id of a message, the id of its event, or of a reply; null for any
 * @param from journeys that began at this time or later
 * @param to journeys that began before this time; null up to now
 * @param after only what comes after this in the list, that is before it in time; null for the first page
 * @param limit how many at most, 1 to {@link #MOST}
 */
public record Search(
        @Nullable String person,
        @Nullable String message,
        Instant from,
        @Nullable Instant to,
        @Nullable Mark after,
        int limit) {
    /** How many journeys are told at most. */
    public static final int MOST = 200;

    public Search {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
    }

    /** Whether this is looked for. */
    boolean matches(Journey journey) {
        return !journey.at().isBefore(from)
                && (to == null || journey.at().isBefore(to))
                && (after == null || journey.mark().compareTo(after) > 0)
                && (person == null || isPerson(person, journey))
                && (message == null || isMessage(message, journey));
    }

    /** The time up to which records of its journeys begin: that of the page where one is given; null for now. */
    @Nullable
    Instant begunBy() {
        return after == null ? to : after.at().plusMillis(1);
    }

    private static boolean isPerson(String person, Journey journey) {
        String name = person.startsWith("@") ? person.substring(1) : person;
        String screenName = Objects.requireNonNullElse(journey.screenName(), "");
        return journey.userId().equals(name)
                || screenName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isMessage(String message, Journey journey) {
        return message.equals(journey.messageId())
                || message.equals(journey.eventId())
                || journey.answers().stream()
                        .anyMatch(answer -> message.equals(answer.replyId()) || message.equals(answer.messageId()));
    }
}
