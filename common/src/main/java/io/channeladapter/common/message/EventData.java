package io.channeladapter.common.message;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The value of an event to a bot. All of them carry {@code streamid} and {@code botId}; what Twitter reported carries
 * {@code receivedAt}, when the adapter accepted it, and {@code raw}, Twitter's own event untouched.
 */
public sealed interface EventData {

    /**
     * {@code message.received} and {@code message.sent-elsewhere}.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param conversation key of the reply
     * @param from who wrote it; only the id where Twitter named no more
     * @param message what was written
     * @param sentAt Twitter's time of it
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event, untouched
     */
    record Message(
            StreamId streamid,
            BotId botId,
            Conversation conversation,
            Person from,
            DirectMessage message,
            Instant sentAt,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code message.read}.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param conversation key of a reply
     * @param from who read
     * @param lastReadMessageId all messages up to this id are read
     * @param readAt Twitter's time of it
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event
     */
    record Read(
            StreamId streamid,
            BotId botId,
            Conversation conversation,
            Person from,
            String lastReadMessageId,
            Instant readAt,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code typing.started}.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param conversation key of a reply
     * @param from who types
     * @param at Twitter's time of it
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event
     */
    record Typing(
            StreamId streamid,
            BotId botId,
            Conversation conversation,
            Person from,
            Instant at,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code message.unreadable}: a person writes encrypted messages. Told once a day of each conversation.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param conversation key of a reply
     * @param from who wrote it
     * @param sentAt Twitter's time of the first one
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event
     */
    record Unreadable(
            StreamId streamid,
            BotId botId,
            Conversation conversation,
            Person from,
            Instant sentAt,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code mention.received} and {@code tweet.created|deleted|favorited}.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param from who did it: who wrote, deleted or liked the tweet; null where Twitter does not say who liked it
     * @param byAccount whether that is the channel's own account
     * @param tweet what was written, deleted or liked
     * @param authorBlocked whether the account has blocked the author; null where Twitter does not say
     * @param at Twitter's time of it
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event
     */
    record TweetActivity(
            StreamId streamid,
            BotId botId,
            @Nullable Person from,
            boolean byAccount,
            Tweet tweet,
            @Nullable Boolean authorBlocked,
            Instant at,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code follow|unfollow|block|unblock|mute|unmute}.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param source who did it
     * @param target to whom
     * @param byAccount true where {@code source} is the channel's own account; false where {@code target} is
     * @param at Twitter's time of it
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event
     */
    record Relation(
            StreamId streamid,
            BotId botId,
            Person source,
            Person target,
            boolean byAccount,
            Instant at,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code account.revoked}: the account took its permission back from the app, and Twitter sends no more events.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param from the account
     * @param appId Twitter's id of the app; null where Twitter does not say
     * @param at Twitter's time of it
     * @param receivedAt when the adapter accepted it
     * @param raw Twitter's own event
     */
    record AccountRevoked(
            StreamId streamid,
            BotId botId,
            Person from,
            @Nullable String appId,
            Instant at,
            Instant receivedAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code quota.state}: one of Twitter's limits of sending has come near, is used up, or has begun anew.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param scope {@code endpoint}: the account's 15 minutes; {@code user-day}: its 24 hours; {@code app-day}: the
     *     channel's part of the app's 24 hours
     * @param limit messages a window
     * @param left messages left of it
     * @param resetAt when the window begins anew; null where nothing of it is used
     * @param level 75, 90 or 100: so many percent or more are used; 0: it has begun anew
     * @param waiting replies of the channel without a final outcome
     * @param at when that was noticed
     */
    record QuotaState(
            StreamId streamid,
            BotId botId,
            String scope,
            long limit,
            long left,
            @Nullable Instant resetAt,
            int level,
            int waiting,
            Instant at)
            implements EventData {}

    /**
     * {@code other.*}: whatever else Twitter reports, by Twitter's own name.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param raw Twitter's own event
     * @param receivedAt when the adapter accepted it
     */
    record Other(StreamId streamid, BotId botId, JsonNode raw, Instant receivedAt) implements EventData {}

    /**
     * {@code channel.*}: the channel itself changed.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param version the channel's version after the change
     * @param details what changed; never a secret
     */
    record ChannelChanged(StreamId streamid, BotId botId, long version, Map<String, String> details)
            implements EventData {
        /** The data of this change. */
        public static ChannelChanged of(ChannelEvent event) {
            return new ChannelChanged(event.streamId(), event.botId(), event.version(), event.details());
        }
    }

    /**
     * {@code message.sent|deferred|failed|expired|confirmed}: what became of a reply.
     *
     * @param streamid the channel; null where a failed reply named none
     * @param botId the bot
     * @param conversation whom the reply was for; null where a failed reply named none
     * @param replyId the reply
     * @param outcome what became of it; its fields stand beside the others
     */
    record ReplyOutcome(
            @Nullable StreamId streamid,
            BotId botId,
            @Nullable Conversation conversation,
            String replyId,
            @JsonUnwrapped Outcome outcome)
            implements EventData {}

    /**
     * A Twitter user.
     *
     * @param id Twitter's id
     * @param screenName the name after the @
     * @param name the displayed name
     * @param profileImageUrl https
     * @param verified whether Twitter calls the user verified
     * @param followersCount number of followers
     */
    record Person(
            String id,
            @Nullable String screenName,
            @Nullable String name,
            @Nullable String profileImageUrl,
            @Nullable Boolean verified,
            @Nullable Long followersCount) {

        /** Someone of whom no more is known. */
        public static Person of(String id) {
            return new Person(id, null, null, null, null, null);
        }
    }

    /**
     * A direct message.
     *
     * @param id Twitter's id
     * @param text as a person reads it: unescaped, links expanded, the link of what is attached removed
     * @param rawText as Twitter sent it
     * @param quickReply the option that was chosen; null where none was
     * @param media attached media, at most one today
     * @param location attached place; null where there is none
     * @param urls links in the text
     * @param encrypted true where the message is encrypted and has therefore no text; else null
     */
    record DirectMessage(
            String id,
            String text,
            String rawText,
            @Nullable QuickReplyAnswer quickReply,
            List<Media> media,
            @Nullable Location location,
            List<Url> urls,
            @Nullable Boolean encrypted) {}

    /**
     * The quick reply that a person chose.
     *
     * @param type Twitter's name of the form, today {@code options}; null where Twitter does not say
     * @param metadata what the bot gave the option; null where it gave none
     */
    record QuickReplyAnswer(@Nullable String type, @Nullable String metadata) {}

    /**
     * Attached media.
     *
     * @param id Twitter's id
     * @param type {@code photo}, {@code video} or {@code animated_gif}
     * @param url a link to the adapter that needs no token and expires; where the adapter gives no links, or Twitter
     *     keeps the file elsewhere than is usual, Twitter's own address, which for a photo needs a signed request
     * @param contentType such as {@code image/jpeg}; null where Twitter's event does not tell
     * @param width of the largest size, in pixels
     * @param height of the largest size, in pixels
     * @param durationMillis how long a video plays
     */
    record Media(
            @Nullable String id,
            String type,
            @Nullable String url,
            @Nullable String contentType,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Long durationMillis) {
        /** The same at another address. */
        public Media at(String newUrl) {
            return new Media(id, type, newUrl, contentType, width, height, durationMillis);
        }
    }

    /**
     * A link in a text.
     *
     * @param url as in {@code rawText}, a t.co link
     * @param expandedUrl where it leads
     */
    record Url(String url, String expandedUrl) {}
}
