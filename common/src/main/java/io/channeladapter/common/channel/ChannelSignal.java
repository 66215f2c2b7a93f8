package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What a service noticed about a channel: value of {@code channel.signals}, key its streamid. The config-service turns
 * signals into health.
 *
 * @param streamId the channel
 * @param kind what was noticed
 * @param service who noticed it, such as {@code adapter-egress}
 * @param at when
 * @param detail one sentence for a person; never a secret or the text of a message
 */
public record ChannelSignal(StreamId streamId, Kind kind, String service, Instant at, String detail) {
    /** What was noticed. */
    public enum Kind {
        /** Twitter refused the channel's keys or tokens; nothing can be sent. */
        @JsonProperty("credentials-refused")
        CREDENTIALS_REFUSED,
        /** The app or the tokens lack the permission to send direct messages. */
        @JsonProperty("permission-missing")
        PERMISSION_MISSING,
        /** Twitter locked or suspended the account, or thinks it is automated. */
        @JsonProperty("account-restricted")
        ACCOUNT_RESTRICTED,
        /** The account took its permission back from the app. */
        @JsonProperty("account-revoked")
        ACCOUNT_REVOKED,
        /** Many requests with a wrong signature within seconds. */
        @JsonProperty("bad-signatures")
        BAD_SIGNATURES,
        /** A message was sent again after one of the troubles above. */
        @JsonProperty("sending-works")
        SENDING_WORKS
    }
}
