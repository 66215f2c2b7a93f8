package io.channeladapter.config.oidc;

import io.channeladapter.config.access.Identity;

/** What became of a browser that came back from the identity provider. */
public sealed interface Return {
    /**
     * It is someone who may sign in.
     *
     * @param identity who it is
     */
    record Known(Identity identity) implements Return {}

    /**
     * It is someone without a role here.
     *
     * @param name as the provider names this one
     */
    record WithoutRole(String name) implements Return {}

    /**
     * What it brought is no answer to a sign-in of this browser, or the provider refused.
     *
     * @param sentence what happened and what to do, for the person
     */
    record Refused(String sentence) implements Return {}

    /**
     * The provider was asked about what it brought, and did not confirm it.
     *
     * @param sentence what happened and what to do, for the person
     */
    record Unconfirmed(String sentence) implements Return {}
}
