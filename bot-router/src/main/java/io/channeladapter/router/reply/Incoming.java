package io.channeladapter.router.reply;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it came from a bot, out of its CloudEvent where it was in one.
 *
 * @param botId the bot that wrote it: who may write a topic is who it is
 * @param key the record's key; null where it has none
 * @param body the reply's JSON; null where the value is no JSON
 * @param eventId id of the CloudEvent; null where it came without one
 * @param position {@code <topic>-<partition>-<offset>}: its id where the bot gave none
 * @param traceparent W3C trace context; null where there is none
 */
public record Incoming(
        BotId botId,
        @Nullable String key,
        @Nullable JsonNode body,
        @Nullable String eventId,
        String position,
        @Nullable String traceparent) {}
