package io.channeladapter.router.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.topic.RecordHeaders;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A reply out of its envelope: plain JSON, or a CloudEvent in binary mode ({@code ce_*} headers) or structured mode
 * (content type {@code application/cloudevents+json}).
 *
 * @param body JSON of the reply; null where there is none
 * @param eventId id of the CloudEvent; null where it came without one
 * @param traceparent W3C trace context: the header of the last hop, else the extension of CloudEvents; null where there
 *     is none that is valid
 */
record ReplyEnvelope(
        @Nullable JsonNode body,
        @Nullable String eventId,
        @Nullable String traceparent) {

    static ReplyEnvelope open(Headers headers, byte @Nullable [] value) {
        String traceparent = RecordHeaders.traceparent(headers)
                .or(() -> RecordHeaders.text(headers, "ce_traceparent").flatMap(Traceparent::valid))
                .orElse(null);
        if (value == null) {
            return new ReplyEnvelope(null, null, traceparent);
        }
        String type = RecordHeaders.text(headers, "content-type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/cloudevents+json")) {
            return structured(json(value), traceparent);
        }
        if (headers.lastHeader("ce_specversion") != null) {
            return binary(headers, value, traceparent);
        }
        return new ReplyEnvelope(json(value), null, traceparent);
    }

    private static ReplyEnvelope structured(@Nullable JsonNode event, @Nullable String traceparent) {
        if (event == null || !event.isObject()) {
            return new ReplyEnvelope(null, null, traceparent);
        }
        return new ReplyEnvelope(
                event.has("data") ? event.get("data") : encoded(event.path("data_base64")),
                event.path("id").textValue(),
                traceparent != null
                        ? traceparent
                        : Traceparent.valid(event.path("traceparent").textValue())
                                .orElse(null));
    }

    // Attributes that the specification asks for may be missing, or be headers without a value, at which the reader
    // fails; the reply itself needs none of them.
    private static ReplyEnvelope binary(Headers headers, byte[] value, @Nullable String traceparent) {
        try {
            CloudEvent event = KafkaMessageFactory.createReader(headers, value).toEvent();
            CloudEventData data = event.getData();
            return new ReplyEnvelope(data == null ? null : json(data.toBytes()), event.getId(), traceparent);
        } catch (RuntimeException e) {
            Optional<String> id = RecordHeaders.text(headers, "ce_id");
            return new ReplyEnvelope(json(value), id.orElse(null), traceparent);
        }
    }

    private static @Nullable JsonNode encoded(JsonNode base64) {
        try {
            byte[] bytes = base64.binaryValue();
            return bytes == null ? null : json(bytes);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable JsonNode json(byte[] bytes) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            return json == null || json.isMissingNode() ? null : json;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
