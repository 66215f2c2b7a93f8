package io.channeladapter.config.journey;

import io.channeladapter.config.journey.Seen.Place;
import io.channeladapter.config.journey.Stop.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that was seen of one message of a person, before it was answered. One thread. */
final class MessageSigns {
    private final String messageId;
    private final String userId;
    private Seen.@Nullable Received received;
    private Seen.@Nullable Routed routed;

    MessageSigns(String messageId, String userId) {
        this.messageId = messageId;
        this.userId = userId;
    }

    // Twitter may send it twice; the first one is the one that goes on.
    void see(Seen.Received seen) {
        received = received == null ? seen : received;
    }

    void see(Seen.Routed seen) {
        routed = routed == null ? seen : routed;
    }

    String userId() {
        return userId;
    }

    @Nullable
    String eventId() {
        return routed == null ? null : routed.eventId();
    }

    Instant at() {
        return received != null ? received.at() : routed != null ? routed.receivedAt() : Instant.EPOCH;
    }

    /**
     * Its journey.
     *
     * @param names of people
     * @param givenUp dead letters by the place of their webhook
     * @param groups how far the bot's topic was read; empty where that cannot be told
     * @param answers in order
     */
    Journey journey(
            Map<String, Seen.Person> names,
            Map<Place, Seen.GivenUp> givenUp,
            Optional<GroupOffsets> groups,
            List<Journey.Answer> answers) {
        Seen.Person person = names.getOrDefault(userId, Seen.Person.UNKNOWN);
        return new Journey(
                at(),
                userId,
                person.screenName(),
                person.name(),
                messageId,
                eventId(),
                text(),
                stops(givenUp, groups, !answers.isEmpty()),
                answers);
    }

    private @Nullable String text() {
        String text = routed != null ? routed.text() : received != null ? received.text() : "";
        return text.isEmpty() ? null : text;
    }

    private List<Stop> stops(Map<Place, Seen.GivenUp> givenUp, Optional<GroupOffsets> groups, boolean answered) {
        List<Stop> stops = new ArrayList<>();
        Seen.Received webhook = received;
        Seen.Routed event = routed;
        stops.add(Stop.passed(
                Kind.RECEIVED, at(), webhook == null ? "" : webhook.place().toString()));
        if (event == null) {
            Seen.GivenUp dead = webhook == null ? null : givenUp.get(webhook.place());
            stops.add(
                    dead == null
                            ? Stop.waiting(Kind.ROUTED, "The router has not read it yet.")
                            : Stop.stopped(Kind.ROUTED, dead.at(), dead.reason() + ": " + dead.detail()));
            return stops;
        }
        stops.add(Stop.passed(Kind.ROUTED, event.at(), event.place().toString()));
        stops.add(atTheBot(event.place(), groups, answered));
        if (!answered) {
            stops.add(Stop.waiting(Kind.ANSWERED, "The bot has written no reply."));
        }
        return stops;
    }

    private static Stop atTheBot(Place place, Optional<GroupOffsets> groups, boolean answered) {
        List<String> past = groups.map(offsets -> offsets.past(place)).orElse(List.of());
        if (!past.isEmpty()) {
            return Stop.passed(Kind.AT_THE_BOT, null, "Read by " + String.join(", ", past) + ".");
        }
        if (answered) {
            return Stop.passed(Kind.AT_THE_BOT, null, "Answered, so it was read.");
        }
        return Stop.waiting(
                Kind.AT_THE_BOT,
                groups.isPresent()
                        ? "Not read yet by any group."
                        : "Kafka does not tell this service which groups have read it.");
    }
}
