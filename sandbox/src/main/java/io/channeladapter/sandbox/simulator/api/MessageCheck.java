package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the body of {@code direct_messages/events/new} and holds it against Twitter's rules. Pure. */
final class MessageCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    static final int MAX_TEXT = 10_000;
    /** The link of what is attached stands in the text too: a space and a short link of 23 characters. */
    static final int MAX_TEXT_BESIDE_ATTACHMENT = MAX_TEXT - 24;

    private static final int MAX_LABEL = 36;
    private static final int MAX_DESCRIPTION = 72;
    private static final int MAX_METADATA = 1000;

    private final Predicate<String> knowsMedia;

    /**
     * A check.
     *
     * @param knowsMedia whether a media id was uploaded
     */
    MessageCheck(Predicate<String> knowsMedia) {
        this.knowsMedia = knowsMedia;
    }

    /** What the body says, or what is wrong with it. */
    sealed interface Result {
        /**
         * A message that may be sent.
         *
         * @param recipientId digits
         * @param text perhaps empty, if something is attached
         * @param extras quick replies, buttons, attachment
         */
        record Draft(String recipientId, String text, ObjectNode extras) implements Result {}

        /**
         * A message that may not be sent.
         *
         * @param error the first rule that the body breaks
         */
        record Wrong(TwitterError error) implements Result {}
    }

    Result check(String body) {
        JsonNode event;
        try {
            event = JSON.readTree(body).path("event");
        } catch (JsonProcessingException e) {
            return new Result.Wrong(TwitterError.badBody("Could not parse the body as JSON."));
        }
        JsonNode create = event.path("message_create");
        String recipientId = create.at("/target/recipient_id").asText();
        JsonNode data = create.path("message_data");
        Optional<TwitterError> error = envelope(event, recipientId, data)
                .or(() -> text(data))
                .or(() -> quickReply(data.path("quick_reply")))
                .or(() -> buttons(data.path("ctas")))
                .or(() -> attachment(data.path("attachment")));
        if (error.isPresent()) {
            return new Result.Wrong(error.get());
        }
        ObjectNode extras = JsonNodeFactory.instance.objectNode();
        for (String field : new String[] {"quick_reply", "ctas", "attachment"}) {
            if (data.has(field)) {
                extras.set(field, data.path(field));
            }
        }
        return new Result.Draft(recipientId, data.path("text").asText(), extras);
    }

    private static Optional<TwitterError> envelope(JsonNode event, String recipientId, JsonNode data) {
        if (!event.path("type").asText().equals("message_create")) {
            return wrong("event.type: must be message_create");
        }
        if (recipientId.isEmpty()) {
            return wrong("event.message_create.target.recipient_id: value required");
        }
        if (!recipientId.matches("[0-9]{1,19}")) {
            return Optional.of(TwitterError.NO_SUCH_USER);
        }
        return data.isObject() ? Optional.empty() : wrong("event.message_create.message_data: value required");
    }

    private static Optional<TwitterError> text(JsonNode data) {
        JsonNode text = data.path("text");
        if (!text.isTextual() || (text.asText().isBlank() && !data.has("attachment"))) {
            return wrong("event.message_create.message_data.text: value required");
        }
        int limit = data.has("attachment") ? MAX_TEXT_BESIDE_ATTACHMENT : MAX_TEXT;
        return length(text) > limit ? Optional.of(TwitterError.TEXT_TOO_LONG) : Optional.empty();
    }

    private static Optional<TwitterError> quickReply(JsonNode quickReply) {
        if (quickReply.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode options = quickReply.path("options");
        if (!quickReply.path("type").asText().equals("options")) {
            return unsendable("Field quick_reply.type must be options.");
        }
        if (options.isEmpty() || options.size() > 20) {
            return unsendable("Field options must hold 1 to 20 options.");
        }
        int described = 0;
        for (JsonNode option : options) {
            Optional<TwitterError> error = label(option.path("label"));
            if (error.isPresent()) {
                return error;
            }
            if (length(option.path("description")) > MAX_DESCRIPTION) {
                return unsendable("Field description is longer than " + MAX_DESCRIPTION + " characters.");
            }
            if (length(option.path("metadata")) > MAX_METADATA) {
                return unsendable("Field metadata is longer than " + MAX_METADATA + " characters.");
            }
            described += option.has("description") ? 1 : 0;
        }
        return described == 0 || described == options.size()
                ? Optional.empty()
                : unsendable("Field description is not present in all options.");
    }

    private static Optional<TwitterError> buttons(JsonNode ctas) {
        if (ctas.isMissingNode()) {
            return Optional.empty();
        }
        if (!ctas.isArray() || ctas.isEmpty() || ctas.size() > 3) {
            return unsendable("Field ctas must hold 1 to 3 buttons.");
        }
        for (JsonNode cta : ctas) {
            Optional<TwitterError> error = label(cta.path("label"));
            if (error.isPresent()) {
                return error;
            }
            if (!cta.path("type").asText().equals("web_url")
                    || !LINK.matcher(cta.path("url").asText()).matches()) {
                return unsendable("Field ctas.url is no http or https URL.");
            }
        }
        return Optional.empty();
    }

    private Optional<TwitterError> attachment(JsonNode attachment) {
        if (attachment.isMissingNode()) {
            return Optional.empty();
        }
        if (attachment.has("media") && attachment.has("location")) {
            return Optional.of(TwitterError.TOO_MANY_ATTACHMENTS);
        }
        return switch (attachment.path("type").asText()) {
            case "location" ->
                attachment.path("location").isObject()
                        ? Optional.empty()
                        : wrong("event.message_create.message_data.attachment.location: value required");
            case "media" -> {
                String id = attachment.at("/media/id").asText();
                yield !id.matches("[0-9]{1,19}")
                        ? Optional.of(TwitterError.MEDIA_INVALID)
                        : knowsMedia.test(id) ? Optional.empty() : Optional.of(TwitterError.MEDIA_UNKNOWN);
            }
            default -> wrong("event.message_create.message_data.attachment.type: must be media or location");
        };
    }

    private static Optional<TwitterError> label(JsonNode label) {
        if (label.asText().isBlank() || length(label) > MAX_LABEL) {
            return unsendable("Field label must have 1 to " + MAX_LABEL + " characters.");
        }
        return LINK.matcher(label.asText()).find() ? unsendable("Field label holds a URL.") : Optional.empty();
    }

    private static int length(JsonNode text) {
        String value = text.asText();
        return value.codePointCount(0, value.length());
    }

    private static Optional<TwitterError> wrong(String message) {
        return Optional.of(TwitterError.badBody(message));
    }

    private static Optional<TwitterError> unsendable(String why) {
        return Optional.of(TwitterError.notSendable(why));
    }
}
