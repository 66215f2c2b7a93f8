package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that Twitter reported. With the streamid, {@link #kind()} and {@link #id()} name it for ever. */
public sealed interface TwitterEvent {
    /** The account that it was reported to; null where Twitter did not say. */
    @Nullable
    String forUserId();

    /** What sort of event it is: a part of its name. */
    String kind();

    /** Twitter's id, or one made of the event's own content where Twitter gives none; at most 64 characters. */
    String id();

    /** When it happened, as Twitter says, else when it was accepted. */
    Instant at();

    /** The body that it came in; of several events in one body, this one alone. */
    JsonNode raw();

    /**
     * A direct message, received or sent.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id Twitter's id of the message
     * @param from who wrote it
     * @param recipientId Twitter's id of whom it went to
     * @param message what was written
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Message(
            @Nullable String forUserId,
            String id,
            Person from,
            String recipientId,
            DirectMessage message,
            Instant at,
            JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "message";
        }
    }

    /**
     * A person types.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id sender and time
     * @param senderId who types
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Typing(@Nullable String forUserId, String id, String senderId, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "typing";
        }
    }

    /**
     * A person read.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id sender and time
     * @param senderId who read
     * @param lastReadMessageId all messages up to this id are read
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Read(
            @Nullable String forUserId, String id, String senderId, String lastReadMessageId, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "read";
        }
    }

    /**
     * An encrypted message arrived, which only the devices of those who write can read.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id Twitter's id
     * @param senderId who wrote it
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Unreadable(@Nullable String forUserId, String id, String senderId, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "unreadable";
        }
    }

    /**
     * The account took its permission back from the app; Twitter has ended the subscription.
     *
     * @param forUserId the account
     * @param id made of the content
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Revoked(String forUserId, String id, Instant at, JsonNode raw) implements TwitterEvent {
        @Override
        public String kind() {
            return "revoke";
        }
    }

    /**
     * Anything else, by its type.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param type one of {@link EventType}
     * @param id Twitter's id, or made of the content
     * @param at when it happened
     * @param raw the original
     */
    record Other(@Nullable String forUserId, String type, String id, Instant at, JsonNode raw) implements TwitterEvent {
        @Override
        public String kind() {
            return type.substring(EventType.PREFIX.length());
        }
    }
}
