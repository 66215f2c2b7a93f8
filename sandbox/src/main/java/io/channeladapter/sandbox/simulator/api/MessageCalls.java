package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Conversations;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.AccessLevel;
import io.channeladapter.sandbox.simulator.world.Generation;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.Presence;
import io.channeladapter.sandbox.simulator.world.SendQuota;
import io.channeladapter.sandbox.simulator.world.Uploads;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends, lists, shows and deletes direct messages, and signals typing and reading. Safe for many threads. */
final class MessageCalls {
    private final World world;
    private final Conversations conversations;
    private final Payloads payloads;
    private final MessageCheck check;
    private final Uploads uploads;
    private final Presence presence;
    private final Limits limits;

    MessageCalls(
            World world,
            Conversations conversations,
            Payloads payloads,
            MessageCheck check,
            Uploads uploads,
            Presence presence,
            Limits limits) {
        this.world = world;
        this.conversations = conversations;
        this.payloads = payloads;
        this.check = check;
        this.uploads = uploads;
        this.presence = presence;
        this.limits = limits;
    }

    List<Route> routes() {
        String dm = "/1.1/direct_messages";
        int signals = limits.signalCalls();
        int lookups = limits.lookupCalls();
        TwitterError needsUser = TwitterError.APP_ONLY;
        return List.of(
                Route.user(HandlerType.POST, dm + "/events/new.json", Operation.SEND, needsUser, 0, this::send),
                Route.user(HandlerType.GET, dm + "/events/list.json", Operation.ALL, needsUser, lookups, this::list),
                Route.user(HandlerType.GET, dm + "/events/show.json", Operation.ALL, needsUser, lookups, this::show),
                Route.user(HandlerType.DELETE, dm + "/events/destroy.json", Operation.ALL, needsUser, 0, this::destroy),
                Route.user(
                        HandlerType.POST,
                        dm + "/indicate_typing.json",
                        Operation.TYPING,
                        needsUser,
                        signals,
                        this::indicateTyping),
                Route.user(
                        HandlerType.POST, dm + "/mark_read.json", Operation.READ, needsUser, signals, this::markRead));
    }

    private ApiAnswer send(ApiCall call) {
        if (lacksPermission(call)) {
            return ApiAnswer.refused(TwitterError.NO_DIRECT_MESSAGES);
        }
        return switch (check.check(call.body())) {
            case MessageCheck.Result.Wrong(TwitterError error) -> ApiAnswer.refused(error);
            case MessageCheck.Result.Draft draft -> send(call, draft);
        };
    }

    private ApiAnswer send(ApiCall call, MessageCheck.Result.Draft draft) {
        Optional<User> recipient = world.user(draft.recipientId());
        Optional<TwitterError> error = recipient.isEmpty()
                ? Optional.of(TwitterError.NO_SUCH_USER)
                : refusalOf(recipient.get(), call.user().userId());
        if (error.isPresent()) {
            return ApiAnswer.refused(error.get());
        }
        String mediaId = draft.extras().at("/attachment/media/id").asText();
        Optional<TwitterError> unfit = use(uploads, mediaId, call);
        if (unfit.isPresent()) {
            return ApiAnswer.refused(unfit.get());
        }
        World.Sending sending = conversations.send(
                call.app(),
                Generation.V1,
                call.user().userId(),
                draft.recipientId(),
                draft.text(),
                draft.extras(),
                call.now());
        Map<String, String> headers = headers(sending);
        Message message = sending.message();
        if (message == null) {
            uploads.unuse(mediaId);
            return ApiAnswer.refused(TwitterError.RATE_LIMITED, headers);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode event = payloads.message(message, true);
        event.withObject("message_create").remove("source_app_id");
        answer.set("event", event);
        return new ApiAnswer(200, answer, headers, 0, message.id());
    }

    /** Why media cannot be in a message of the caller, if so; none are always fit. */
    static Optional<TwitterError> use(Uploads uploads, String mediaId, ApiCall call) {
        return mediaId.isEmpty()
                ? Optional.empty()
                : uploads.use(mediaId, call.user().userId(), call.now()).map(unfit -> switch (unfit) {
                    case UNKNOWN -> TwitterError.MEDIA_UNKNOWN;
                    case INVALID -> TwitterError.MEDIA_INVALID;
                });
    }

    /** Why this person cannot be written to, if so. */
    static Optional<TwitterError> refusalOf(User recipient, String senderId) {
        if (recipient.suspended()) {
            return Optional.of(TwitterError.RECIPIENT_SUSPENDED);
        }
        if (recipient.id().equals(senderId)) {
            return Optional.of(TwitterError.INBOX_CLOSED);
        }
        return switch (recipient.inbox()) {
            case OPEN -> Optional.empty();
            case FOLLOWERS -> Optional.of(TwitterError.NOT_FOLLOWED);
            case CLOSED -> Optional.of(TwitterError.INBOX_CLOSED);
        };
    }

    private static Map<String, String> headers(World.Sending sending) {
        SendQuota.Usage user = sending.user();
        SendQuota.Usage app = sending.app();
        String userReset = Long.toString(user.resetAt().getEpochSecond());
        SendQuota.Usage tighter = app.remaining() < user.remaining() ? app : user;
        return Map.of(
                "x-rate-limit-limit", Integer.toString(tighter.limit()),
                "x-rate-limit-remaining", Integer.toString(tighter.remaining()),
                "x-rate-limit-reset", Long.toString(tighter.resetAt().getEpochSecond()),
                "x-user-limit-24hour-limit", Integer.toString(user.limit()),
                "x-user-limit-24hour-remaining", Integer.toString(user.remaining()),
                "x-user-limit-24hour-reset", userReset,
                "x-app-limit-24hour-limit", Integer.toString(app.limit()),
                "x-app-limit-24hour-remaining", Integer.toString(app.remaining()),
                "x-app-limit-24hour-reset", Long.toString(app.resetAt().getEpochSecond()));
    }

    private ApiAnswer list(ApiCall call) {
        if (lacksPermission(call)) {
            return ApiAnswer.refused(TwitterError.NO_DIRECT_MESSAGES);
        }
        String userId = call.user().userId();
        List<Message> newestFirst = world.visibleTo(userId).reversed();
        int from = number(call.param("cursor"), 0);
        int to = Math.min(newestFirst.size(), from + Math.clamp(number(call.param("count"), 20), 1, 50));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode events = answer.putArray("events");
        for (Message message : newestFirst.subList(Math.min(from, to), to)) {
            events.add(payloads.message(message, message.senderId().equals(userId)));
        }
        if (to < newestFirst.size()) {
            answer.put("next_cursor", Integer.toString(to));
        }
        return ApiAnswer.ok(answer);
    }

    private ApiAnswer show(ApiCall call) {
        if (lacksPermission(call)) {
            return ApiAnswer.refused(TwitterError.NO_DIRECT_MESSAGES);
        }
        String userId = call.user().userId();
        Optional<Message> message = visible(call);
        if (message.isEmpty()) {
            return ApiAnswer.refused(TwitterError.NOT_FOUND);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set(
                "event",
                payloads.message(message.get(), message.get().senderId().equals(userId)));
        return ApiAnswer.ok(answer);
    }

    private ApiAnswer destroy(ApiCall call) {
        if (lacksPermission(call)) {
            return ApiAnswer.refused(TwitterError.NO_DIRECT_MESSAGES);
        }
        Optional<Message> message = visible(call);
        if (message.isEmpty()) {
            return ApiAnswer.refused(TwitterError.NOT_FOUND);
        }
        world.hide(message.get().id(), call.user().userId());
        return ApiAnswer.noContent();
    }

    private Optional<Message> visible(ApiCall call) {
        Optional<String> id = call.param("id");
        return world.visibleTo(call.user().userId()).stream()
                .filter(message -> id.filter(message.id()::equals).isPresent())
                .findFirst();
    }

    private ApiAnswer indicateTyping(ApiCall call) {
        if (lacksPermission(call)) {
            return ApiAnswer.refused(TwitterError.NO_DIRECT_MESSAGES);
        }
        Optional<User> recipient = call.param("recipient_id").flatMap(world::user);
        if (recipient.isEmpty()) {
            return ApiAnswer.refused(TwitterError.badBody("recipient_id: value required"));
        }
        presence.typed(call.user().userId(), recipient.get().id(), call.now());
        return ApiAnswer.noContent();
    }

    private ApiAnswer markRead(ApiCall call) {
        if (lacksPermission(call)) {
            return ApiAnswer.refused(TwitterError.NO_DIRECT_MESSAGES);
        }
        String userId = call.user().userId();
        Optional<User> person = call.param("recipient_id").flatMap(world::user);
        Optional<Message> message = call.param("last_read_event_id").flatMap(world::message);
        if (person.isEmpty()
                || message.isEmpty()
                || !message.get().between(userId, person.get().id())) {
            return ApiAnswer.refused(TwitterError.badBody("last_read_event_id, recipient_id: no such message"));
        }
        presence.read(userId, person.get().id(), message.get().id());
        return ApiAnswer.noContent();
    }

    static boolean lacksPermission(ApiCall call) {
        return call.user().accessLevel() != AccessLevel.READ_WRITE_DIRECT_MESSAGES;
    }

    static int number(Optional<String> value, int otherwise) {
        return value.filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
