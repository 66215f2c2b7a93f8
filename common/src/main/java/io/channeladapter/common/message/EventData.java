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

/** The value of an event to a bot. All of them carry {@code streamid} and {@code botId}. */
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
     * @param conversation who read
     * @param lastReadMessageId all messages up to this id are read
     * @param readAt when
     * @param raw Twitter's own event
     */
    record Read(
            StreamId streamid,
            BotId botId,
            Conversation conversation,
            String lastReadMessageId,
            Instant readAt,
            JsonNode raw)
            implements EventData {}

    /**
     * {@code typing.started}.
     *
     * @param streamid the channel
     * @param botId the bot
     * @param conversation who types
     * @param at when
     * @param raw Twitter's own event
     */
    record Typing(StreamId streamid, BotId botId, Conversation conversation, Instant at, JsonNode raw)
            implements EventData {}

    /**
     * Every other thing that Twitter reports, by its type.
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
            @Nullable Long followersCount) {}

    /**
     * A direct message.
     *
     * @param id Twitter's id
     * @param text as a person reads it: unescaped, links expanded, the link of attached media removed
     * @param rawText as Twitter sent it
     * @param quickReply the option that was chosen; null where none was
     * @param media attached media, at most one today
     * @param location attached place; null where there is none
     * @param urls links in the text
     */
    record DirectMessage(
            String id,
            String text,
            String rawText,
            @Nullable QuickReplyAnswer quickReply,
            List<Media> media,
            @Nullable JsonNode location,
            List<Url> urls) {}

    /**
     * The quick reply that a person chose.
     *
     * @param metadata what the bot gave the option; null where it gave none
     */
    record QuickReplyAnswer(@Nullable String metadata) {}

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
