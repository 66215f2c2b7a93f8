package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.EventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private static final String BLOCKED = "user_has_blocked";
    private static final Set<String> OF_MESSAGES = Set.of(MESSAGES, TYPING, READ);
    private static final Set<String> NOT_EVENTS =
            Set.of("for_user_id", "users", "apps", "meta", BLOCKED, "is_blocked_by");

    /** Twitter sends one or a few; a webhook is worked on within one transaction, which must not time out. */
    private static final int MOST_EVENTS = 1_000;
    /** What describes those that events name, by id. */
    private static final Set<String> DESCRIBED = Set.of("users", "apps");
    /** Bytes that may stand beside all events of a body together, which each repeats. */
    private static final int LARGEST_BESIDE = 4 << 20;

    private final ObjectNode body;
    private final JsonNode original;
    private final Context context;
    private final List<TwitterEvent> events = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();

    private AccountActivity(ObjectNode body, JsonNode original, Context context) {
        this.body = body;
        this.original = original;
        this.context = context;
    }

    static Reading read(ObjectNode body, Instant receivedAt) {
        String forUserId = Fields.id(body, "for_user_id").orElse(null);
        return new AccountActivity(body, body, new Context(forUserId, People.in(users(body)), receivedAt)).all();
    }

    /** The payload of an X Activity event about direct messages; empty where it holds none. */
    static Optional<Reading> readMessages(ObjectNode payload, JsonNode original, Context context) {
        return OF_MESSAGES.stream().anyMatch(payload::has)
                ? Optional.of(new AccountActivity(payload, original, context).all())
                : Optional.empty();
    }

    private Reading all() {
        List<String> keys = eventKeys();
        int count = keys.stream()
                .map(body::get)
                .mapToInt(value -> value.isArray() ? value.size() : 1)
                .sum();
        if (count > MOST_EVENTS) {
            return new Reading.Unreadable("more than " + MOST_EVENTS + " events in one body");
        }
        ObjectNode beside = count > 1 ? beside(keys, count) : body;
        for (String key : keys) {
            JsonNode value = body.get(key);
            for (JsonNode event : value.isArray() ? value : List.of(value)) {
                one(key, event, count == 1 ? original : alone(key, event, beside));
            }
        }
        if (!events.isEmpty()) {
            return new Reading.Events(events, List.copyOf(problems));
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

    /**
     * The body as if this had been its only event. Of the users and apps it keeps those that the event names: else a body
     * of many events and many users would become as many large ones.
     */
    private ObjectNode alone(String key, JsonNode event, ObjectNode beside) {
        ObjectNode alone = beside.deepCopy();
        alone.putArray(key).add(event);
        Set<String> names = new HashSet<>();
        addTexts(event, names);
        for (String described : DESCRIBED) {
            if (body.path(described) instanceof ObjectNode all) {
                ObjectNode some = alone.putObject(described);
                names.stream().filter(all::has).sorted().forEach(name -> some.set(name, all.get(name)));
            }
        }
        return alone;
    }

    private ObjectNode beside(List<String> eventKeys, int count) {
        ObjectNode beside = Json.object();
        for (var field : body.properties()) {
            if (!DESCRIBED.contains(field.getKey()) && !eventKeys.contains(field.getKey())) {
                beside.set(field.getKey(), field.getValue());
            }
        }
        return (long) Json.bytes(beside).length * count <= LARGEST_BESIDE
                ? beside
                : beside.retain(List.of("for_user_id"));
    }

    private static void addTexts(JsonNode node, Set<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> addTexts(child, texts));
    }

    private void one(String key, JsonNode event, JsonNode raw) {
        switch (key) {
            case MESSAGES -> message(event, raw);
            case TYPING ->
                DirectMessages.typing(event, context, raw)
                        .ifPresentOrElse(events::add, () -> problems.add("an event of " + key + " lacks sender_id"));
            case READ ->
                DirectMessages.read(event, context, raw)
                        .ifPresentOrElse(
                                events::add,
                                () -> problems.add("an event of " + key + " lacks sender_id or last_read_event_id"));
            case "tweet_create_events" -> add(key, event, raw, Tweets.created(event, isBlocked(), context, raw));
            case "tweet_delete_events" -> add(key, event, raw, Tweets.deleted(event, context, raw));
            case "favorite_events" -> add(key, event, raw, Tweets.favorited(event, context, raw));
            case "follow_events", "block_events", "mute_events" -> relation(key, event, raw);
            case "user_event" -> userEvent(key, event, raw);
            case "replay_job_status" -> replay(key, event, raw);
            default -> other(key, event, raw);
        }
    }

    private void message(JsonNode event, JsonNode raw) {
        if (!event.path("message_create").isObject()) {
            String type = Fields.text(event, "type").map(t -> "." + t).orElse("");
            other(MESSAGES + type, event, raw);
            return;
        }
        DirectMessages.message(event, context, raw)
                .ifPresentOrElse(
                        events::add,
                        () -> problems.add("a direct message lacks id, sender_id or recipient_id, or they are no ids"));
    }

    private void relation(String key, JsonNode event, JsonNode raw) {
        String verb = Fields.text(event, "type").orElse("");
        add(
                key + (verb.isEmpty() ? "" : "." + verb),
                event,
                raw,
                Relations.VERBS.contains(verb) ? Relations.read(verb, event, null, context, raw) : Optional.empty());
    }

    private void userEvent(String key, JsonNode event, JsonNode raw) {
        JsonNode revoke = event.path("revoke");
        if (!revoke.isObject()) {
            other(key, event, raw);
            return;
        }
        Fields.id(revoke.path("source"), "user_id")
                .ifPresentOrElse(
                        user -> events.add(new TwitterEvent.Revoked(
                                user,
                                Fields.text(revoke.path("target"), "app_id").orElse(null),
                                Fields.digest(event),
                                context.timeOf(revoke),
                                raw)),
                        () -> problems.add("user_event.revoke lacks source.user_id"));
    }

    private void replay(String key, JsonNode event, JsonNode raw) {
        add(
                key,
                event,
                raw,
                Fields.text(event, "job_id")
                        .filter(Fields::fitsAsId)
                        .map(job -> new TwitterEvent.ReplayEnded(
                                context.forUserId(),
                                job,
                                Fields.text(event, "job_state").orElse(""),
                                Fields.text(event, "job_state_description").orElse(null),
                                context.timeOf(event),
                                raw)));
    }

    /** What could be read of a kind that is known; what could not goes on by Twitter's own name. */
    private void add(String name, JsonNode event, JsonNode raw, Optional<? extends TwitterEvent> read) {
        read.ifPresentOrElse(events::add, () -> other(name, event, raw));
    }

    private void other(String name, JsonNode event, JsonNode raw) {
        events.add(new TwitterEvent.Other(
                context.forUserId(),
                EventType.unknown(Fields.cut(name)),
                Fields.text(event, "id").filter(Fields::fitsAsId).orElseGet(() -> Fields.digest(event)),
                context.timeOf(event),
                raw));
    }

    // In one place of Twitter's documentation it is a text, in another a boolean.
    private @Nullable Boolean isBlocked() {
        return switch (body.path(BLOCKED).asText("")) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    // An old sample of Twitter's own has the users inside of the apps.
    private static JsonNode users(ObjectNode body) {
        return body.has("users") ? body.path("users") : body.path("apps").path("users");
    }
}
