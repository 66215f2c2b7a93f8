package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Event;
import io.channeladapter.sandbox.simulator.world.FirstWorld;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes, types and reads as a person, reads conversations, and sends any other event. Safe for many threads. */
final class ConversationControl {
    private final Site site;

    ConversationControl(Site site) {
        this.site = site;
    }

    void addTo(RoutesConfig server) {
        server.post("/control/messages", this::write);
        server.get("/control/messages", this::conversation);
        server.post("/control/typing", this::type);
        server.post("/control/read", this::read);
        server.post("/control/events", this::event);
    }

    private void write(Context ctx) {
        Fields fields = Fields.of(ctx, "from", "to", "text", "quickReplyMetadata", "attachment", "media");
        User from = user(fields, "from");
        User to = fields.has("to") ? user(fields, "to") : account();
        Optional<String> media = fields.text("media");
        String text = media.isPresent() ? fields.text("text").orElse("") : fields.needText("text");
        if (from.id().equals(to.id())) {
            throw new ControlProblem(400, "Fields \"from\" and \"to\" name the same user.");
        }
        ObjectNode extras = JsonNodeFactory.instance.objectNode();
        fields.text("quickReplyMetadata")
                .ifPresent(metadata -> extras.putObject("quick_reply_response")
                        .put("type", "options")
                        .put("metadata", metadata));
        fields.object("attachment").ifPresent(attachment -> extras.set("attachment", attachment));
        media.ifPresent(id -> extras.set("attachment", attachment(id)));
        Message message =
                site.conversations().write(from, to, text, extras, site.clock().instant());
        Answers.json(ctx, 202, JsonNodeFactory.instance.objectNode().put("id", message.id()));
    }

    private ObjectNode attachment(String mediaId) {
        if (site.media().find(mediaId).isEmpty()) {
            throw new ControlProblem(
                    404, "\"media\": there is no file " + mediaId + "; send it to /control/media first.");
        }
        ObjectNode attachment = JsonNodeFactory.instance.objectNode().put("type", "media");
        attachment.putObject("media").put("id", mediaId);
        return attachment;
    }

    private void conversation(Context ctx) {
        String with = ctx.queryParam("with");
        if (with == null) {
            throw new ControlProblem(400, "Query parameter \"with\" is missing: a person's id or screen name.");
        }
        String account = ctx.queryParam("account");
        User person = find("with", with);
        User of = account == null ? account() : find("account", account);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Message message : site.world().conversation(person.id(), of.id())) {
            list.add(json(message, person));
        }
        Answers.json(ctx, 200, list);
    }

    private static JsonNode json(Message message, User person) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", message.id())
                .put("direction", message.senderId().equals(person.id()) ? "in" : "out")
                .put("text", message.text())
                .put("at", message.at().toString());
        if (!message.extras().isEmpty()) {
            json.set("extras", message.extras());
        }
        return json;
    }

    private void type(Context ctx) {
        Fields fields = Fields.of(ctx, "from", "to");
        User from = user(fields, "from");
        User to = fields.has("to") ? user(fields, "to") : account();
        Instant now = site.clock().instant();
        site.presence().typed(from.id(), to.id(), now);
        JsonNode body = site.payloads().typingEvent(from.id(), to.id(), now);
        publish("direct_message_indicate_typing_events", to.id(), from.id(), body);
        accepted(ctx);
    }

    private void read(Context ctx) {
        Fields fields = Fields.of(ctx, "from", "to", "messageId");
        User from = user(fields, "from");
        User to = fields.has("to") ? user(fields, "to") : account();
        String last = fields.text("messageId")
                .or(() -> lastFrom(to, from))
                .orElseThrow(() -> new ControlProblem(409, to.name() + " has written nothing that could be read."));
        site.presence().read(from.id(), to.id(), last);
        JsonNode body =
                site.payloads().readEvent(from.id(), to.id(), last, site.clock().instant());
        publish("direct_message_mark_read_events", to.id(), from.id(), body);
        accepted(ctx);
    }

    private Optional<String> lastFrom(User writer, User reader) {
        List<Message> all = site.world().conversation(writer.id(), reader.id());
        return all.reversed().stream()
                .filter(message -> message.senderId().equals(writer.id()))
                .map(Message::id)
                .findFirst();
    }

    private void event(Context ctx) {
        Fields fields = Fields.of(ctx, "to", "body");
        User to = fields.has("to") ? user(fields, "to") : account();
        JsonNode body = fields.object("body")
                .orElseThrow(
                        () -> new ControlProblem(400, "Field \"body\" is missing: the event as Twitter sends it."));
        String kind = "raw";
        for (var names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            kind = name.endsWith("_events") || name.endsWith("_event") ? name : kind;
        }
        publish(kind, to.id(), null, body);
        accepted(ctx);
    }

    private void publish(String kind, String forUserId, @Nullable String personId, JsonNode body) {
        if (site.world().subscriptionsTo(forUserId).isEmpty()) {
            throw new ControlProblem(
                    409, "No webhook is subscribed to the events of " + forUserId + ": nobody would be told.");
        }
        site.deliverer().publish(new Event(kind, forUserId, personId, null, false, body));
    }

    private static void accepted(Context ctx) {
        Answers.json(ctx, 202, JsonNodeFactory.instance.objectNode());
    }

    private User user(Fields fields, String name) {
        return find(name, fields.needText(name));
    }

    private User find(String field, String idOrScreenName) {
        World world = site.world();
        return world.findUser(idOrScreenName)
                .orElseThrow(() -> new ControlProblem(
                        404, "\"" + field + "\": there is no user with the id or screen name " + idOrScreenName + "."));
    }

    private User account() {
        return site.world().user(FirstWorld.DEMO_ACCOUNT_ID).orElseThrow();
    }
}
