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
 * @param sends messages in 24 hours
 */
public record Limits(
        int accountCalls,
        int webhookCalls,
        int subscriptionCalls,
        int listCalls,
        int signalCalls,
        int lookupCalls,
        SendLimits sends) {
    /** Twitter's own. */
    public static Limits twitter() {
        return new Limits(75, 15, 500, 50, 1000, 15, SendLimits.twitter());
    }

    /** The same with other limits of sending. */
    public Limits withSends(SendLimits value) {
        return new Limits(accountCalls, webhookCalls, subscriptionCalls, listCalls, signalCalls, lookupCalls, value);
    }
}
