package io.channeladapter.sandbox.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * The wish that a user's events go to an environment's webhook, or in v2 to one certain webhook.
 *
 * @param appId the app
 * @param environment its dev environment label; empty in v2
 * @param userId whose events
 * @param webhookId where to, in v2; null in v1.1
 */
public record Subscription(
        String appId,
        String environment,
        String userId,
        @Nullable String webhookId) {
    /** A subscription of v1.1. */
    public static Subscription ofEnvironment(String appId, String environment, String userId) {
        return new Subscription(appId, environment, userId, null);
    }

    /** A subscription of v2. */
    public static Subscription ofWebhook(Webhook webhook, String userId) {
        return new Subscription(webhook.appId(), webhook.environment(), userId, webhook.id());
    }

    /** Whether its events go to this webhook. */
    public boolean leadsTo(Webhook webhook) {
        return webhookId == null
                ? appId.equals(webhook.appId()) && environment.equals(webhook.environment())
                : webhookId.equals(webhook.id());
    }
}
