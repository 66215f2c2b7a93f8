package io.channeladapter.common.codec;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.topic.RecordHeaders;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.time.ZoneOffset;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events to a bot as Kafka records: CloudEvents 1.0 in binary mode, that is attributes in {@code ce_*} headers and the
 * data as JSON value. The trace context stands there twice: as the extension of CloudEvents, and as a header of its own,
 * which is where tracing tools look for it and write the last hop.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding for CloudEvents</a>
 */
public final class BotEvents {
    private BotEvents() {}

    /** The record of this event for the topic of its bot; key is the conversation, or the streamid where there is none. */
    public static ProducerRecord<String, byte[]> toRecord(BotEvent event) {
        CloudEventBuilder attributes = CloudEventBuilder.v1()
                .withId(event.id())
                .withType(event.type())
                .withSource(source(event))
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .withData(Json.bytes(event.data()));
        Conversation conversation = event.conversation();
        if (conversation != null) {
            attributes.withSubject(conversation.toString());
        }
        String traceparent = event.traceparent();
        if (traceparent != null) {
            attributes.withExtension("traceparent", traceparent);
        }
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(event.topic(), event.key())
                .writeBinary(attributes.build());
        RecordHeaders.trace(record.headers(), traceparent);
        return record;
    }

    private static URI source(BotEvent event) {
        return URI.create(event.streamId() == null ? "/bots/" + event.botId() : "/channels/" + event.streamId());
    }
}
