package io.channeladapter.sandbox.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.api.CallLog;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog;
import io.channeladapter.sandbox.simulator.world.Generation;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.Message;
import io.channeladapter.sandbox.simulator.world.SendQuota;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Shows what webhooks were told, what the API was asked, and how full the limits are. Safe for many threads. */
final class SeenControl {
    private final Site site;

    SeenControl(Site site) {
        this.site = site;
    }

    void addTo(RoutesConfig server) {
        server.get("/control/deliveries", this::deliveries);
        server.get("/control/calls", this::calls);
        server.get("/control/stats", this::stats);
        server.get("/control/webhooks", ctx -> Answers.json(ctx, 200, webhooks(site)));
        server.post("/control/webhooks/check", ctx -> {
            site.watch().checkAll();
            Answers.json(ctx, 200, webhooks(site));
        });
    }

    private void deliveries(Context ctx) {
        String messageId = ctx.queryParam("messageId");
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (DeliveryLog.Entry entry : site.deliveries().all()) {
            if (messageId == null || messageId.equals(entry.event().messageId())) {
                list.add(json(entry));
            }
        }
        Answers.json(ctx, 200, list);
    }

    private static ObjectNode json(DeliveryLog.Entry entry) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", entry.id())
                .put("kind", entry.event().kind())
                .put("messageId", entry.event().messageId())
                .put("echo", entry.event().isEcho())
                .put("forUserId", entry.event().forUserId())
                .put("personId", entry.event().personId())
                .put("webhookId", entry.webhookId())
                .put("state", entry.state().name().toLowerCase(Locale.ROOT))
                .put("createdAt", entry.createdAt().toString());
        ArrayNode attempts = json.putArray("attempts");
        for (DeliveryLog.Attempt attempt : entry.attempts()) {
            attempts.addObject()
                    .put("signedAt", attempt.signedAt().toString())
                    .put("endedAt", attempt.endedAt().toString())
                    .put("millis", millis(attempt.signedAt(), attempt.endedAt()))
                    .put("status", attempt.status())
                    .put("problem", attempt.problem());
        }
        return json;
    }

    private void calls(Context ctx) {
        String messageId = ctx.queryParam("messageId");
        String path = ctx.queryParam("path");
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (CallLog.Entry call : site.calls().all()) {
            if ((messageId == null || messageId.equals(call.messageId()))
                    && (path == null || call.path().contains(path))) {
                list.addObject()
                        .put("at", call.at().toString())
                        .put("answeredAt", call.answeredAt().toString())
                        .put("millis", millis(call.at(), call.answeredAt()))
                        .put("method", call.method())
                        .put("path", call.path())
                        .put("accountId", call.accountId())
                        .put("personId", call.personId())
                        .put("status", call.status())
                        .put("code", call.code())
                        .put("messageId", call.messageId())
                        .put("fault", call.fault());
            }
        }
        Answers.json(ctx, 200, list);
    }

    private void stats(Context ctx) {
        World world = site.world();
        Instant now = site.clock().instant();
        ObjectNode stats = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts = stats.putArray("accounts");
        for (String accountId :
                world.grants().stream().map(Grant::userId).distinct().toList()) {
            List<Message> messages = world.messagesOf(accountId);
            ObjectNode account = accounts.addObject().put("accountId", accountId);
            put(account.putObject("window"), world.quotaOfUser(Generation.V1, accountId, now));
            put(account.putObject("windowV2"), world.quotaOfUser(Generation.V2, accountId, now));
            put(account.putArray("windows"), world.windowsOfUser(Generation.V1, accountId));
            put(account.putArray("windowsV2"), world.windowsOfUser(Generation.V2, accountId));
            account.put("most", world.mostOfUser(Generation.V1, accountId));
            account.put("mostV2", world.mostOfUser(Generation.V2, accountId));
            ObjectNode mostCalls = account.putObject("mostCalls");
            world.grants().stream()
                    .filter(grant -> grant.userId().equals(accountId))
                    .forEach(grant -> site.rates()
                            .most(grant.token())
                            .forEach((call, most) -> mostCalls.put(
                                    call, Math.max(most, mostCalls.path(call).asInt()))));
            account.put("over", world.refusedOf(Generation.V1, accountId) + world.refusedOf(Generation.V2, accountId));
            account.put(
                    "received",
                    messages.stream()
                            .filter(m -> m.recipientId().equals(accountId))
                            .count());
            account.put(
                    "sent",
                    messages.stream()
                            .filter(m -> m.viaApi() && isBy(m, accountId))
                            .count());
            account.put(
                    "counted",
                    messages.stream()
                            .filter(m -> m.counted() && isBy(m, accountId))
                            .count());
            account.put(
                    "refused429",
                    site.calls().all().stream()
                            .filter(call -> call.status() == 429 && Objects.equals(call.accountId(), accountId))
                            .count());
        }
        ArrayNode apps = stats.putArray("apps");
        world.apps().forEach(app -> {
            ObjectNode json = apps.addObject().put("appId", app.id());
            put(json.putObject("window"), world.quotaOfApp(Generation.V1, app.id(), now));
            put(json.putObject("windowV2"), world.quotaOfApp(Generation.V2, app.id(), now));
            put(json.putArray("windows"), world.windowsOfApp(Generation.V1, app.id()));
            put(json.putArray("windowsV2"), world.windowsOfApp(Generation.V2, app.id()));
            json.put("most", world.mostOfApp(Generation.V1, app.id()));
            json.put("mostV2", world.mostOfApp(Generation.V2, app.id()));
        });
        Answers.json(ctx, 200, stats);
    }

    private static boolean isBy(Message message, String userId) {
        return message.senderId().equals(userId);
    }

    private static void put(ObjectNode json, SendQuota.Usage usage) {
        json.put("limit", usage.limit())
                .put("used", usage.used())
                .put("remaining", usage.remaining())
                .put("resetAt", usage.resetAt().toString());
    }

    private static void put(ArrayNode json, List<SendQuota.Past> windows) {
        windows.forEach(window ->
                json.addObject().put("start", window.start().toString()).put("used", window.used()));
    }

    static ArrayNode webhooks(Site site) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Webhook webhook : site.world().webhooks()) {
            ObjectNode json = list.addObject()
                    .put("id", webhook.id())
                    .put("appId", webhook.appId())
                    .put("generation", webhook.generation().name().toLowerCase(Locale.ROOT))
                    .put("environment", webhook.environment())
                    .put("url", webhook.url())
                    .put("valid", webhook.valid())
                    .put("lastValidAt", webhook.lastValidAt().toString());
            ArrayNode subscribed = json.putArray("subscribed");
            site.world().subscriptions().stream()
                    .filter(subscription -> subscription.leadsTo(webhook))
                    .forEach(subscription -> subscribed.add(subscription.userId()));
        }
        return list;
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
