package io.channeladapter.config.authorize;

import org.jspecify.annotations.Nullable;

/**
 * What the owner of a channel lets an attempt do that harms something else.
 *
 * @param replaceWebhook Twitter's id of another webhook that may be removed; null where none may
 * @param changeAccount Twitter's id of the account that may take the place of the channel's; null where none may
 */
public record Consent(
        @Nullable String replaceWebhook, @Nullable String changeAccount) {
    /** To nothing. */
    public static final Consent NONE = new Consent(null, null);
}
