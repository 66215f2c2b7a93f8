package io.channeladapter.common.message;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for a bot, a CloudEvent. The same event always has the same id, so a bot that sees an id twice may forget
 * the second.
 *
 * @param id {@code <streamid>/<kind>/<Twitter's id>}
 * @param type one of {@link EventType}
 * @param streamId the channel; null where a refused reply named none
 * @param botId the bot whose topic it goes to
 * @param conversation whom it is about; null where it is about the channel as a whole
 * @param time when it happened, as Twitter says or else as the adapter saw it
 * @param data the value, JSON
 * @param traceparent W3C trace context; null where there is none
 */
public record BotEvent(
        String id,
        String type,
        @Nullable StreamId streamId,
        BotId botId,
        @Nullable Conversation conversation,
        Instant time,
        EventData data,
        @Nullable String traceparent) {

    /** The topic it goes to. */
    public String topic() {
        return Topics.botEvents(botId);
    }

    /** Key of its record: the conversation, else the streamid, else the botId. */
    public String key() {
        if (conversation != null) {
            return conversation.toString();
        }
        return streamId == null ? botId.value() : streamId.value();
    }
}
