package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Fault;
import io.channeladapter.sandbox.simulator.world.User;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Sets, lists and takes back faults. Safe for many threads. */
final class FaultControl {
    private static final int HOUR_MILLIS = 3_600_000;

    private final Site site;
    private final AtomicLong lastId = new AtomicLong();

    FaultControl(Site site) {
        this.site = site;
    }

    void addTo(RoutesConfig server) {
        server.get("/control/faults", ctx -> Answers.json(ctx, 200, all(site)));
        server.post("/control/faults", this::add);
        server.delete("/control/faults", ctx -> {
            site.faults().clear();
            ctx.status(204);
        });
        server.delete("/control/faults/{id}", this::remove);
    }

    static ArrayNode all(Site site) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        site.faults().all().forEach(fault -> list.add(json(fault)));
        return list;
    }

    private void add(Context ctx) {
        Fields fields = Fields.of(
                ctx, "target", "kind", "on", "next", "millis", "status", "code", "message", "headers", "resetSeconds");
        String target = fields.needText("target");
        User user = site.world()
                .findUser(target)
                .orElseThrow(() -> new ControlProblem(404, "\"target\": there is no user " + target + "."));
        Fault.Kind kind = Fault.Kind.ofWord(fields.needText("kind")).orElseThrow(FaultControl::unknownKind);
        boolean timed = kind == Fault.Kind.LATENCY || kind == Fault.Kind.DELAYED_ECHO;
        if (timed && !fields.has("millis")) {
            throw new ControlProblem(400, "Field \"millis\" is missing: a " + kind.word() + " needs its length.");
        }
        Fault fault = new Fault(
                Long.toString(lastId.incrementAndGet()),
                user.id(),
                kind,
                scope(fields),
                fields.number("millis", 0, 0, HOUR_MILLIS),
                fields.number("status", 503, 400, 599),
                fields.number("code", 0, 0, 999),
                fields.text("message").orElse("Set by the control API."),
                fields.flag("headers", true),
                fields.number("resetSeconds", 60, 0, 86_400),
                fields.has("next") ? fields.number("next", 1, 1, 1_000_000) : null);
        site.faults().add(fault);
        Answers.json(ctx, 201, json(fault));
    }

    private void remove(Context ctx) {
        String id = ctx.pathParam("id");
        if (!site.faults().remove(id)) {
            throw new ControlProblem(404, "There is no fault " + id + ".");
        }
        ctx.status(204);
    }

    private static Fault.Scope scope(Fields fields) {
        return switch (fields.text("on").orElse("send")) {
            case "send" -> Fault.Scope.SEND;
            case "all" -> Fault.Scope.ALL;
            default -> throw new ControlProblem(400, "Field \"on\" must be send or all.");
        };
    }

    private static ControlProblem unknownKind() {
        return new ControlProblem(
                400,
                "Field \"kind\" must be one of "
                        + Arrays.stream(Fault.Kind.values())
                                .map(Fault.Kind::word)
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static ObjectNode json(Fault fault) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", fault.id())
                .put("target", fault.target())
                .put("kind", fault.kind().word())
                .put("on", fault.scope().name().toLowerCase(Locale.ROOT));
        switch (fault.kind()) {
            case LATENCY, DELAYED_ECHO -> json.put("millis", fault.millis());
            case RATE_LIMITED -> json.put("headers", fault.headers()).put("resetSeconds", fault.resetSeconds());
            case ERROR ->
                json.put("status", fault.status()).put("code", fault.code()).put("message", fault.message());
            case SILENCE, SILENCE_AFTER_ACCEPT, CUT, CUT_AFTER_ACCEPT, LOST_ECHO, DUPLICATE_DELIVERY -> {
                // Nothing more to say.
            }
        }
        if (fault.remaining() != null) {
            json.put("next", fault.remaining());
        }
        return json;
    }
}
