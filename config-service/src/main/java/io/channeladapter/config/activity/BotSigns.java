package io.channeladapter.config.activity;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.EventType;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.config.journey.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Finds signs of one channel's messages in the two topics of its bot. Safe for many threads. */
final class BotSigns {
    private static final int LONGEST_ID = 200;

    private final StreamId streamId;
    private final boolean texts;

    BotSigns(StreamId streamId, boolean texts) {
        this.streamId = streamId;
        this.texts = texts;
    }

    /** A message to the bot, or what became of a reply. */
    List<Seen> event(ConsumerRecord<byte[], byte[]> record) {
        Optional<String> userId = userId(record);
        if (userId.isEmpty()) {
            return List.of();
        }
        String type = RecordHeaders.text(record.headers(), "ce_type").orElse("");
        String kind = type.startsWith(EventType.PREFIX) ? type.substring(EventType.PREFIX.length()) : type;
        return Optional.ofNullable(sign(kind, record, userId.get())).stream().toList();
    }

    /** A reply as the bot wrote it. */
    List<Seen> replied(ConsumerRecord<byte[], byte[]> record) {
        Optional<String> userId = userId(record);
        if (userId.isEmpty()) {
            return List.of();
        }
        JsonNode json = Records.json(record);
        boolean envelope = RecordHeaders.text(record.headers(), "content-type")
                .orElse("")
                .startsWith("application/cloudevents+json");
        JsonNode body = envelope ? json.path("data") : json;
        String eventId = envelope
                ? Records.text(json, "id")
                : RecordHeaders.text(record.headers(), "ce_id").orElse(null);
        return List.of(new Seen.Replied(
                replyId(body, eventId, record),
                userId.get(),
                Records.text(body, "inReplyTo"),
                shown(body.path("text").asText("")),
                Records.at(record),
                Records.place(record)));
    }

    private @Nullable Seen sign(String kind, ConsumerRecord<byte[], byte[]> record, String userId) {
        Instant at = Records.at(record, "ce_time");
        JsonNode json = Records.json(record);
        String replyId = json.path("replyId").asText("");
        String messageId = json.path("messageId").asText("");
        return switch (kind) {
            case "message.received" -> routed(record, json, userId);
            case "message.sent-elsewhere" ->
                new Seen.Elsewhere(
                        json.at("/message/id").asText(""),
                        userId,
                        shown(json.at("/message/text").asText("")),
                        Objects.requireNonNullElse(Records.time(json, "receivedAt"), at));
            case "message.sent" ->
                new Seen.Sent(replyId, userId, messageId, Objects.requireNonNullElse(Records.time(json, "sentAt"), at));
            case "message.confirmed" -> new Seen.Confirmed(replyId, userId, messageId, at);
            case "message.deferred" ->
                new Seen.Deferred(
                        replyId,
                        userId,
                        Records.time(json, "until"),
                        json.path("reason").asText(""),
                        json.path("detail").asText(""),
                        at);
            case "message.failed" ->
                new Seen.Failed(
                        replyId,
                        userId,
                        json.path("reason").asText(""),
                        json.path("detail").asText(""),
                        at);
            case "message.expired" ->
                new Seen.Expired(replyId, userId, Objects.requireNonNullElse(Records.time(json, "expiresAt"), at), at);
            default -> null;
        };
    }

    private Seen routed(ConsumerRecord<byte[], byte[]> record, JsonNode json, String userId) {
        JsonNode from = json.path("from");
        return new Seen.Routed(
                RecordHeaders.text(record.headers(), "ce_id").orElse(""),
                json.at("/message/id").asText(""),
                userId,
                new Seen.Person(Records.text(from, "screenName"), Records.text(from, "name")),
                shown(json.at("/message/text").asText("")),
                Objects.requireNonNullElse(Records.time(json, "receivedAt"), Records.at(record)),
                Records.at(record),
                Records.place(record));
    }

    private Optional<String> userId(ConsumerRecord<byte[], byte[]> record) {
        return Conversation.read(Records.key(record))
                .filter(conversation -> conversation.streamId().equals(streamId))
                .map(Conversation::userId);
    }

    // As the router takes it: the bot's own id, else the CloudEvent's, else where the record stands.
    private static String replyId(JsonNode body, @Nullable String eventId, ConsumerRecord<byte[], byte[]> record) {
        String own = Records.text(body, "id");
        if (own != null && isId(own)) {
            return own;
        }
        return eventId != null && isId(eventId)
                ? eventId
                : record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    private static boolean isId(String text) {
        return !text.isBlank() && text.length() <= LONGEST_ID;
    }

    private String shown(String text) {
        return texts ? Records.preview(text) : "";
    }
}
