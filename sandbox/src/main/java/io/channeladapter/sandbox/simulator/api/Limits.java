package io.channeladapter.sandbox.simulator.api;

import io.channeladapter.sandbox.simulator.world.SendLimits;

/**
 * How often apps may call, for one token in 15 minutes; 0 turns a limit off.
 *
 * @param accountCalls verify_credentials
 * @param webhookCalls each of register, list, challenge, remove
 * @param subscriptionCalls each of subscribe, check, unsubscribe
 * @param listCalls each list and count of subscriptions
 * @param signalCalls each of typing and read
 * @param lookupCalls each of events/list and events/show
 * @param sendCallsV2 each call that sends a message by v2
 * @param webhooksV2 webhooks that an app may have in v2
 * @param subscriptionsV2 subscriptions that an app may have in v2
 * @param sends messages in 24 hours by v1.1
 * @param sendsV2 messages in 24 hours by v2
 */
public record Limits(
        int accountCalls,
        int webhookCalls,
        int subscriptionCalls,
        int listCalls,
        int signalCalls,
        int lookupCalls,
        int sendCallsV2,
        int webhooksV2,
        int subscriptionsV2,
        SendLimits sends,
        SendLimits sendsV2) {
    /** Twitter's own; those of v2 for an app that pays per use. */
    public static Limits twitter() {
        return new Limits(75, 15, 500, 50, 1000, 15, 15, 1, 3, SendLimits.twitter(), SendLimits.twitterV2());
    }

    /** The same with other limits of sending by v1.1. */
    public Limits withSends(SendLimits value) {
        return new Limits(
                accountCalls,
                webhookCalls,
                subscriptionCalls,
                listCalls,
                signalCalls,
                lookupCalls,
                sendCallsV2,
                webhooksV2,
                subscriptionsV2,
                value,
                sendsV2);
    }

    /** The same with other limits of v2. */
    public Limits withV2(int sendCalls, int webhooks, int subscriptions, SendLimits value) {
        return new Limits(
                accountCalls,
                webhookCalls,
                subscriptionCalls,
                listCalls,
                signalCalls,
                lookupCalls,
                sendCalls,
                webhooks,
                subscriptions,
                sends,
                value);
    }
}
