package io.channeladapter.egress.throttle;

import io.channeladapter.common.channel.ApiGeneration;
import java.time.Duration;

/**
 * What each generation of Twitter's API lets an account and an app send.
 *
 * @param v1 by the Account Activity API of v1.1
 * @param v2 by that of v2
 * @param agedAfter after so long a message of the bot's own accord takes turns with answers
 */
public record Allowances(Allowance v1, Allowance v2, Duration agedAfter) {
    /** Twitter's own. */
    public static Allowances twitter() {
        return new Allowances(Allowance.twitterV1(), Allowance.twitterV2(), Duration.ofHours(6));
    }

    /** Of a channel of this generation. */
    public Allowance of(ApiGeneration generation) {
        return switch (generation) {
            case ACCOUNT_ACTIVITY_V1 -> v1;
            case ACCOUNT_ACTIVITY_V2 -> v2;
        };
    }
}
