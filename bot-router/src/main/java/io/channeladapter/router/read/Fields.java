package io.channeladapter.router.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Reads single fields as leniently as Twitter writes them: ids as text or number, "null" as text, times in four forms. */
final class Fields {
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_NAME = 100;
    private static final long YEAR_2100 = 4_102_444_800_000L;
    private static final DateTimeFormatter TWEET_TIME =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ROOT);
    private static final ObjectWriter CANONICAL = Json.MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private Fields() {}

    /** Text or whole number as text; empty where absent, blank or the text {@code null}. */
    static Optional<String> text(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        String text = node.isTextual() || node.isIntegralNumber() ? node.asText() : "";
        return text.isBlank() || text.equals("null") ? Optional.empty() : Optional.of(text);
    }

    /** Twitter's id of a user. */
    static Optional<String> id(JsonNode parent, String name) {
        return text(parent, name).filter(Conversation::isUserId);
    }

    /** The id that X Activity gives an event in its envelope; empty in other shapes. */
    static Optional<String> eventUuid(JsonNode body) {
        return text(body.path("data"), "event_uuid").filter(Fields::fitsAsId);
    }

    static boolean fitsAsId(String id) {
        return id.length() <= LONGEST_ID;
    }

    /** Names in types are cut, so that no sender decides how long a header gets. */
    static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    /** When it happened, from whichever of Twitter's fields is there. */
    static Optional<Instant> time(JsonNode event) {
        return text(event, "created_timestamp")
                .or(() -> text(event, "timestamp_ms"))
                .or(() -> text(event, "created_at_msec"))
                .flatMap(Fields::millis)
                .or(() -> text(event, "date_time")
                        .or(() -> text(event, "created_at"))
                        .flatMap(Fields::written));
    }

    /** An id for what has none: the same content has the same id, whatever the order of its keys. */
    static String digest(JsonNode event) {
        try {
            byte[] canonical = CANONICAL.writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JSON tree has no digest", e);
        }
    }

    private static Optional<Instant> millis(String text) {
        try {
            long millis = Long.parseLong(text);
            return millis > 0 && millis < YEAR_2100 ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> written(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            try {
                return Optional.of(OffsetDateTime.parse(text, TWEET_TIME).toInstant());
            } catch (DateTimeException notThatEither) {
                return Optional.empty();
            }
        }
    }
}
