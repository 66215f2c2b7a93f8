package io.channeladapter.config.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what REST requests carry; whatever is wrong becomes a problem that names it. */
final class Requests {
    /** Larger than any body that makes sense here. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Requests() {}

    /** The streamid of the path. */
    static StreamId streamId(Context ctx) throws ProblemException {
        String text = ctx.pathParam("streamid");
        if (!StreamId.isValid(text)) {
            throw new ProblemException(new Problem(
                    404, "not-found", "There is no such channel", "A streamid is st- and a lower-case UUID."));
        }
        return new StreamId(text);
    }

    /** The version of If-Match, which every change needs; null for {@code *}, by which any will do. */
    static @Nullable Long ifMatch(Context ctx) throws ProblemException {
        String header = ctx.header("If-Match");
        if (header == null) {
            throw new ProblemException(new Problem(
                    428,
                    "if-match-required",
                    "If-Match is missing",
                    "Read the channel, then send its ETag in If-Match, so that no one else's change is lost."));
        }
        if (header.strip().equals("*")) {
            return null;
        }
        Matcher matcher = ETAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw new ProblemException(
                    Problem.ofField("If-Match", "must be the ETag of the channel, such as \"3\" with its quotes"));
        }
        return Long.valueOf(matcher.group(1));
    }

    /** The version that the caller saw of a channel that is there; null where any will do. */
    static @Nullable Long seen(Context ctx, StreamId streamId, ChannelChanges changes) throws ProblemException {
        if (ctx.header("If-Match") == null) {
            changes.find(streamId, Caller.of(ctx));
        }
        return ifMatch(ctx);
    }

    /** The body, a JSON object with no other fields than these; an empty body is an object without fields. */
    static JsonNode body(Context ctx, List<String> allowed) throws ProblemException, IOException {
        byte[] bytes = ctx.bodyInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new ProblemException(new Problem(
                    413,
                    "body-too-large",
                    "The body is too large",
                    "A body has at most " + MAX_BODY_BYTES + " bytes."));
        }
        JsonNode node = bytes.length == 0 ? Json.object() : parsed(bytes);
        List<Problem.FieldError> errors = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                errors.add(new Problem.FieldError(
                        shown(name), "is not known here; known are " + String.join(", ", allowed)));
            }
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.ofFields(errors));
        }
        return node;
    }

    /** Refuses fields that are wrong, each with what is expected. */
    static void refuse(Map<String, String> wrong) throws ProblemException {
        if (!wrong.isEmpty()) {
            throw new ProblemException(Problem.ofFields(wrong.entrySet().stream()
                    .map(field -> new Problem.FieldError(field.getKey(), field.getValue()))
                    .toList()));
        }
    }

    /** A text of the body; null where it is missing or no text, which the field's own check then names. */
    static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isTextual() ? value.textValue() : value.isMissingNode() || value.isNull() ? null : "\u0000";
    }

    /** Like {@link #text} for a whole number. */
    static @Nullable String wholeNumber(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isIntegralNumber() ? value.asText() : value.isMissingNode() || value.isNull() ? null : "\u0000";
    }

    /** A truth of the body; false where it is missing. */
    static boolean truth(JsonNode body, String field) throws ProblemException {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new ProblemException(Problem.ofField(field, "must be true or false"));
        }
        return value.booleanValue();
    }

    private static JsonNode parsed(byte[] bytes) throws ProblemException {
        try {
            JsonNode node = Json.MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException | NumberFormatException e) {
            // The exception's text quotes the body, which may hold secrets: it is told to no one.
        }
        throw new ProblemException(
                new Problem(400, "not-json", "The body is not JSON", "The body must be one JSON object in UTF-8."));
    }

    private static String shown(String name) {
        return name.length() <= 40 ? name : name.substring(0, 40) + "...";
    }
}
