package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.EventType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shape of X Activity: one event in an envelope {@code data}. What Account Activity reports too is read as the same
 * kind, under the same id; encrypted messages come in this shape alone, and hold nothing that can be read.
 */
final class XActivity {
    private final ObjectNode body;
    private final String type;
    private final JsonNode payload;
    private final Optional<String> eventId;
    private final Context context;

    private XActivity(ObjectNode body, String type, Instant receivedAt) {
        JsonNode data = body.path("data");
        this.body = body;
        this.type = type;
        this.payload = data.path("payload");
        this.eventId = Fields.eventUuid(body);
        String forUserId = Fields.id(data.path("filter"), "user_id").orElse(null);
        this.context = new Context(forUserId, People.in(users()), receivedAt);
    }

    /** Reads a body of this shape; empty where it is of another. */
    static Optional<Reading> read(ObjectNode body, Instant receivedAt) {
        return Fields.text(body.path("data"), "event_type")
                .map(type -> new XActivity(body, type, receivedAt).reading());
    }

    private Reading reading() {
        if (type.startsWith("dm.") && payload instanceof ObjectNode messages) {
            Optional<Reading> read = AccountActivity.readMessages(messages, body, context);
            if (read.isPresent()) {
                return read.get();
            }
        }
        TwitterEvent event = event().orElseGet(this::other);
        return new Reading.Events(List.of(event), List.of());
    }

    private Optional<TwitterEvent> event() {
        Posts posts = new Posts(includes(), context, body);
        return switch (type) {
            case "dm.received", "dm.sent" -> DirectMessages.message(payload, context, body);
            case "dm.indicate_typing" -> DirectMessages.typing(payload, context, body);
            case "dm.read" -> DirectMessages.read(payload, context, body);
            case "chat.received", "chat.sent", "chat.conversation.join", "chat.conversation_join" -> encrypted();
            case "post.create", "post.mention.create" -> posts.created(payload);
            case "post.delete" -> posts.deleted(payload);
            case "like.create" -> posts.liked(payload);
            case "oauth.revoke" -> revoked();
            default ->
                Optional.of(type.substring(type.indexOf('.') + 1))
                        .filter(verb -> Relations.VERBS.contains(verb) && !type.equals(verb))
                        .flatMap(verb -> Relations.read(verb, payload, eventId.orElse(null), context, body));
        };
    }

    private Optional<TwitterEvent> revoked() {
        return Fields.id(payload, "user_id")
                .map(user -> new TwitterEvent.Revoked(
                        user,
                        Fields.text(payload, "app_id").orElse(null),
                        eventId.orElseGet(() -> Fields.digest(payload)),
                        context.timeOf(payload),
                        body));
    }

    // Of a person's messages one a day is told; each of the account's own ones is.
    private Optional<TwitterEvent> encrypted() {
        String account = context.forUserId();
        List<String> members = Arrays.stream(
                        payload.path("conversation_id").asText("").split("[:-]", 3))
                .filter(Conversation::isUserId)
                .toList();
        boolean isSent = type.equals("chat.sent");
        Optional<String> sender =
                Fields.id(payload, "sender_id").or(() -> isSent ? Optional.ofNullable(account) : Optional.empty());
        boolean isOwn = sender.isPresent() && (account == null ? isSent : account.equals(sender.get()));
        if (isOwn && type.startsWith("chat.conversation")) {
            return Optional.empty(); // the account itself joined: nobody wrote
        }
        Optional<String> person = isOwn || sender.isEmpty() ? other(members, isOwn ? sender.get() : account) : sender;
        Instant at = context.timeOf(payload);
        if (isOwn) {
            return person.map(with -> new TwitterEvent.EncryptedSent(
                    account,
                    Fields.text(payload, "id")
                            .filter(Fields::fitsAsId)
                            .or(() -> eventId)
                            .orElseGet(() -> Fields.digest(payload)),
                    context.people().person(sender.get()),
                    with,
                    at,
                    body));
        }
        return person.map(from -> new TwitterEvent.Unreadable(
                account,
                from + "-" + at.atOffset(ZoneOffset.UTC).toLocalDate(),
                context.people().person(from),
                at,
                body));
    }

    private static Optional<String> other(List<String> members, @Nullable String one) {
        return members.size() == 2 && members.contains(String.valueOf(one))
                ? members.stream().filter(member -> !member.equals(one)).findFirst()
                : Optional.empty();
    }

    private TwitterEvent other() {
        return new TwitterEvent.Other(
                context.forUserId(),
                EventType.unknown(Fields.cut(type)),
                eventId.orElseGet(() -> Fields.digest(payload)),
                context.timeOf(payload),
                body);
    }

    private JsonNode includes() {
        JsonNode beside = body.path("data").path("includes");
        return beside.isMissingNode() ? payload.path("includes") : beside;
    }

    private JsonNode users() {
        return payload.has("users") ? payload.path("users") : includes().path("users");
    }
}
