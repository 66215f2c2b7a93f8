package io.channeladapter.router.topology;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.reply.Incoming;
import io.channeladapter.router.reply.ReplyCheck;
import io.channeladapter.router.reply.ReplyVerdict;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each reply where {@link ReplyCheck} says. Keeps no state store: below a subscription by pattern a store would
 * mix the topics of all bots, and a bot's topic with more partitions would stop the application.
 */
final class ReplyProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyProcessor.class);

    private final Shared shared;
    private @Nullable Channels channels;

    ReplyProcessor(Shared shared) {
        this.shared = shared;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        channels = new GlobalChannels(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata position = context().recordMetadata().orElseThrow();
        BotId botId = Topics.botOfReplies(position.topic()).orElseThrow();
        ReplyEnvelope envelope = ReplyEnvelope.open(record.headers(), record.value());
        String traceparent = Traces.of(envelope.traceparent(), record, Optional.of(position));
        Trace.within(traceparent, () -> process(record, position, botId, envelope, traceparent));
    }

    private void process(
            Record<byte[], byte[]> record,
            RecordMetadata position,
            BotId botId,
            ReplyEnvelope envelope,
            String traceparent) {
        Incoming reply = new Incoming(
                botId,
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                envelope.body(),
                envelope.eventId(),
                position.topic() + "-" + position.partition() + "-" + position.offset(),
                traceparent);
        switch (ReplyCheck.check(reply, Objects.requireNonNull(channels), shared.now())) {
            case ReplyVerdict.Checked(var checked) -> {
                shared.meters().count(RouterMetric.REPLY_REPLIES, "checked");
                String streamId = checked.conversation().streamId().value();
                Trace.note(LogKeys.STREAMID, streamId);
                context()
                        .forward(Outputs.of(streamId, checked, shared.now(), traceparent), RouterTopology.OUTBOUND_OUT);
                LOG.atDebug()
                        .addKeyValue(LogKeys.STREAMID, streamId)
                        .addKeyValue(LogKeys.REPLY_ID, checked.id())
                        .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(traceparent))
                        .log("reply checked");
            }
            case ReplyVerdict.Refusal refusal -> refuse(record, position, refusal);
        }
    }

    private void refuse(Record<byte[], byte[]> record, RecordMetadata position, ReplyVerdict.Refusal refusal) {
        String reason = refusal.reason().deadLetter();
        shared.meters().count(RouterMetric.REPLY_REPLIES, reason);
        LOG.atDebug()
                .addKeyValue(LogKeys.TOPIC, position.topic())
                .addKeyValue(
                        LogKeys.TRACE_ID, Traceparent.traceId(refusal.outcome().traceparent()))
                .addKeyValue(LogKeys.REASON, reason)
                .log("reply is a dead letter");
        context()
                .forward(
                        Outputs.deadLetter(record, context().recordMetadata(), reason, refusal.detail(), shared.now()),
                        RouterTopology.REPLIES_DEAD);
        if (shared.topics().exists(refusal.outcome().topic())) {
            context().forward(Outputs.toBot(refusal.outcome(), shared.now()), RouterTopology.REPLIES_BOTS);
        } else {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, position.topic())
                    .addKeyValue(LogKeys.PARTITION, position.partition())
                    .addKeyValue(LogKeys.OFFSET, position.offset())
                    .addKeyValue(
                            LogKeys.TRACE_ID,
                            Traceparent.traceId(refusal.outcome().traceparent()))
                    .addKeyValue(LogKeys.REASON, reason)
                    .log("refused reply of a bot that has no topic for events");
        }
    }
}
