package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * A change of a channel: value of {@code channel.events}, key its streamid. Never holds a secret.
 *
 * @param streamId the channel
 * @param botId its bot
 * @param version version of the channel that the change led to; with the streamid it names the event
 * @param type what happened
 * @param at when
 * @param actor who did it: a name from sign-in, or {@code adapter} for what the adapter did by itself
 * @param details what changed, readable; keys such as {@code environmentLabel}, {@code account}, {@code cause}
 */
public record ChannelEvent(
        StreamId streamId,
        BotId botId,
        long version,
        Type type,
        Instant at,
        String actor,
        Map<String, String> details) {
    public ChannelEvent {
        details = Map.copyOf(details);
    }

    /** What happened to a channel. */
    public enum Type {
        @JsonProperty("created")
        CREATED,
        @JsonProperty("configured")
        CONFIGURED,
        @JsonProperty("authorized")
        AUTHORIZED,
        @JsonProperty("enabled")
        ENABLED,
        @JsonProperty("disabled")
        DISABLED,
        @JsonProperty("deleted")
        DELETED,
        @JsonProperty("degraded")
        DEGRADED,
        @JsonProperty("recovered")
        RECOVERED,
        /** Dead letters were sent again. */
        @JsonProperty("letters-replayed")
        LETTERS_REPLAYED,
        @JsonProperty("resealed")
        RESEALED,
        /** Events may have been missed; they will be asked for. */
        @JsonProperty("events-missed")
        EVENTS_MISSED,
        /** Twitter was asked to send again what may have been missed. */
        @JsonProperty("replay-asked")
        REPLAY_ASKED,
        /** Twitter has sent it again. */
        @JsonProperty("replay-ended")
        REPLAY_ENDED,
        /** Replies that waited were cancelled. */
        @JsonProperty("replies-cancelled")
        REPLIES_CANCELLED,
        /** Sending that was paused because of an anomaly goes on. */
        @JsonProperty("sending-released")
        SENDING_RELEASED;

        /** The name in JSON and in the type of the event to the bot. */
        public String wire() {
            return switch (this) {
                case CREATED -> "created";
                case CONFIGURED -> "configured";
                case AUTHORIZED -> "authorized";
                case ENABLED -> "enabled";
                case DISABLED -> "disabled";
                case DELETED -> "deleted";
                case DEGRADED -> "degraded";
                case RECOVERED -> "recovered";
                case LETTERS_REPLAYED -> "letters-replayed";
                case RESEALED -> "resealed";
                case EVENTS_MISSED -> "events-missed";
                case REPLAY_ASKED -> "replay-asked";
                case REPLAY_ENDED -> "replay-ended";
                case REPLIES_CANCELLED -> "replies-cancelled";
                case SENDING_RELEASED -> "sending-released";
            };
        }
    }
}
