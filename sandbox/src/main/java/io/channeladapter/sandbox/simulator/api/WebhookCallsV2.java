package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.delivery.Challenge;
import io.channeladapter.sandbox.simulator.delivery.Replays;
import io.channeladapter.sandbox.simulator.delivery.WebhookWatch;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Registers, lists, challenges, replays and removes webhooks of v2, which belong to an app. Safe for many threads. */
final class WebhookCallsV2 {
    /** Replays for one token in 15 minutes. */
    private static final int REPLAYS = 100;
    /** What Twitter keeps for a replay. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private final World world;
    private final CallbackRules rules;
    private final Challenge challenge;
    private final WebhookWatch watch;
    private final Replays replays;
    private final Limits limits;

    WebhookCallsV2(
            World world, CallbackRules rules, Challenge challenge, WebhookWatch watch, Replays replays, Limits limits) {
        this.world = world;
        this.replays = replays;
        this.rules = rules;
        this.challenge = challenge;
        this.watch = watch;
        this.limits = limits;
    }

    List<Route> routes() {
        String all = "/2/webhooks";
        int limit = limits.webhookCalls();
        return List.of(
                Route.any(HandlerType.POST, all, Operation.WEBHOOK_REGISTER, limit, this::register),
                Route.app(HandlerType.POST, all + "/replay", Operation.REPLAY, limit == 0 ? 0 : REPLAYS, this::replay),
                Route.app(HandlerType.GET, all, Operation.WEBHOOK_LIST, limit, this::list),
                Route.app(HandlerType.PUT, all + "/{id}", Operation.WEBHOOK_CHALLENGE, limit, this::check),
                Route.app(HandlerType.DELETE, all + "/{id}", Operation.WEBHOOK_REMOVE, limit, this::remove));
    }

    private ApiAnswer register(ApiCall call) throws InterruptedException {
        String url = call.json().path("url").asText();
        if (url.isEmpty()) {
            return ApiAnswer.refused(Problem.named(400, "invalid-request", "The `url` field is required."));
        }
        Optional<TwitterError> wrong = rules.check(url);
        if (wrong.isPresent()) {
            return ApiAnswer.refused(
                    wrong.get().code() == 214
                            ? Problem.named(
                                    400, "UrlValidationFailed", wrong.get().message())
                            : Problem.of(wrong.get()));
        }
        Optional<Problem> refused = refusal(call.app(), url);
        if (refused.isPresent()) {
            return ApiAnswer.refused(refused.get());
        }
        Optional<Challenge.Failure> failure = challenge.ask(url, call.app());
        if (failure.isPresent()) {
            return ApiAnswer.refused(failed(failure.get()));
        }
        synchronized (this) {
            Optional<Problem> late = refusal(call.app(), url);
            if (late.isPresent()) {
                return ApiAnswer.refused(late.get());
            }
            Webhook webhook =
                    new Webhook(world.newId(call.now()), call.app().id(), "", url, true, call.now(), call.now());
            world.change(new Change.WebhookSaved(webhook));
            return ApiAnswer.data(200, json(webhook));
        }
    }

    private Optional<Problem> refusal(App app, String url) {
        List<Webhook> there = world.webhooksV2(app.id());
        if (there.stream().anyMatch(webhook -> webhook.url().equals(url))) {
            return Optional.of(Problem.named(400, "DuplicateUrlFailed", "This URL is registered already."));
        }
        return there.size() >= limits.webhooksV2()
                ? Optional.of(Problem.named(
                        400, "WebhookLimitExceeded", "The app has " + there.size() + " webhooks, as many as it may."))
                : Optional.empty();
    }

    private ApiAnswer list(ApiCall call) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        world.webhooksV2(call.app().id()).forEach(webhook -> list.add(json(webhook)));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("data", list);
        answer.putObject("meta").put("result_count", list.size());
        return ApiAnswer.ok(answer);
    }

    private ApiAnswer check(ApiCall call) throws InterruptedException {
        Optional<Webhook> webhook = find(world, call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(unknown());
        }
        return watch.check(webhook.get())
                .map(failure -> ApiAnswer.refused(failed(failure)))
                .orElseGet(() -> ApiAnswer.data(
                        200, JsonNodeFactory.instance.objectNode().put("valid", true)));
    }

    private ApiAnswer replay(ApiCall call) {
        Optional<Instant> from = minute(call, "from_date");
        Optional<Instant> to = minute(call, "to_date");
        if (from.isEmpty() || to.isEmpty()) {
            return wrongDate("`from_date` and `to_date` are required, in the form yyyymmddhhmm.");
        }
        if (!to.get().isAfter(from.get())) {
            return wrongDate("`to_date` must be after `from_date`.");
        }
        if (to.get().isAfter(call.now())) {
            return wrongDate("`to_date` must not be in the future.");
        }
        if (from.get().isBefore(call.now().minus(KEPT))) {
            return wrongDate("`from_date` must be within the last 24 hours.");
        }
        Optional<Webhook> webhook =
                find(world, call, call.json().path("webhook_id").asText());
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(unknown());
        }
        String jobId = replays.begin(webhook.get(), from.get(), to.get(), call.now());
        return ApiAnswer.data(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("job_id", jobId)
                        .put(
                                "created_at",
                                call.now().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    private static Optional<Instant> minute(ApiCall call, String field) {
        try {
            return Optional.of(MINUTE.parse(call.json().path(field).asText(), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ApiAnswer wrongDate(String message) {
        return ApiAnswer.refused(Problem.named(400, "invalid-request", message));
    }

    private ApiAnswer remove(ApiCall call) {
        Optional<Webhook> webhook = find(world, call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(unknown());
        }
        world.change(new Change.WebhookRemoved(webhook.get().id()));
        return ApiAnswer.data(200, JsonNodeFactory.instance.objectNode().put("deleted", true));
    }

    /** The app's webhook that the path names. */
    static Optional<Webhook> find(World world, ApiCall call) {
        return find(world, call, call.pathParam("id"));
    }

    private static Optional<Webhook> find(World world, ApiCall call, String id) {
        return world.webhooksV2(call.app().id()).stream()
                .filter(webhook -> webhook.id().equals(id))
                .findFirst();
    }

    static Problem unknown() {
        return Problem.named(400, "WebhookIdInvalid", "The app has no webhook with this id.");
    }

    private static Problem failed(Challenge.Failure failure) {
        return Problem.named(400, "CrcValidationFailed", failure.message());
    }

    private static ObjectNode json(Webhook webhook) {
        Instant created = webhook.createdAt().truncatedTo(ChronoUnit.MILLIS);
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", webhook.id())
                .put("url", webhook.url())
                .put("valid", webhook.valid())
                .put("created_at", created.toString());
    }
}
