package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Challenge;
import io.channeladapter.sandbox.simulator.delivery.WebhookWatch;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.AccessLevel;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Registers, lists, challenges and removes webhooks. Safe for many threads. */
final class WebhookCalls {
    private static final DateTimeFormatter CREATED_AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final World world;
    private final CallbackRules rules;
    private final Challenge challenge;
    private final WebhookWatch watch;
    private final Limits limits;

    WebhookCalls(World world, CallbackRules rules, Challenge challenge, WebhookWatch watch, Limits limits) {
        this.world = world;
        this.rules = rules;
        this.challenge = challenge;
        this.watch = watch;
        this.limits = limits;
    }

    List<Route> routes() {
        String all = "/1.1/account_activity/all";
        int limit = limits.webhookCalls();
        TwitterError needsUser = TwitterError.CANNOT_WRITE;
        return List.of(
                Route.user(
                        HandlerType.POST,
                        all + "/{env}/webhooks.json",
                        Operation.WEBHOOK_REGISTER,
                        needsUser,
                        limit,
                        this::register),
                Route.any(HandlerType.GET, all + "/{env}/webhooks.json", Operation.WEBHOOK_LIST, limit, this::list),
                Route.any(HandlerType.GET, all + "/webhooks.json", Operation.WEBHOOK_LIST, limit, this::listAll),
                Route.user(
                        HandlerType.PUT,
                        all + "/{env}/webhooks/{id}.json",
                        Operation.WEBHOOK_CHALLENGE,
                        needsUser,
                        limit,
                        this::check),
                Route.user(
                        HandlerType.DELETE,
                        all + "/{env}/webhooks/{id}.json",
                        Operation.WEBHOOK_REMOVE,
                        needsUser,
                        limit,
                        this::remove));
    }

    private ApiAnswer register(ApiCall call) throws InterruptedException {
        String environment = call.pathParam("env");
        Optional<String> url = call.param("url");
        Optional<TwitterError> error = mayManage(call)
                .or(() -> url.isEmpty() ? Optional.of(TwitterError.URL_MISSING) : rules.check(url.get()))
                .or(() -> tooMany(call.app(), environment));
        if (error.isPresent()) {
            return ApiAnswer.refused(error.get());
        }
        Optional<Challenge.Failure> failure = challenge.ask(url.orElseThrow(), call.app());
        if (failure.isPresent()) {
            return ApiAnswer.refused(TwitterError.badWebhook(failure.get().message()));
        }
        synchronized (this) {
            Optional<TwitterError> late = tooMany(call.app(), environment);
            if (late.isPresent()) {
                return ApiAnswer.refused(late.get());
            }
            Webhook webhook = new Webhook(
                    world.newId(call.now()), call.app().id(), environment, url.get(), true, call.now(), call.now());
            world.change(new Change.WebhookSaved(webhook));
            return ApiAnswer.ok(json(webhook));
        }
    }

    private ApiAnswer list(ApiCall call) {
        String environment = call.pathParam("env");
        if (!call.app().environments().contains(environment)) {
            return ApiAnswer.refused(TwitterError.FORBIDDEN);
        }
        return ApiAnswer.ok(webhooks(call.app(), environment));
    }

    private ApiAnswer listAll(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode environments = answer.putArray("environments");
        for (String environment : call.app().environments()) {
            environments
                    .addObject()
                    .put("environment_name", environment)
                    .set("webhooks", webhooks(call.app(), environment));
        }
        return ApiAnswer.ok(answer);
    }

    private ApiAnswer check(ApiCall call) throws InterruptedException {
        Optional<TwitterError> error = mayManage(call);
        if (error.isPresent()) {
            return ApiAnswer.refused(error.get());
        }
        Optional<Webhook> webhook = find(call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(TwitterError.NO_WEBHOOK);
        }
        return watch.check(webhook.get())
                .map(failure -> ApiAnswer.refused(TwitterError.badWebhook(failure.message())))
                .orElseGet(ApiAnswer::noContent);
    }

    private ApiAnswer remove(ApiCall call) {
        Optional<TwitterError> error = mayManage(call);
        if (error.isPresent()) {
            return ApiAnswer.refused(error.get());
        }
        Optional<Webhook> webhook = find(call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(TwitterError.NO_WEBHOOK);
        }
        world.change(new Change.WebhookRemoved(webhook.get().id()));
        return ApiAnswer.noContent();
    }

    private Optional<TwitterError> mayManage(ApiCall call) {
        if (!call.app().environments().contains(call.pathParam("env"))) {
            return Optional.of(TwitterError.FORBIDDEN);
        }
        return call.user().accessLevel() == AccessLevel.READ_WRITE_DIRECT_MESSAGES
                ? Optional.empty()
                : Optional.of(TwitterError.CANNOT_WRITE);
    }

    private Optional<TwitterError> tooMany(App app, String environment) {
        return world.webhookOf(app.id(), environment)
                .map(webhook -> TwitterError.badWebhook("Too many resources already created."));
    }

    private Optional<Webhook> find(ApiCall call) {
        return world.webhookOf(call.app().id(), call.pathParam("env"))
                .filter(webhook -> webhook.id().equals(call.pathParam("id")));
    }

    private ArrayNode webhooks(App app, String environment) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        world.webhookOf(app.id(), environment).ifPresent(webhook -> list.add(json(webhook)));
        return list;
    }

    private static JsonNode json(Webhook webhook) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", webhook.id())
                .put("url", webhook.url())
                .put("valid", webhook.valid())
                .put("created_at", CREATED_AT.format(webhook.createdAt()));
    }
}
