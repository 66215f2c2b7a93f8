package io.channeladapter.sandbox.simulator.oauth;

import io.channeladapter.sandbox.simulator.world.App;
import io.channeladapter.sandbox.simulator.world.Grant;

/** Who calls, or why the call is refused. */
public sealed interface Verdict {
    /**
     * An app that acts for a user.
     *
     * @param app the app
     * @param grant the user's token
     */
    record ForUser(App app, Grant grant) implements Verdict {}

    /**
     * An app that acts for itself.
     *
     * @param app an app that acts for itself, with a bearer token
     */
    record AppOnly(App app) implements Verdict {}

    /**
     * Nobody could be recognised.
     *
     * @param reason why nobody could be recognised
     */
    record Refused(Reason reason) implements Verdict {}

    /** Why a call was refused. */
    enum Reason {
        /** No credentials, or not all that is needed. */
        BAD_AUTHENTICATION_DATA,
        /** Unknown key, wrong signature, or a nonce seen before. */
        COULD_NOT_AUTHENTICATE,
        /** Unknown or revoked token. */
        INVALID_TOKEN,
        /** Timestamp more than five minutes off. */
        TIMESTAMP_OUT_OF_BOUNDS
    }
}
