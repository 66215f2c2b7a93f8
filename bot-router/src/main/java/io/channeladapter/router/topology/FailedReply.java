package io.channeladapter.router.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.codec.BotEvents;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.reply.Incoming;
import io.channeladapter.router.reply.ReplyCheck;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** What a bot is told of a reply of its own that the router failed on. Pure. */
final class FailedReply {
    private FailedReply() {}

    /** The outcome of the record that failed; empty where that is no bot's reply, or the bot has no topic for events. */
    static Optional<ProducerRecord<byte[], byte[]>> outcome(
            ErrorHandlerContext context, KnownTopics topics, Instant now) {
        return Topics.botOfReplies(context.topic())
                .map(botId -> ReplyCheck.failed(incoming(botId, context), now).outcome())
                .filter(event -> topics.exists(event.topic()))
                .map(FailedReply::record);
    }

    private static Incoming incoming(BotId botId, ErrorHandlerContext context) {
        byte[] key = context.sourceRawKey();
        ReplyEnvelope envelope = envelope(context);
        return new Incoming(
                botId,
                key == null ? null : new String(key, UTF_8),
                envelope.body(),
                envelope.eventId(),
                context.topic() + "-" + context.partition() + "-" + context.offset(),
                envelope.traceparent());
    }

    // The envelope may be what the router failed on.
    private static ReplyEnvelope envelope(ErrorHandlerContext context) {
        try {
            return ReplyEnvelope.open(context.headers(), context.sourceRawValue());
        } catch (RuntimeException e) {
            return new ReplyEnvelope(
                    null, null, RecordHeaders.traceparent(context.headers()).orElse(null));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(BotEvent event) {
        ProducerRecord<String, byte[]> made = BotEvents.toRecord(event);
        return new ProducerRecord<>(
                made.topic(),
                null,
                event.time().toEpochMilli(),
                made.key().getBytes(UTF_8),
                made.value(),
                made.headers());
    }
}
