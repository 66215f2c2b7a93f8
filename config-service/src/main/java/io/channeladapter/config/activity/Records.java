package io.channeladapter.config.activity;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.config.journey.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads single things of records; what is not as expected is as if it were missing. */
final class Records {
    /** How much of a message's text is told. */
    private static final int PREVIEW = 80;

    private Records() {}

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        try {
            return value == null ? Json.object() : Json.MAPPER.readTree(value);
        } catch (IOException | NumberFormatException e) {
            return Json.object();
        }
    }

    static Seen.Place place(ConsumerRecord<byte[], byte[]> record) {
        return new Seen.Place(record.topic(), record.partition(), record.offset());
    }

    static Instant at(ConsumerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** The time in a header, else the record's own. */
    static Instant at(ConsumerRecord<byte[], byte[]> record, String header) {
        return RecordHeaders.text(record.headers(), header)
                .flatMap(Records::time)
                .orElseGet(() -> at(record));
    }

    static @Nullable Instant time(JsonNode json, String field) {
        return time(json.path(field).asText("")).orElse(null);
    }

    static @Nullable String text(JsonNode json, String field) {
        return json.path(field).textValue();
    }

    /** The beginning of a message, in one line. */
    static String preview(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= PREVIEW
                ? line
                : line.substring(0, line.offsetByCodePoints(0, PREVIEW)) + "…";
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
