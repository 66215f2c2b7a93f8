package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Conversations;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.Generation;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.SendQuota;
import io.channeladapter.sandbox.simulator.world.Uploads;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends direct messages by v2: text, one media, nothing else. Safe for many threads. */
final class MessageCallsV2 {
    private static final Set<String> FIELDS = Set.of("text", "attachments");

    private final World world;
    private final Conversations conversations;
    private final Uploads uploads;
    private final Limits limits;

    MessageCallsV2(World world, Conversations conversations, Uploads uploads, Limits limits) {
        this.world = world;
        this.conversations = conversations;
        this.uploads = uploads;
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.user(
                        HandlerType.POST,
                        "/2/dm_conversations/with/{id}/messages",
                        Operation.SEND,
                        TwitterError.APP_ONLY,
                        limits.sendCallsV2(),
                        call -> send(call, call.pathParam("id"))),
                Route.user(
                        HandlerType.POST,
                        "/2/dm_conversations/{conversation}/messages",
                        Operation.SEND,
                        TwitterError.APP_ONLY,
                        limits.sendCallsV2(),
                        this::sendTo));
    }

    private ApiAnswer sendTo(ApiCall call) {
        String conversation = call.pathParam("conversation");
        return MessageEventsV2.otherOf(conversation, call.user().userId())
                .map(person -> send(call, person))
                .orElseGet(() -> ApiAnswer.refused(Problem.named(
                        403,
                        "not-authorized-for-resource",
                        "You are not a participant of the conversation `" + conversation + "`.")));
    }

    private ApiAnswer send(ApiCall call, String personId) {
        if (MessageCalls.lacksPermission(call)) {
            return ApiAnswer.refused(Problem.of(TwitterError.NO_DIRECT_MESSAGES));
        }
        JsonNode body = call.json();
        Optional<String> wrong = wrong(personId, body);
        if (wrong.isPresent()) {
            return ApiAnswer.refused(Problem.named(400, "invalid-request", wrong.get()));
        }
        Optional<User> recipient = world.user(personId);
        Optional<TwitterError> error = recipient.isEmpty()
                ? Optional.of(TwitterError.NO_SUCH_USER)
                : MessageCalls.refusalOf(recipient.get(), call.user().userId());
        if (error.isPresent()) {
            return ApiAnswer.refused(Problem.of(error.get()));
        }
        return send(call, recipient.orElseThrow(), body);
    }

    private ApiAnswer send(ApiCall call, User recipient, JsonNode body) {
        ObjectNode extras = JsonNodeFactory.instance.objectNode();
        if (body.has("attachments")) {
            extras.putObject("attachment")
                    .put("type", "media")
                    .putObject("media")
                    .put("id", body.at("/attachments/0/media_id").asText());
        }
        String sender = call.user().userId();
        String mediaId = body.at("/attachments/0/media_id").asText();
        if (MessageCalls.use(uploads, mediaId, call).isPresent()) {
            return ApiAnswer.refused(Problem.named(
                    400, "invalid-request", "The field `attachments` holds a media id that cannot be sent."));
        }
        World.Sending sending = conversations.send(
                call.app(),
                Generation.V2,
                sender,
                recipient.id(),
                body.path("text").asText(),
                extras,
                call.now());
        Map<String, String> headers = headers(sending);
        Message message = sending.message();
        if (message == null) {
            uploads.unuse(mediaId);
            return ApiAnswer.refused(true, TwitterError.RATE_LIMITED, headers);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("data")
                .put("dm_conversation_id", MessageEventsV2.conversationId(sender, recipient.id()))
                .put("dm_event_id", message.id());
        return new ApiAnswer(201, answer, headers, 0, message.id());
    }

    private Optional<String> wrong(String participantId, JsonNode body) {
        if (!participantId.matches("[0-9]{1,19}")) {
            return Optional.of("The `participant_id` path parameter must match ^[0-9]{1,19}$.");
        }
        if (!body.isObject()) {
            return Optional.of("The body must be a JSON object.");
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                return Optional.of("The field `" + name + "` is not known.");
            }
        }
        JsonNode text = body.path("text");
        JsonNode attachments = body.path("attachments");
        if (text.isMissingNode() && attachments.isMissingNode()) {
            return Optional.of("One of `text` and `attachments` is required.");
        }
        if (!text.isMissingNode() && (!text.isTextual() || text.asText().isBlank())) {
            return Optional.of("The field `text` must be a text of at least one character.");
        }
        int limit = attachments.isMissingNode() ? MessageCheck.MAX_TEXT : MessageCheck.MAX_TEXT_BESIDE_ATTACHMENT;
        if (text.asText().codePointCount(0, text.asText().length()) > limit) {
            return Optional.of("The field `text` must have at most " + limit + " characters.");
        }
        if (!attachments.isMissingNode()
                && (attachments.size() != 1
                        || !uploads.knows(attachments.at("/0/media_id").asText()))) {
            return Optional.of("The field `attachments` must hold one media id that was uploaded.");
        }
        return Optional.empty();
    }

    private static Map<String, String> headers(World.Sending sending) {
        SendQuota.Usage user = sending.user();
        SendQuota.Usage app = sending.app();
        return Map.of(
                "x-user-limit-24hour-limit", Integer.toString(user.limit()),
                "x-user-limit-24hour-remaining", Integer.toString(user.remaining()),
                "x-user-limit-24hour-reset", Long.toString(user.resetAt().getEpochSecond()),
                "x-app-limit-24hour-limit", Integer.toString(app.limit()),
                "x-app-limit-24hour-remaining", Integer.toString(app.remaining()),
                "x-app-limit-24hour-reset", Long.toString(app.resetAt().getEpochSecond()));
    }
}
