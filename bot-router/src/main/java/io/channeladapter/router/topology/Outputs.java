package io.channeladapter.router.topology;

import io.channeladapter.common.codec.BotEvents;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.topic.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that leave. Their time is the time of routing: a topic's retention counts from it, and a bot that
 * writes with a clock of 1970, or an old webhook sent again, must not see its record deleted at once.
 */
final class Outputs {
    static final String SERVICE = "bot-router";
    /** What a broker takes by default is 1,048,588 bytes with all headers; the rest is room for those. */
    static final int LARGEST_VALUE = 1_000_000;

    private Outputs() {}

    /** The event for its bot, to a sink whose topic is taken from the value. */
    static Record<String, ProducerRecord<String, byte[]>> toBot(BotEvent event, Instant now) {
        ProducerRecord<String, byte[]> made = BotEvents.toRecord(event);
        return new Record<>(made.key(), made, now.toEpochMilli(), made.headers());
    }

    /** One of our own records. */
    static <V> Record<String, V> of(String key, V value, Instant now, @Nullable String traceparent) {
        return new Record<>(key, value, now.toEpochMilli(), Traces.headers(traceparent));
    }

    /** The original record with its headers, and with the reason. */
    static Record<byte[], byte[]> deadLetter(
            Record<byte[], byte[]> original,
            Optional<RecordMetadata> position,
            String reason,
            String detail,
            Instant now) {
        Headers headers = Traces.copy(original, position);
        DeadLetter letter = new DeadLetter(
                reason,
                detail,
                position.map(RecordMetadata::topic).orElse(""),
                position.map(RecordMetadata::partition).orElse(-1),
                position.map(RecordMetadata::offset).orElse(-1L),
                SERVICE,
                now);
        letter.addTo(headers);
        return new Record<>(original.key(), fitting(original.value()), now.toEpochMilli(), headers);
    }

    /** A value that would no longer fit beside the reason is left where it came from: the headers say where. */
    static byte @Nullable [] fitting(byte @Nullable [] value) {
        return value != null && value.length > LARGEST_VALUE ? null : value;
    }

    /** Takes the topic from the value. */
    static final class BotTopic implements TopicNameExtractor<String, ProducerRecord<String, byte[]>> {
        @Override
        public String extract(String key, ProducerRecord<String, byte[]> value, RecordContext context) {
            return value.topic();
        }

        @Override
        public String toString() {
            return "bot.<botId>.events";
        }
    }
}
