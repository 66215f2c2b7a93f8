package io.channeladapter.sandbox.simulator.world;

/**
 * The wish that a user's events go to an environment's webhook.
 *
 * @param appId the app
 * @param environment its dev environment label
 * @param userId whose events
 */
public record Subscription(String appId, String environment, String userId) {}
