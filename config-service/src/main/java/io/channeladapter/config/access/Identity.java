package io.channeladapter.config.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A principal and how it was shown to be who it is.
 *
 * @param principal who it is
 * @param source what vouches for it
 * @param mark what changes when that which vouches is replaced by another; empty where nothing can be
 */
public record Identity(Principal principal, Source source, String mark) {

    /** What vouches for a principal. */
    public enum Source {
        /** The admin token of the settings. */
        @JsonProperty("admin")
        ADMIN_TOKEN,
        /** An entry of the tokens file. */
        @JsonProperty("token")
        NAMED_TOKEN,
        /** An identity provider, when the principal signed in. */
        @JsonProperty("oidc")
        PROVIDER
    }
}
