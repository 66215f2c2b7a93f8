package io.channeladapter.config.activity;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.config.journey.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds signs of one channel's messages in the topics that are keyed by streamid. Safe for many threads. */
final class TwitterSigns {
    private final Channel channel;
    private final boolean texts;

    TwitterSigns(Channel channel, boolean texts) {
        this.channel = channel;
        this.texts = texts;
    }

    /** People's messages in a webhook; what the account itself wrote comes as an echo. */
    List<Seen> received(ConsumerRecord<byte[], byte[]> record) {
        if (isOther(record)) {
            return List.of();
        }
        JsonNode body = Records.json(record);
        JsonNode payload = body.has("direct_message_events") ? body : body.at("/data/payload");
        Instant at = Records.at(record, RecordHeaders.RECEIVED_AT);
        List<Seen> seen = new ArrayList<>();
        payload.path("direct_message_events").forEach(event -> {
            JsonNode create = event.path("message_create");
            String sender = create.path("sender_id").asText("");
            String id = event.path("id").asText("");
            if (Conversation.isUserId(sender) && !channel.isAccount(sender) && !id.isEmpty()) {
                seen.add(new Seen.Received(
                        id,
                        sender,
                        person(payload.path("users").path(sender)),
                        shown(create.path("message_data").path("text").asText("")),
                        at,
                        Records.place(record)));
            }
        });
        return seen;
    }

    /** A webhook that was given up. */
    List<Seen> givenUp(ConsumerRecord<byte[], byte[]> record) {
        Optional<Seen.Place> origin = isOther(record) ? Optional.empty() : origin(record);
        return origin
                .<Seen>map(place -> new Seen.GivenUp(
                        place,
                        RecordHeaders.text(record.headers(), DeadLetter.REASON).orElse("unknown"),
                        RecordHeaders.text(record.headers(), DeadLetter.DETAIL).orElse(""),
                        Records.at(record, DeadLetter.AT)))
                .stream()
                .toList();
    }

    /** A reply on its way to the egress. */
    List<Seen> checked(ConsumerRecord<byte[], byte[]> record) {
        return read(record, CheckedReply.class)
                .<Seen>map(reply -> new Seen.Checked(
                        reply.id(),
                        reply.conversation().userId(),
                        reply.inReplyTo(),
                        shown(reply.text()),
                        reply.acceptedAt()))
                .stream()
                .toList();
    }

    /** The account's own message. */
    List<Seen> echoed(ConsumerRecord<byte[], byte[]> record) {
        return read(record, Echo.class)
                .<Seen>map(echo -> new Seen.Echoed(
                        echo.message().id(),
                        echo.conversation().userId(),
                        shown(echo.message().text()),
                        echo.receivedAt()))
                .stream()
                .toList();
    }

    private boolean isOther(ConsumerRecord<byte[], byte[]> record) {
        return !channel.streamId().value().equals(Records.key(record));
    }

    private <T> Optional<T> read(ConsumerRecord<byte[], byte[]> record, Class<T> type) {
        return isOther(record) || record.value() == null ? Optional.empty() : Json.read(record.value(), type);
    }

    private String shown(String text) {
        return texts ? Records.preview(text) : "";
    }

    private static Seen.Person person(JsonNode entry) {
        JsonNode user = entry.path("data").isObject() ? entry.path("data") : entry;
        String screenName = Records.text(user, "screen_name");
        return new Seen.Person(
                screenName == null ? Records.text(user, "username") : screenName, Records.text(user, "name"));
    }

    private static Optional<Seen.Place> origin(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(new Seen.Place(
                    RecordHeaders.text(record.headers(), DeadLetter.ORIGIN_TOPIC)
                            .orElse(""),
                    Integer.parseInt(RecordHeaders.text(record.headers(), DeadLetter.ORIGIN_PARTITION)
                            .orElse("")),
                    Long.parseLong(RecordHeaders.text(record.headers(), DeadLetter.ORIGIN_OFFSET)
                            .orElse(""))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
