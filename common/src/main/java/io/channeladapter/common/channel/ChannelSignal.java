package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a service noticed about a channel: value of {@code channel.signals}, key its streamid. The config-service turns
 * signals into health.
 *
 * @param streamId the channel
 * @param kind what was noticed
 * @param service who noticed it, such as {@code adapter-egress}
 * @param at when
 * @param detail one sentence for a person; never a secret or the text of a message
 * @param until when it is over by itself unless it is noticed again; null where something else must tell
 * @param examined what the watchdog found; null for every kind but {@link Kind#EXAMINED}
 */
public record ChannelSignal(
        StreamId streamId,
        Kind kind,
        String service,
        Instant at,
        String detail,
        @Nullable Instant until,
        @Nullable Examined examined) {
    /**
     * What the watchdog found; each null where it could not be told, which changes nothing.
     *
     * @param credentialsAlive whether Twitter takes the keys and tokens
     * @param webhookValid whether the webhook is registered and valid, perhaps after a new challenge
     * @param subscribed whether the account is subscribed, perhaps anew
     * @param webhookId Twitter's id of the webhook, where it was registered anew; null where it is as before
     */
    public record Examined(
            @Nullable Boolean credentialsAlive,
            @Nullable Boolean webhookValid,
            @Nullable Boolean subscribed,
            @Nullable String webhookId) {
        /** Nothing could be told, or nothing was looked at. */
        public static final Examined NOTHING = new Examined(null, null, null, null);

        /** Whether nothing could be told. */
        public boolean toldNothing() {
            return credentialsAlive == null && webhookValid == null && subscribed == null;
        }

        /** How many things are wrong. */
        public long troubles() {
            return Stream.of(credentialsAlive, webhookValid, subscribed)
                    .filter(Boolean.FALSE::equals)
                    .count();
        }
    }

    /** What was noticed. */
    public enum Kind {
        /** Twitter refused the channel's keys or tokens; nothing can be sent. */
        @JsonProperty("credentials-refused")
        CREDENTIALS_REFUSED,
        /** The app or the tokens lack the permission to send direct messages. */
        @JsonProperty("permission-missing")
        PERMISSION_MISSING,
        /** Twitter locked or suspended the account, thinks it is automated, or asks for payment. */
        @JsonProperty("account-restricted")
        ACCOUNT_RESTRICTED,
        /** The account took its permission back from the app. */
        @JsonProperty("account-revoked")
        ACCOUNT_REVOKED,
        /** Many requests with a wrong signature within seconds. */
        @JsonProperty("bad-signatures")
        BAD_SIGNATURES,
        /** Of a limit that Twitter sets for a day only little is left. */
        @JsonProperty("quota-nearly-spent")
        QUOTA_NEARLY_SPENT,
        /** Encrypted messages arrived, which no one but the person can read. */
        @JsonProperty("messages-unreadable")
        MESSAGES_UNREADABLE,
        /** No event for longer than is usual for the channel. */
        @JsonProperty("silent")
        SILENT,
        /** A message was sent again after one of the troubles above. */
        @JsonProperty("sending-works")
        SENDING_WORKS,
        /** Twitter sent an event; told at most every five minutes. */
        @JsonProperty("event-seen")
        EVENT_SEEN,
        /** Twitter took a message; told at most every five minutes. */
        @JsonProperty("answer-sent")
        ANSWER_SENT,
        /** The watchdog looked. */
        @JsonProperty("examined")
        EXAMINED
    }
}
