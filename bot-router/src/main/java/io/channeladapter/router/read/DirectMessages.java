package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.QuickReplyAnswer;
import io.channeladapter.common.message.Location;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one {@code message_create}, one typing or one reading; empty where it lacks its ids. */
final class DirectMessages {
    private static final String SITE = "https?://(?:www\\.|mobile\\.)?(?:twitter|x)\\.com/";
    private static final Predicate<String> PLACE_LINK =
            Pattern.compile(SITE + "i/(?:location|places?)[/?].*").asMatchPredicate();

    private DirectMessages() {}

    static Optional<TwitterEvent> message(JsonNode event, Context context, JsonNode raw) {
        JsonNode create = event.path("message_create");
        Optional<String> id = Fields.text(event, "id").filter(Fields::fitsAsId);
        Optional<String> sender = Fields.id(create, "sender_id");
        Optional<String> recipient = Fields.id(create.path("target"), "recipient_id");
        if (id.isEmpty() || sender.isEmpty() || recipient.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TwitterEvent.Message(
                context.forUserId(),
                id.get(),
                context.people().person(sender.get()),
                recipient.get(),
                content(id.get(), create.path("message_data")),
                context.timeOf(event),
                raw));
    }

    static Optional<TwitterEvent> typing(JsonNode event, Context context, JsonNode raw) {
        return Fields.id(event, "sender_id")
                .map(sender -> new TwitterEvent.Typing(
                        context.forUserId(),
                        id(sender, event, raw),
                        context.people().person(sender),
                        context.timeOf(event),
                        raw));
    }

    static Optional<TwitterEvent> read(JsonNode event, Context context, JsonNode raw) {
        Optional<String> sender = Fields.id(event, "sender_id");
        Optional<String> last = Fields.text(event, "last_read_event_id").filter(Fields::fitsAsId);
        if (sender.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TwitterEvent.Read(
                context.forUserId(),
                id(sender.get(), event, raw),
                context.people().person(sender.get()),
                last.get(),
                context.timeOf(event),
                raw));
    }

    private static String id(String sender, JsonNode event, JsonNode raw) {
        return Fields.text(event, "created_timestamp")
                .or(() -> Fields.eventUuid(raw))
                .map(time -> sender + "-" + time)
                .filter(Fields::fitsAsId)
                .orElseGet(() -> Fields.digest(event));
    }

    private static DirectMessage content(String id, JsonNode data) {
        JsonNode attachment = data.path("attachment");
        List<JsonNode> attached = AttachedMedia.in(attachment.path("media"));
        Location location = location(attachment.path("location"));
        String rawText = data.path("text").asText("");
        MessageText text = MessageText.of(
                rawText,
                data.path("entities").path("urls"),
                AttachedMedia.links(attached),
                location == null ? mediaLink(id) : mediaLink(id).or(PLACE_LINK));
        return new DirectMessage(
                id,
                text.text(),
                rawText,
                answer(data.path("quick_reply_response")),
                attached.stream().map(AttachedMedia::read).toList(),
                location,
                text.urls(),
                null);
    }

    // It leads to the message that it stands in; one to another message was pasted by a person.
    private static Predicate<String> mediaLink(String id) {
        return Pattern.compile(SITE + "messages/media/" + Pattern.quote(id)).asMatchPredicate();
    }

    private static @Nullable QuickReplyAnswer answer(JsonNode answer) {
        return answer.isObject()
                ? new QuickReplyAnswer(
                        Fields.text(answer, "type").orElse(null),
                        answer.path("metadata").isTextual()
                                ? answer.path("metadata").asText()
                                : null)
                : null;
    }

    // Twitter writes a point as GeoJSON does: the longitude first.
    private static @Nullable Location location(JsonNode location) {
        if (!location.isObject()) {
            return null;
        }
        JsonNode coordinates =
                location.path("shared_coordinate").path("coordinates").path("coordinates");
        JsonNode place = location.path("shared_place").path("place");
        Double longitude = degrees(coordinates.path(0), 180);
        Double latitude = degrees(coordinates.path(1), 90);
        boolean isPoint = longitude != null && latitude != null;
        return new Location(
                isPoint ? latitude : null,
                isPoint ? longitude : null,
                Fields.text(place, "id").orElse(null),
                Fields.text(place, "full_name")
                        .or(() -> Fields.text(place, "name"))
                        .orElse(null));
    }

    private static @Nullable Double degrees(JsonNode node, double most) {
        return node.isNumber() && Math.abs(node.asDouble()) <= most ? Double.valueOf(node.asDouble()) : null;
    }
}
