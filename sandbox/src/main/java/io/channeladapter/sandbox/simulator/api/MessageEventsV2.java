package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists, shows and deletes direct messages by v2. Safe for many threads. */
final class MessageEventsV2 {
    private static final int MOST = 100;

    private final World world;
    private final Payloads payloads;
    private final Limits limits;

    MessageEventsV2(World world, Payloads payloads, Limits limits) {
        this.world = world;
        this.payloads = payloads;
        this.limits = limits;
    }

    List<Route> routes() {
        int lookups = limits.lookupCalls();
        TwitterError needsUser = TwitterError.APP_ONLY;
        return List.of(
                Route.user(HandlerType.GET, "/2/dm_events", Operation.ALL, needsUser, lookups, this::all),
                Route.user(
                        HandlerType.GET,
                        "/2/dm_conversations/with/{id}/dm_events",
                        Operation.ALL,
                        needsUser,
                        lookups,
                        this::with),
                Route.user(HandlerType.GET, "/2/dm_events/{id}", Operation.ALL, needsUser, lookups, this::one),
                Route.user(HandlerType.DELETE, "/2/dm_events/{id}", Operation.ALL, needsUser, 300, this::delete));
    }

    private ApiAnswer all(ApiCall call) {
        return list(call, world.visibleTo(call.user().userId()));
    }

    private ApiAnswer with(ApiCall call) {
        String userId = call.user().userId();
        return list(
                call,
                world.visibleTo(userId).stream()
                        .filter(message -> message.between(userId, call.pathParam("id")))
                        .toList());
    }

    private ApiAnswer list(ApiCall call, List<Message> oldestFirst) {
        if (MessageCalls.lacksPermission(call)) {
            return ApiAnswer.refused(Problem.of(TwitterError.NO_DIRECT_MESSAGES));
        }
        int count = MessageCalls.number(call.param("max_results"), MOST);
        if (count < 1 || count > MOST) {
            return ApiAnswer.refused(
                    Problem.named(400, "invalid-request", "The `max_results` query parameter must be 1 to 100."));
        }
        List<Message> newestFirst = oldestFirst.reversed();
        int from = Math.min(newestFirst.size(), MessageCalls.number(call.param("pagination_token"), 0));
        int to = Math.min(newestFirst.size(), from + count);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        newestFirst.subList(from, to).forEach(message -> data.add(event(call, message)));
        ObjectNode meta = answer.putObject("meta").put("result_count", to - from);
        if (to < newestFirst.size()) {
            meta.put("next_token", Integer.toString(to));
        }
        return ApiAnswer.ok(answer);
    }

    private ApiAnswer one(ApiCall call) {
        return found(call)
                .map(message -> ApiAnswer.data(200, event(call, message)))
                .orElseGet(() -> ApiAnswer.refused(Problem.of(TwitterError.NOT_FOUND)));
    }

    private ApiAnswer delete(ApiCall call) {
        Optional<Message> message = found(call);
        message.ifPresent(found -> world.hide(found.id(), call.user().userId()));
        return message.isPresent()
                ? ApiAnswer.data(200, JsonNodeFactory.instance.objectNode().put("deleted", true))
                : ApiAnswer.refused(Problem.of(TwitterError.NOT_FOUND));
    }

    private Optional<Message> found(ApiCall call) {
        return MessageCalls.lacksPermission(call)
                ? Optional.empty()
                : world.visibleTo(call.user().userId()).stream()
                        .filter(message -> message.id().equals(call.pathParam("id")))
                        .findFirst();
    }

    private ObjectNode event(ApiCall call, Message message) {
        List<String> fields = List.of(call.param("dm_event.fields").orElse("").split(",", -1));
        String userId = call.user().userId();
        JsonNode shown = payloads.message(message, message.senderId().equals(userId));
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("id", message.id())
                .put("event_type", "MessageCreate")
                .put(
                        "text",
                        shown.at("/message_create/message_data/text").asText().strip());
        if (fields.contains("sender_id")) {
            event.put("sender_id", message.senderId());
        }
        if (fields.contains("created_at")) {
            event.put("created_at", DateTimeFormatter.ISO_INSTANT.format(message.at()));
        }
        if (fields.contains("dm_conversation_id")) {
            event.put("dm_conversation_id", conversationId(message.senderId(), message.recipientId()));
        }
        String mediaId = message.extras().at("/attachment/media/id").asText();
        if (fields.contains("attachments") && !mediaId.isEmpty()) {
            event.putObject("attachments").putArray("media_keys").add("3_" + mediaId);
        }
        return event;
    }

    /** The name of the conversation of two: both ids, the smaller first. */
    static String conversationId(String one, String other) {
        return Long.parseLong(one) < Long.parseLong(other) ? one + "-" + other : other + "-" + one;
    }

    /** Who takes part in a conversation beside this user; empty where the user does not. */
    static Optional<String> otherOf(String conversationId, String userId) {
        List<String> both = List.of(conversationId.split("-", -1));
        return both.size() == 2 && both.contains(userId)
                ? Stream.of(both.get(both.getFirst().equals(userId) ? 1 : 0)).findFirst()
                : Optional.empty();
    }
}
