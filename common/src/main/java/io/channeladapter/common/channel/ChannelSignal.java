package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
 * @param replay what may have been missed, or what came of asking for it; null for every kind but those about it
 */
public record ChannelSignal(
        StreamId streamId,
        Kind kind,
        String service,
        Instant at,
        String detail,
        @Nullable Instant until,
        @Nullable Examined examined,
        @Nullable Replay replay) {
    /** A signal about neither the connection nor a replay, or about the connection alone. */
    public ChannelSignal(
            StreamId streamId,
            Kind kind,
            String service,
            Instant at,
            String detail,
            @Nullable Instant until,
            @Nullable Examined examined) {
        this(streamId, kind, service, at, detail, until, examined, null);
    }

    /**
     * A span in which events may have been missed, or a replay of it.
     *
     * @param from begin of the span; null where an ended replay is told of
     * @param until its end; null where an ended replay is told of
     * @param jobId Twitter's id of the replay; null where there is none yet
     * @param good of an ended replay: whether Twitter could send all of it; of a refusal: whether to ask again; else null
     * @param notBefore of a refusal: when to ask again at the earliest, where Twitter says so; else null
     */
    public record Replay(
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String jobId,
            @Nullable Boolean good,
            @Nullable Instant notBefore) {
        /** A span. */
        public static Replay of(Instant from, Instant until) {
            return new Replay(from, until, null, null, null);
        }

        /** A replay that Twitter has begun. */
        public static Replay asked(Instant from, Instant until, String jobId) {
            return new Replay(from, until, jobId, null, null);
        }

        /** A replay that Twitter did not begin. */
        public static Replay refused(Instant from, Instant until, boolean again, @Nullable Instant notBefore) {
            return new Replay(from, until, null, again, notBefore);
        }

        /** A span in words, in whole minutes that hold it: {@code from 2026-11-23 10:00 to 2026-11-23 10:21 UTC}. */
        public static String inWords(Instant from, Instant until) {
            Instant end = until.truncatedTo(ChronoUnit.MINUTES);
            return "from " + minute(from) + " to " + minute(end.equals(until) ? end : end.plus(1, ChronoUnit.MINUTES))
                    + " UTC";
        }

        private static String minute(Instant at) {
            return at.toString().substring(0, 16).replace('T', ' ');
        }

        /** A replay that is over. */
        public static Replay ended(String jobId, boolean complete) {
            return new Replay(null, null, jobId, complete, null);
        }
    }

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
        EXAMINED,
        /** For a while no webhook could be taken, longer than Twitter repeats one by itself. */
        @JsonProperty("events-missed")
        EVENTS_MISSED,
        /** Twitter has begun to send again what may have been missed. */
        @JsonProperty("replay-asked")
        REPLAY_ASKED,
        /** Twitter did not begin to send again what may have been missed. */
        @JsonProperty("replay-refused")
        REPLAY_REFUSED,
        /** Twitter has ended sending again. */
        @JsonProperty("replay-ended")
        REPLAY_ENDED,
        /** What the bot writes looks like a mistake, so that nothing of it is sent until the owner releases it. */
        @JsonProperty("sending-paused")
        SENDING_PAUSED,
        /** A pause is over. */
        @JsonProperty("sending-released")
        SENDING_RELEASED
    }
}
