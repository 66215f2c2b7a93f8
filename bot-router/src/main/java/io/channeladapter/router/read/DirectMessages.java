package io.channeladapter.router.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.EventData.QuickReplyAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one {@code message_create}. */
final class DirectMessages {
    private DirectMessages() {}

    static Optional<TwitterEvent> read(
            JsonNode event, JsonNode users, @Nullable String forUserId, Instant receivedAt, JsonNode raw) {
        JsonNode create = event.path("message_create");
        Optional<String> id = Fields.text(event, "id").filter(Fields::fitsAsId);
        Optional<String> sender = Fields.id(create, "sender_id");
        Optional<String> recipient = Fields.id(create.path("target"), "recipient_id");
        if (id.isEmpty() || sender.isEmpty() || recipient.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TwitterEvent.Message(
                forUserId,
                id.get(),
                person(sender.get(), users),
                recipient.get(),
                message(id.get(), create.path("message_data")),
                Fields.time(event).orElse(receivedAt),
                raw));
    }

    private static DirectMessage message(String id, JsonNode data) {
        JsonNode attachment = data.path("attachment");
        List<JsonNode> attached = attachedMedia(attachment.path("media"));
        JsonNode location = attachment.path("location");
        JsonNode answer = data.path("quick_reply_response");
        String rawText = data.path("text").asText("");
        MessageText text = MessageText.of(
                rawText,
                data.path("entities").path("urls"),
                attached.stream()
                        .map(media -> media.path("url").asText(""))
                        .filter(url -> !url.isEmpty())
                        .toList());
        return new DirectMessage(
                id,
                text.text(),
                rawText,
                answer.isObject()
                        ? new QuickReplyAnswer(
                                answer.path("metadata").isTextual()
                                        ? answer.path("metadata").asText()
                                        : null)
                        : null,
                attached.stream().map(AttachedMedia::read).toList(),
                location.isObject() ? location : null,
                text.urls());
    }

    private static List<JsonNode> attachedMedia(JsonNode media) {
        List<JsonNode> attached = new ArrayList<>();
        if (media.isObject() && !media.isEmpty()) {
            attached.add(media);
        } else if (media.isArray()) {
            media.forEach(one -> {
                if (one.isObject()) {
                    attached.add(one);
                }
            });
        }
        return attached;
    }

    private static Person person(String id, JsonNode users) {
        JsonNode entry = users.path(id);
        JsonNode user = entry.path("data").isObject() ? entry.path("data") : entry;
        JsonNode followers = user.has("followers_count")
                ? user.path("followers_count")
                : user.path("public_metrics").path("followers_count");
        return new Person(
                id,
                Fields.text(user, "screen_name")
                        .or(() -> Fields.text(user, "username"))
                        .orElse(null),
                Fields.text(user, "name").orElse(null),
                Fields.text(user, "profile_image_url_https")
                        .or(() -> Fields.text(user, "profile_image_url"))
                        .orElse(null),
                user.path("verified").isBoolean() ? user.path("verified").asBoolean() : null,
                followers.canConvertToLong() && followers.isIntegralNumber() ? followers.asLong() : null);
    }
}
