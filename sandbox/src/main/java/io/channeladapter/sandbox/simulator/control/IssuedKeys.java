package io.channeladapter.sandbox.simulator.control;

import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.FirstWorld;
import io.channeladapter.sandbox.simulator.world.Grant;
import io.channeladapter.sandbox.simulator.world.World;

/**
 * All that a channel owner would copy from the developer portal, and one person to write as.
 *
 * @param apiKey OAuth consumer key
 * @param apiSecretKey OAuth consumer secret
 * @param accessToken of the account for the app
 * @param accessTokenSecret its secret
 * @param accountId the account's id
 * @param personId id of a person who may write to it
 * @param environmentLabel dev environment of the app; empty for an app of v2
 */
public record IssuedKeys(
        String apiKey,
        String apiSecretKey,
        String accessToken,
        String accessTokenSecret,
        String accountId,
        String personId,
        String environmentLabel) {
    /** The keys of an account: those of its newest token. */
    public static IssuedKeys of(World world, String accountId) {
        Grant grant = world.grantsOf(accountId).getLast();
        App app = world.app(grant.appId()).orElseThrow();
        return new IssuedKeys(
                app.apiKey(),
                app.apiSecretKey(),
                grant.token(),
                grant.tokenSecret(),
                accountId,
                FirstWorld.FIRST_PERSON_ID,
                app.environments().isEmpty() ? "" : app.environments().getFirst());
    }

    @Override
    public String toString() {
        return "keys of " + accountId;
    }
}
