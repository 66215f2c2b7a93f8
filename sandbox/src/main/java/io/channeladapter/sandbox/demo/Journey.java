package io.channeladapter.sandbox.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of a person's message to the bot and of the answer back, hop by hop. Pure.
 *
 * @param hops what was seen, in the order of the way; a hop that was not seen is left out
 * @param missing names of the hops that were not seen
 * @param answerId the account's message; null until it was sent
 */
public record Journey(
        List<Hop> hops, List<String> missing, @Nullable String answerId) {
    static final String SIGNED = "webhook signed";
    static final String SENT = "sent";

    public Journey {
        hops = List.copyOf(hops);
        missing = List.copyOf(missing);
    }

    /**
     * One hop.
     *
     * @param name what happened
     * @param at when
     * @param millis since the person sent the message
     */
    public record Hop(String name, Instant at, long millis) {}

    /** Puts together what belongs to a message, by the ids that lead from one sighting to the next. */
    static Journey of(String messageId, Instant start, Collection<Sighting> seen) {
        Optional<Sighting.Signed> signed =
                find(seen, Sighting.Signed.class, s -> s.messageId().equals(messageId));
        Optional<Sighting.Accepted> accepted =
                find(seen, Sighting.Accepted.class, s -> s.messageId().equals(messageId));
        Optional<Sighting.Routed> routed =
                find(seen, Sighting.Routed.class, s -> s.messageId().equals(messageId));
        Optional<Sighting.Answered> answered = routed.flatMap(
                event -> find(seen, Sighting.Answered.class, s -> s.eventId().equals(event.eventId())));
        Optional<Sighting.Checked> checked = routed.flatMap(
                event -> find(seen, Sighting.Checked.class, s -> s.eventId().equals(event.eventId())));
        Optional<String> answer = checked.flatMap(reply ->
                        find(seen, Sighting.Told.class, s -> s.replyId().equals(reply.replyId())))
                .map(Sighting.Told::messageId);
        Optional<Sighting.Sent> sent = answer.flatMap(
                id -> find(seen, Sighting.Sent.class, s -> s.messageId().equals(id)));
        Optional<Sighting.Echoed> echoed = answer.flatMap(
                id -> find(seen, Sighting.Echoed.class, s -> s.messageId().equals(id)));

        Way way = new Way(start);
        way.hop(SIGNED, signed);
        way.hop("accepted", accepted);
        way.hop("routed", routed);
        way.hop("bot answered", answered);
        way.hop("accepted for sending", checked);
        way.hop(SENT, sent);
        way.hop("echoed", echoed);
        return new Journey(way.hops, way.missing, answer.orElse(null));
    }

    /** Whether every hop was seen. */
    public boolean complete() {
        return missing.isEmpty();
    }

    private static <S extends Sighting> Optional<S> find(
            Collection<Sighting> seen, Class<S> type, Predicate<S> belongs) {
        return seen.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(belongs)
                .findFirst();
    }

    private static final class Way {
        private final Instant start;
        private final List<Hop> hops = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        private Way(Instant start) {
            this.start = start;
        }

        private void hop(String name, Optional<? extends Sighting> seen) {
            seen.ifPresentOrElse(
                    s -> hops.add(new Hop(
                            name, s.at(), Duration.between(start, s.at()).toMillis())),
                    () -> missing.add(name));
        }
    }
}
