package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shape of Account Activity: keys beside each other, each with an array of events. A key that is not known is an
 * event of its own where its name says so ({@code ..._events}, {@code ..._event}), or where the body has no other.
 */
final class AccountActivity {
    private static final String MESSAGES = "direct_message_events";
    private static final String TYPING = "direct_message_indicate_typing_events";
    private static final String READ = "direct_message_mark_read_events";
    private static final Set<String> OF_MESSAGES = Set.of(MESSAGES, TYPING, READ);
    private static final Set<String> NOT_EVENTS =
            Set.of("for_user_id", "users", "apps", "user_has_blocked", "is_blocked_by");
    private static final Set<String> RELATIONS = Set.of("follow", "unfollow", "block", "unblock", "mute", "unmute");

    private final ObjectNode body;
    private final JsonNode original;
    private final @Nullable String forUserId;
    private final Instant receivedAt;
    private final List<TwitterEvent> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private AccountActivity(ObjectNode body, JsonNode original, @Nullable String forUserId, Instant receivedAt) {
        this.body = body;
        this.original = original;
        this.forUserId = forUserId;
        this.receivedAt = receivedAt;
    }

    static Reading read(ObjectNode body, Instant receivedAt) {
        String forUserId = Fields.id(body, "for_user_id").orElse(null);
        return new AccountActivity(body, body, forUserId, receivedAt).all();
    }

    /** The payload of an X Activity event about direct messages; empty where it holds none. */
    static Optional<Reading> readMessages(
            ObjectNode payload, JsonNode original, @Nullable String forUserId, Instant receivedAt) {
        return OF_MESSAGES.stream().anyMatch(payload::has)
                ? Optional.of(new AccountActivity(payload, original, forUserId, receivedAt).all())
                : Optional.empty();
    }

    private Reading all() {
        List<String> keys = eventKeys();
        int count = keys.stream()
                .map(body::get)
                .mapToInt(value -> value.isArray() ? value.size() : 1)
                .sum();
        for (String key : keys) {
            JsonNode value = body.get(key);
            for (JsonNode event : value.isArray() ? value : List.of(value)) {
                one(key, event, count == 1 ? original : alone(key, event, keys));
            }
        }
        if (!events.isEmpty()) {
            return new Reading.Events(events, problems);
        }
        return new Reading.Unreadable(problems.isEmpty() ? "no event in the body" : String.join("; ", problems));
    }

    private List<String> eventKeys() {
        List<String> candidates = new ArrayList<>();
        body.fieldNames().forEachRemaining(candidates::add);
        candidates.removeAll(NOT_EVENTS);
        List<String> named = candidates.stream()
                .filter(key -> key.endsWith("_events") || key.endsWith("_event"))
                .toList();
        return named.isEmpty() ? candidates : named;
    }

    private ObjectNode alone(String key, JsonNode event, List<String> eventKeys) {
        ObjectNode alone = Json.object();
        for (var field : body.properties()) {
            if (field.getKey().equals(key)) {
                alone.putArray(key).add(event);
            } else if (!eventKeys.contains(field.getKey())) {
                alone.set(field.getKey(), field.getValue());
            }
        }
        return alone;
    }

    private void one(String key, JsonNode event, JsonNode raw) {
        switch (key) {
            case MESSAGES -> message(event, raw);
            case TYPING, READ -> action(key, event, raw);
            case "tweet_create_events" -> tweet(event, raw);
            case "tweet_delete_events" ->
                other(EventType.TWEET_DELETED, Fields.text(event.path("status"), "id"), event, raw);
            case "favorite_events" -> other(EventType.TWEET_FAVORITED, Fields.text(event, "id"), event, raw);
            case "follow_events", "block_events", "mute_events" -> relation(key, event, raw);
            case "user_event" -> userEvent(event, raw);
            default -> other(EventType.unknown(Fields.cut(key)), Optional.empty(), event, raw);
        }
    }

    private void message(JsonNode event, JsonNode raw) {
        if (!event.path("message_create").isObject()) {
            String type =
                    Fields.text(event, "type").map(t -> "." + Fields.cut(t)).orElse("");
            other(EventType.unknown(MESSAGES + type), Fields.text(event, "id"), event, raw);
            return;
        }
        DirectMessages.read(event, usersNode(), forUserId, receivedAt, raw)
                .ifPresentOrElse(
                        events::add,
                        () -> problems.add("a direct message lacks id, sender_id or recipient_id, or they are no ids"));
    }

    private void action(String key, JsonNode event, JsonNode raw) {
        Optional<String> sender = Fields.id(event, "sender_id");
        if (sender.isEmpty()) {
            problems.add("an event of " + key + " lacks sender_id");
            return;
        }
        Instant at = Fields.time(event).orElse(receivedAt);
        String id = Fields.text(event, "created_timestamp")
                .map(time -> sender.get() + "-" + time)
                .filter(Fields::fitsAsId)
                .orElseGet(() -> Fields.digest(event));
        if (key.equals(TYPING)) {
            events.add(new TwitterEvent.Typing(forUserId, id, sender.get(), at, raw));
            return;
        }
        Fields.text(event, "last_read_event_id")
                .ifPresentOrElse(
                        last -> events.add(new TwitterEvent.Read(forUserId, id, sender.get(), last, at, raw)),
                        () -> problems.add("an event of " + key + " lacks last_read_event_id"));
    }

    private void tweet(JsonNode tweet, JsonNode raw) {
        JsonNode user = tweet.path("user");
        Optional<String> author = Fields.id(user, "id_str").or(() -> Fields.id(user, "id"));
        boolean own = forUserId != null && author.filter(forUserId::equals).isPresent();
        Optional<String> id = Fields.text(tweet, "id_str").or(() -> Fields.text(tweet, "id"));
        other(own ? EventType.TWEET_CREATED : EventType.MENTION_RECEIVED, id, tweet, raw);
    }

    private void relation(String key, JsonNode event, JsonNode raw) {
        String verb = Fields.text(event, "type").orElse("");
        String type = RELATIONS.contains(verb)
                ? EventType.relation(verb)
                : EventType.unknown(key + (verb.isEmpty() ? "" : "." + Fields.cut(verb)));
        other(type, Optional.empty(), event, raw);
    }

    private void userEvent(JsonNode event, JsonNode raw) {
        JsonNode revoke = event.path("revoke");
        if (!revoke.isObject()) {
            other(EventType.unknown("user_event"), Optional.empty(), event, raw);
            return;
        }
        Fields.id(revoke.path("source"), "user_id")
                .ifPresentOrElse(
                        user -> events.add(new TwitterEvent.Revoked(
                                user, Fields.digest(event), Fields.time(revoke).orElse(receivedAt), raw)),
                        () -> problems.add("user_event.revoke lacks source.user_id"));
    }

    private void other(String type, Optional<String> id, JsonNode event, JsonNode raw) {
        events.add(new TwitterEvent.Other(
                forUserId,
                type,
                id.filter(Fields::fitsAsId).orElseGet(() -> Fields.digest(event)),
                Fields.time(event).orElse(receivedAt),
                raw));
    }

    // An old sample of Twitter's own has the users inside of the apps.
    private JsonNode usersNode() {
        return body.has("users") ? body.path("users") : body.path("apps").path("users");
    }
}
