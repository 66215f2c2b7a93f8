package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a channel stands: {@code draft -> configured -> authorized -> enabled <-> disabled}. New keys, tokens, label or
 * generation lead back to {@code configured} for the owner, see {@link Channel#stage()}, while the connection in use keeps
 * its status. A deleted channel has no state: its record is a tombstone.
 */
public enum ChannelStatus {
    /** Created; nothing known of its Twitter account. */
    @JsonProperty("draft")
    DRAFT,
    /** Keys and tokens are stored, sealed; its webhook's challenge is answered. */
    @JsonProperty("configured")
    CONFIGURED,
    /** Twitter accepted keys, webhook and subscription. */
    @JsonProperty("authorized")
    AUTHORIZED,
    /** Messages flow. */
    @JsonProperty("enabled")
    ENABLED,
    /** Webhooks are answered and recorded, nothing reaches the bot and nothing is sent. */
    @JsonProperty("disabled")
    DISABLED;

    /** The name in JSON and on the page. */
    public String wire() {
        return switch (this) {
            case DRAFT -> "draft";
            case CONFIGURED -> "configured";
            case AUTHORIZED -> "authorized";
            case ENABLED -> "enabled";
            case DISABLED -> "disabled";
        };
    }
}
