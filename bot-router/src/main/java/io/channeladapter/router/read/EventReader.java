package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.EventType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads the body of a webhook, whichever of Twitter's shapes it has. Pure; never throws, whatever the bytes.
 *
 * <ul>
 *   <li>Account Activity, v1.1 and v2: {@code for_user_id} and one or more arrays of events.
 *   <li>X Activity: one event in an envelope {@code data}; its direct messages have the shape of the above, and its
 *       encrypted ones hold nothing that can be read.
 * </ul>
 */
public final class EventReader {
    private EventReader() {}

    /**
     * Reads a body.
     *
     * @param receivedAt stands in for Twitter's time where that is missing
     */
    public static Reading read(byte[] body, Instant receivedAt) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return new Reading.NotJson("the body is not JSON");
        }
        if (json == null || json.isMissingNode()) {
            return new Reading.NotJson("the body is empty");
        }
        if (!(json instanceof ObjectNode object)) {
            return new Reading.Unreadable("the body is JSON, but not an object");
        }
        return activity(object, receivedAt).orElseGet(() -> AccountActivity.read(object, receivedAt));
    }

    private static Optional<Reading> activity(ObjectNode body, Instant receivedAt) {
        JsonNode data = body.path("data");
        Optional<String> type = Fields.text(data, "event_type");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String forUserId = Fields.id(data.path("filter"), "user_id").orElse(null);
        if (type.get().startsWith("dm.") && data.path("payload") instanceof ObjectNode payload) {
            var messages = AccountActivity.readMessages(payload, body, forUserId, receivedAt);
            if (messages.isPresent()) {
                return messages;
            }
        }
        Instant at = Fields.time(data.path("payload")).orElse(receivedAt);
        String id = Fields.text(data, "event_uuid")
                .filter(Fields::fitsAsId)
                .orElseGet(() -> Fields.digest(data.path("payload")));
        Optional<String> writer = Fields.id(data.path("payload"), "sender_id");
        if (type.get().equals("chat.received") && writer.isPresent()) {
            return Optional.of(new Reading.Events(
                    List.of(new TwitterEvent.Unreadable(forUserId, id, writer.get(), at, body)), List.of()));
        }
        return Optional.of(new Reading.Events(
                List.of(new TwitterEvent.Other(forUserId, EventType.unknown(Fields.cut(type.get())), id, at, body)),
                List.of()));
    }
}
