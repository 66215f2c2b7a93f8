package io.channeladapter.common.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.EventData.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account's own message as Twitter reports it, whoever wrote it: value of {@code twitter.echoes}, key its streamid.
 *
 * @param botId the channel's bot
 * @param conversation whom it went to
 * @param from the account, as Twitter describes it; null in records of before this was kept
 * @param message what was written; its text is normalised like the text of a received message
 * @param sentAt Twitter's time of it
 * @param receivedAt when the adapter accepted the webhook
 * @param raw Twitter's own event
 * @param traceparent W3C trace context; null where there is none
 */
public record Echo(
        BotId botId,
        Conversation conversation,
        @Nullable Person from,
        EventData.DirectMessage message,
        Instant sentAt,
        Instant receivedAt,
        JsonNode raw,
        @Nullable String traceparent) {}
