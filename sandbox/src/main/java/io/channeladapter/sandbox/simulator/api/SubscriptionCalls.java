package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.faults.Operation;
import io.channeladapter.sandbox.simulator.world.AccessLevel;
import io.channeladapter.sandbox.simulator.world.Change;
import io.channeladapter.sandbox.simulator.world.Subscription;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.http.HandlerType;
import java.util.List;

/** Subscribes users' events to webhooks. Safe for many threads. */
final class SubscriptionCalls {
    private static final String PROVISIONED = "15";

    private final World world;
    private final Limits limits;

    SubscriptionCalls(World world, Limits limits) {
        this.world = world;
        this.limits = limits;
    }

    List<Route> routes() {
        String all = "/1.1/account_activity/all";
        int limit = limits.subscriptionCalls();
        TwitterError needsUser = TwitterError.NOT_PERMITTED;
        return List.of(
                Route.user(
                        HandlerType.POST,
                        all + "/{env}/subscriptions.json",
                        Operation.SUBSCRIBE,
                        needsUser,
                        limit,
                        this::subscribe),
                Route.user(
                        HandlerType.GET,
                        all + "/{env}/subscriptions.json",
                        Operation.CHECK,
                        needsUser,
                        limit,
                        this::check),
                Route.app(
                        HandlerType.GET,
                        all + "/{env}/subscriptions/list.json",
                        Operation.ALL,
                        limits.listCalls(),
                        this::list),
                Route.app(
                        HandlerType.GET,
                        all + "/subscriptions/count.json",
                        Operation.ALL,
                        limits.listCalls(),
                        this::count),
                Route.app(
                        HandlerType.DELETE,
                        all + "/{env}/subscriptions/{user}.json",
                        Operation.UNSUBSCRIBE,
                        limit,
                        this::unsubscribe));
    }

    private synchronized ApiAnswer subscribe(ApiCall call) {
        String environment = call.pathParam("env");
        if (!call.app().environments().contains(environment)) {
            return ApiAnswer.refused(TwitterError.FORBIDDEN);
        }
        if (call.user().accessLevel() != AccessLevel.READ_WRITE_DIRECT_MESSAGES) {
            return ApiAnswer.refused(TwitterError.CANNOT_WRITE);
        }
        if (world.webhookOf(call.app().id(), environment).isEmpty()) {
            return ApiAnswer.refused(TwitterError.NO_WEBHOOK);
        }
        Subscription subscription = Subscription.ofEnvironment(
                call.app().id(), environment, call.user().userId());
        if (world.isSubscribed(subscription)) {
            return ApiAnswer.refused(TwitterError.SUBSCRIPTION_EXISTS);
        }
        world.change(new Change.Subscribed(subscription));
        return ApiAnswer.noContent();
    }

    private ApiAnswer check(ApiCall call) {
        String environment = call.pathParam("env");
        if (!call.app().environments().contains(environment)) {
            return ApiAnswer.refused(TwitterError.FORBIDDEN);
        }
        Subscription subscription = Subscription.ofEnvironment(
                call.app().id(), environment, call.user().userId());
        return world.isSubscribed(subscription) ? ApiAnswer.noContent() : ApiAnswer.refused(TwitterError.NOT_FOUND);
    }

    private ApiAnswer list(ApiCall call) {
        String environment = call.pathParam("env");
        if (!call.app().environments().contains(environment)) {
            return ApiAnswer.refused(TwitterError.FORBIDDEN);
        }
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("environment", environment)
                .put("application_id", call.app().id());
        ArrayNode list = answer.putArray("subscriptions");
        for (Subscription subscription : world.subscriptions()) {
            if (subscription.appId().equals(call.app().id())
                    && subscription.environment().equals(environment)) {
                list.addObject().put("user_id", subscription.userId());
            }
        }
        return ApiAnswer.ok(answer);
    }

    private ApiAnswer count(ApiCall call) {
        String count = Long.toString(world.subscriptions().stream()
                .filter(subscription -> subscription.appId().equals(call.app().id()))
                .count());
        return ApiAnswer.ok(JsonNodeFactory.instance
                .objectNode()
                .put("account_name", call.app().name())
                .put("subscriptions_count", count)
                .put("subscriptions_count_all", count)
                .put("subscriptions_count_direct_messages", "0")
                .put("provisioned_count", PROVISIONED));
    }

    private ApiAnswer unsubscribe(ApiCall call) {
        String environment = call.pathParam("env");
        if (!call.app().environments().contains(environment)) {
            return ApiAnswer.refused(TwitterError.FORBIDDEN);
        }
        Subscription subscription = Subscription.ofEnvironment(call.app().id(), environment, call.pathParam("user"));
        if (!world.isSubscribed(subscription)) {
            return ApiAnswer.refused(TwitterError.NOT_FOUND);
        }
        world.change(new Change.Unsubscribed(subscription));
        return ApiAnswer.noContent();
    }
}
