package io.channeladapter.config.journey;

import io.channeladapter.config.journey.Seen.Place;
import io.channeladapter.config.journey.Stop.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts together what was seen of each message. Pure.
 *
 * <p>A reply belongs to the message whose event it names. One that names none is shown with the last message of its
 * conversation before it, and said to be guessed. One that has no such message stands alone: the bot began.
 */
public final class Journeys {
    private final Map<String, MessageSigns> messages = new LinkedHashMap<>();
    private final Map<String, ReplySigns> replies = new LinkedHashMap<>();
    private final Map<Place, Seen.GivenUp> givenUp = new HashMap<>();
    private final Map<String, Seen.Echoed> echoes = new LinkedHashMap<>();
    private final Map<String, Seen.Elsewhere> elsewhere = new LinkedHashMap<>();
    private final Map<String, Seen.Person> names = new HashMap<>();

    private Journeys() {}

    /**
     * All journeys, the newest first.
     *
     * @param seen signs of one channel's messages, in any order
     * @param groups how far the bot's topic was read; empty where that cannot be told
     */
    public static List<Journey> of(List<Seen> seen, Optional<GroupOffsets> groups) {
        Journeys journeys = new Journeys();
        seen.forEach(journeys::see);
        return journeys.assembled(groups);
    }

    private void see(Seen sign) {
        switch (sign) {
            case Seen.Received s -> {
                message(s.messageId(), s.userId()).see(s);
                name(s.userId(), s.person());
            }
            case Seen.Routed s -> {
                message(s.messageId(), s.userId()).see(s);
                name(s.userId(), s.person());
            }
            case Seen.GivenUp s -> givenUp.put(s.origin(), s);
            case Seen.Replied s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Checked s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Deferred s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Sent s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Failed s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Expired s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Confirmed s -> reply(s.replyId(), s.userId()).see(s);
            case Seen.Echoed s -> echoes.put(s.messageId(), s);
            case Seen.Elsewhere s -> elsewhere.put(s.messageId(), s);
        }
    }

    private MessageSigns message(String id, String userId) {
        return messages.computeIfAbsent(id, _ -> new MessageSigns(id, userId));
    }

    private ReplySigns reply(String id, String userId) {
        return replies.computeIfAbsent(id, _ -> new ReplySigns(id, userId));
    }

    private void name(String userId, Seen.Person person) {
        if (person.screenName() != null || person.name() != null) {
            names.put(userId, person);
        }
    }

    private List<Journey> assembled(Optional<GroupOffsets> groups) {
        Map<String, List<Journey.Answer>> answers = new HashMap<>();
        List<Journey> all = new ArrayList<>();
        Index index = Index.of(messages);
        replies.values().stream().sorted(Comparator.comparing(ReplySigns::at)).forEach(reply -> {
            boolean guessed = reply.inReplyTo() == null;
            Journey.Answer answer = reply.answer(guessed, echoes);
            answeredBy(reply, index)
                    .ifPresentOrElse(
                            messageId -> answers.computeIfAbsent(messageId, _ -> new ArrayList<>())
                                    .add(answer),
                            () -> all.add(begun(reply, answer)));
        });
        messages.forEach(
                (id, message) -> all.add(message.journey(names, givenUp, groups, answers.getOrDefault(id, List.of()))));
        addOwnMessages(all);
        all.sort(Comparator.comparing(Journey::mark));
        return List.copyOf(all);
    }

    /** The message that a reply is shown with. */
    private Optional<String> answeredBy(ReplySigns reply, Index index) {
        String eventId = reply.inReplyTo();
        if (eventId != null) {
            return Optional.ofNullable(index.byEvent().get(eventId));
        }
        return Optional.ofNullable(index.byUser().get(reply.userId()))
                .map(of -> of.floorEntry(reply.at()))
                .map(Map.Entry::getValue);
    }

    /**
     * Messages, to be found by what a reply tells.
     *
     * @param byEvent ids of messages by the id of the event
     * @param byUser ids of a person's messages by their time
     */
    private record Index(Map<String, String> byEvent, Map<String, NavigableMap<Instant, String>> byUser) {
        static Index of(Map<String, MessageSigns> messages) {
            Index index = new Index(new HashMap<>(), new HashMap<>());
            messages.forEach((id, message) -> {
                String eventId = message.eventId();
                if (eventId != null) {
                    index.byEvent.put(eventId, id);
                }
                index.byUser
                        .computeIfAbsent(message.userId(), _ -> new TreeMap<>())
                        .put(message.at(), id);
            });
            return index;
        }
    }

    private Journey begun(ReplySigns reply, Journey.Answer answer) {
        Seen.Person person = names.getOrDefault(reply.userId(), Seen.Person.UNKNOWN);
        return new Journey(
                reply.at(),
                reply.userId(),
                person.screenName(),
                person.name(),
                null,
                null,
                null,
                List.of(),
                List.of(answer));
    }

    /** Messages of the account that no reply accounts for. */
    private void addOwnMessages(List<Journey> all) {
        Set<String> ofReplies = replies.values().stream()
                .map(ReplySigns::messageId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        elsewhere.values().forEach(own -> {
            Stop stop = Stop.passed(
                    Kind.SENT_ELSEWHERE, own.at(), "Someone wrote it from the account itself; the bot was told.");
            all.add(own(own.at(), own.userId(), own.messageId(), own.text(), stop));
        });
        echoes.values().stream()
                .filter(echo -> !ofReplies.contains(echo.messageId()) && !elsewhere.containsKey(echo.messageId()))
                .forEach(echo -> {
                    Stop stop = new Stop(
                            Kind.SENT_ELSEWHERE,
                            Stop.State.WAITING,
                            echo.at(),
                            "Twitter reports it; whether the bot or someone else wrote it is not settled yet.");
                    all.add(own(echo.at(), echo.userId(), echo.messageId(), echo.text(), stop));
                });
    }

    private Journey own(Instant at, String userId, String messageId, String text, Stop stop) {
        Seen.Person person = names.getOrDefault(userId, Seen.Person.UNKNOWN);
        return new Journey(
                at,
                userId,
                person.screenName(),
                person.name(),
                messageId,
                null,
                text.isEmpty() ? null : text,
                List.of(stop),
                List.of());
    }
}
