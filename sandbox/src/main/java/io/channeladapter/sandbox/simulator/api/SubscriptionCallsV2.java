package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.AccessLevel;
import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.Subscription;
import io.channeladapter.sandbox.simulator.world.Webhook;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;

/** Subscribes users' events to one webhook of v2. Safe for many threads. */
final class SubscriptionCallsV2 {
    private final World world;
    private final Limits limits;

    SubscriptionCallsV2(World world, Limits limits) {
        this.world = world;
        this.limits = limits;
    }

    List<Route> routes() {
        String ofWebhook = "/2/account_activity/webhooks/{id}/subscriptions";
        String count = "/2/account_activity/subscriptions/count";
        int limit = limits.subscriptionCalls();
        int lists = limits.listCalls();
        TwitterError needsUser = TwitterError.APP_ONLY;
        return List.of(
                Route.user(
                        HandlerType.POST, ofWebhook + "/all", Operation.SUBSCRIBE, needsUser, limit, this::subscribe),
                Route.user(HandlerType.GET, ofWebhook + "/all", Operation.CHECK, needsUser, limit, this::check),
                Route.app(HandlerType.GET, ofWebhook + "/all/list", Operation.ALL, lists, this::list),
                Route.app(HandlerType.GET, count, Operation.ALL, lists, this::count),
                Route.app(
                        HandlerType.DELETE,
                        ofWebhook + "/{user}/all",
                        Operation.UNSUBSCRIBE,
                        limit,
                        this::unsubscribe));
    }

    private synchronized ApiAnswer subscribe(ApiCall call) {
        if (call.user().accessLevel() != AccessLevel.READ_WRITE_DIRECT_MESSAGES) {
            return ApiAnswer.refused(Problem.of(TwitterError.CANNOT_WRITE));
        }
        Optional<Webhook> webhook = WebhookCallsV2.find(world, call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(WebhookCallsV2.unknown());
        }
        Subscription subscription =
                Subscription.ofWebhook(webhook.get(), call.user().userId());
        if (world.isSubscribed(subscription)) {
            return ApiAnswer.refused(
                    Problem.named(400, "DuplicateSubscriptionFailed", "The user is subscribed already."));
        }
        if (of(call.app()).size() >= limits.subscriptionsV2()) {
            return ApiAnswer.refused(
                    Problem.named(400, "SubscriptionLimitExceeded", "The app has as many subscriptions as it may."));
        }
        world.change(new Change.Subscribed(subscription));
        return subscribed(true);
    }

    private ApiAnswer check(ApiCall call) {
        return WebhookCallsV2.find(world, call)
                .map(webhook -> subscribed(world.isSubscribed(
                        Subscription.ofWebhook(webhook, call.user().userId()))))
                .orElseGet(() -> ApiAnswer.refused(WebhookCallsV2.unknown()));
    }

    private ApiAnswer unsubscribe(ApiCall call) {
        Optional<Webhook> webhook = WebhookCallsV2.find(world, call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(WebhookCallsV2.unknown());
        }
        Subscription subscription = Subscription.ofWebhook(webhook.get(), call.pathParam("user"));
        if (!world.isSubscribed(subscription)) {
            return ApiAnswer.refused(Problem.named(400, "SubscriptionNotFound", "The user is not subscribed."));
        }
        world.change(new Change.Unsubscribed(subscription));
        return subscribed(false);
    }

    private ApiAnswer list(ApiCall call) {
        Optional<Webhook> webhook = WebhookCallsV2.find(world, call);
        if (webhook.isEmpty()) {
            return ApiAnswer.refused(WebhookCallsV2.unknown());
        }
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("application_id", call.app().id())
                .put("webhook_id", webhook.get().id())
                .put("webhook_url", webhook.get().url());
        ArrayNode list = data.putArray("subscriptions");
        of(call.app()).stream()
                .filter(subscription -> subscription.leadsTo(webhook.get()))
                .forEach(subscription -> list.addObject().put("user_id", subscription.userId()));
        return ApiAnswer.data(200, data);
    }

    private ApiAnswer count(ApiCall call) {
        return ApiAnswer.data(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("account_name", call.app().name())
                        .put("provisioned_count", Integer.toString(limits.subscriptionsV2()))
                        .put(
                                "subscriptions_count_all",
                                Integer.toString(of(call.app()).size()))
                        .put("subscriptions_count_direct_messages", "0"));
    }

    private List<Subscription> of(App app) {
        return world.subscriptions().stream()
                .filter(subscription ->
                        subscription.webhookId() != null && subscription.appId().equals(app.id()))
                .toList();
    }

    private static ApiAnswer subscribed(boolean yes) {
        return ApiAnswer.data(200, JsonNodeFactory.instance.objectNode().put("subscribed", yes));
    }
}
