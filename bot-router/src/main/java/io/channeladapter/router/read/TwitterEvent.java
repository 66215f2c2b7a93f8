package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.message.Tweet;
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
     * @param from who types
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Typing(@Nullable String forUserId, String id, Person from, Instant at, JsonNode raw)
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
     * @param from who read
     * @param lastReadMessageId all messages up to this id are read
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Read(@Nullable String forUserId, String id, Person from, String lastReadMessageId, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "read";
        }
    }

    /**
     * A person writes encrypted messages, which only the devices of those who write can read.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id sender and UTC day, so that of a conversation one a day is an event
     * @param from who wrote it
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Unreadable(@Nullable String forUserId, String id, Person from, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "unreadable";
        }
    }

    /**
     * The account itself wrote an encrypted message: a person did, for the adapter writes none.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id Twitter's id of the message
     * @param from the account
     * @param recipientId Twitter's id of whom it went to
     * @param at Twitter's time of it
     * @param raw the original
     */
    record EncryptedSent(
            @Nullable String forUserId, String id, Person from, String recipientId, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "message.sent-elsewhere";
        }
    }

    /**
     * A tweet was written, by the account or by someone who mentions, answers, quotes or passes on.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param from who wrote it
     * @param tweet what was written
     * @param authorBlocked whether the account has blocked the author; null where Twitter did not say
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Tweeted(
            @Nullable String forUserId,
            Person from,
            Tweet tweet,
            @Nullable Boolean authorBlocked,
            Instant at,
            JsonNode raw)
            implements TwitterEvent {
        @Override
        public String id() {
            return tweet.id();
        }

        @Override
        public String kind() {
            return "tweet";
        }
    }

    /**
     * A tweet of the account was deleted.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param tweet its id and author
     * @param at Twitter's time of it
     * @param raw the original
     */
    record TweetDeleted(@Nullable String forUserId, Tweet tweet, Instant at, JsonNode raw) implements TwitterEvent {
        @Override
        public String id() {
            return tweet.id();
        }

        @Override
        public String kind() {
            return "tweet.deleted";
        }
    }

    /**
     * A tweet was liked, by the account or one of the account's.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id Twitter's id of the like
     * @param from who liked it; null where Twitter did not say
     * @param tweet what was liked
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Favorited(
            @Nullable String forUserId, String id, @Nullable Person from, Tweet tweet, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "tweet.favorited";
        }
    }

    /**
     * Someone follows, blocks or mutes someone, or does so no more.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param verb follow, unfollow, block, unblock, mute or unmute
     * @param id Twitter's id, or made of who, whom and when
     * @param source who did it
     * @param target to whom
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Related(
            @Nullable String forUserId, String verb, String id, Person source, Person target, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return verb;
        }
    }

    /**
     * The account took its permission back from the app; Twitter has ended the subscription.
     *
     * @param forUserId the account
     * @param appId Twitter's id of the app; null where Twitter did not say
     * @param id made of the content
     * @param at Twitter's time of it
     * @param raw the original
     */
    record Revoked(String forUserId, @Nullable String appId, String id, Instant at, JsonNode raw)
            implements TwitterEvent {
        @Override
        public String kind() {
            return "revoke";
        }
    }

    /**
     * Twitter has sent again what was missed, as it had been asked to.
     *
     * @param forUserId the account that it was reported to; null where Twitter did not say
     * @param id of the job
     * @param state {@code Complete} or {@code Incomplete}, as Twitter writes it
     * @param description Twitter's words about it; null where there are none
     * @param at Twitter's time of it
     * @param raw the original
     */
    record ReplayEnded(
            @Nullable String forUserId,
            String id,
            String state,
            @Nullable String description,
            Instant at,
            JsonNode raw) implements TwitterEvent {
        @Override
        public String kind() {
            return "replay";
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
