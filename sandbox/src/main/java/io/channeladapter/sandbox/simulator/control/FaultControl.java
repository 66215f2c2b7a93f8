package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Challenge;
import io.channeladapter.sandbox.simulator.faults.Fault;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.faults.Trouble;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.Subscription;
import io.channeladapter.sandbox.simulator.world.User;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        server.post("/control/troubles", this::addTrouble);
        server.post("/control/accounts/{id}/webhooks/invalidate", this::invalidateWebhooks);
        server.delete("/control/accounts/{id}/subscriptions", this::dropSubscriptions);
    }

    static ArrayNode all(Site site) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        site.faults().all().forEach(fault -> list.add(json(fault)));
        return list;
    }

    private void add(Context ctx) {
        Fields fields = Fields.of(
                ctx,
                "target",
                "kind",
                "on",
                "next",
                "every",
                "millis",
                "status",
                "code",
                "reason",
                "failure",
                "message",
                "headers",
                "resetSeconds");
        String target = target(fields);
        Fault.Kind kind = Fault.Kind.ofWord(fields.needText("kind")).orElseThrow(FaultControl::unknownKind);
        boolean timed = kind == Fault.Kind.LATENCY || kind == Fault.Kind.DELAYED_ECHO;
        if (timed && !fields.has("millis")) {
            throw new ControlProblem(400, "Field \"millis\" is missing: a " + kind.word() + " needs its length.");
        }
        Fault fault = new Fault(
                Long.toString(lastId.incrementAndGet()),
                target,
                kind,
                operation(fields, kind),
                fields.number("millis", 0, 0, HOUR_MILLIS),
                fields.number("status", fields.has("reason") ? 400 : 503, 400, 599),
                fields.number("code", 0, 0, 999),
                kind == Fault.Kind.CHALLENGE_FAILS ? failure(fields) : reason(fields),
                fields.text("message").orElse("Set by the control API."),
                fields.flag("headers", true),
                fields.number("resetSeconds", 60, 0, 86_400),
                next(fields),
                fields.number("every", 1, 1, 1_000_000),
                0);
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

    private String target(Fields fields) {
        String target = fields.needText("target");
        if (target.equals(Fault.EVERYONE)) {
            return target;
        }
        return site.world()
                .findUser(target)
                .map(User::id)
                .orElseThrow(() -> new ControlProblem(404, "\"target\": there is no user " + target + "."));
    }

    private static @Nullable Integer next(Fields fields) {
        return fields.has("next") ? fields.number("next", 1, 1, 1_000_000) : null;
    }

    private static Operation operation(Fields fields, Fault.Kind kind) {
        if (kind == Fault.Kind.CHALLENGE_FAILS) {
            return Operation.WEBHOOK_CHALLENGE;
        }
        if (kind == Fault.Kind.PROCESSING_FAILS) {
            return Operation.UPLOAD;
        }
        return Operation.ofWord(fields.text("on").orElse("send"))
                .orElseThrow(() -> new ControlProblem(400, "Field \"on\" must be one of " + Operation.allowed() + "."));
    }

    private static String failure(Fields fields) {
        return Challenge.Failure.ofWord(fields.needText("failure"))
                .map(Challenge.Failure::word)
                .orElseThrow(() -> new ControlProblem(
                        400,
                        "Field \"failure\" must be one of "
                                + Arrays.stream(Challenge.Failure.values())
                                        .map(Challenge.Failure::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String reason(Fields fields) {
        String reason = fields.text("reason").orElse("");
        if (!reason.matches("|[A-Za-z][A-Za-z0-9-]{0,63}")) {
            throw new ControlProblem(
                    400, "Field \"reason\" must be letters, digits and hyphens, such as WebhookIdInvalid.");
        }
        return reason;
    }

    private void addTrouble(Context ctx) {
        Fields fields = Fields.of(ctx, "target", "trouble", "next");
        String target = target(fields);
        Trouble trouble = Trouble.ofWord(fields.needText("trouble"))
                .orElseThrow(
                        () -> new ControlProblem(400, "Field \"trouble\" must be one of " + Trouble.allowed() + "."));
        Fault fault = trouble.fault(Long.toString(lastId.incrementAndGet()), target, next(fields));
        site.faults().add(fault);
        Answers.json(ctx, 201, json(fault));
    }

    // What goes wrong at Twitter by itself: the world is changed, and stays so until the adapter repairs it.
    private void invalidateWebhooks(Context ctx) {
        User user = account(ctx);
        for (Grant grant : site.world().grantsOf(user.id())) {
            for (Webhook webhook : site.world().webhooks()) {
                if (webhook.appId().equals(grant.appId())) {
                    site.world().updateWebhook(webhook.id(), Webhook::invalidated);
                }
            }
        }
        ctx.status(204);
    }

    private void dropSubscriptions(Context ctx) {
        for (Subscription subscription :
                site.world().subscriptionsTo(account(ctx).id())) {
            site.world().change(new Change.Unsubscribed(subscription));
        }
        ctx.status(204);
    }

    private User account(Context ctx) {
        String id = ctx.pathParam("id");
        return site.world()
                .findUser(id)
                .filter(user -> !site.world().grantsOf(user.id()).isEmpty())
                .orElseThrow(() -> new ControlProblem(404, "There is no account " + id + "."));
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
                .put("on", fault.on().word());
        switch (fault.kind()) {
            case LATENCY, DELAYED_ECHO -> json.put("millis", fault.millis());
            case RATE_LIMITED -> json.put("headers", fault.headers()).put("resetSeconds", fault.resetSeconds());
            case ERROR ->
                json.put("status", fault.status())
                        .put("code", fault.code())
                        .put("reason", fault.reason())
                        .put("message", fault.message());
            case CHALLENGE_FAILS -> json.put("failure", fault.reason());
            case PROCESSING_FAILS,
                    SILENCE,
                    SILENCE_AFTER_ACCEPT,
                    CUT,
                    CUT_AFTER_ACCEPT,
                    LOST_ECHO,
                    DUPLICATE_DELIVERY -> {
                // Nothing more to say.
            }
        }
        if (fault.remaining() != null) {
            json.put("next", fault.remaining());
        }
        if (fault.every() > 1) {
            json.put("every", fault.every());
        }
        return json;
    }
}
