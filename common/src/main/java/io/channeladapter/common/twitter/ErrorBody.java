package io.channeladapter.common.twitter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the body of an error says, whichever generation wrote it: {@code {"errors":[{"code","message"}]}} of v1.1, a
 * problem of RFC 7807 of v2, or v2's {@code {"code","message"}}. Pure.
 *
 * @param code Twitter's error code; 0 where it gave none
 * @param reason stable name of v2; empty where it gave none
 * @param message Twitter's words
 */
record ErrorBody(int code, String reason, String message) {
    // Twitter does not say in which field of the body a reason stands, so it is looked for in each.
    private static final Pattern REASON = Pattern.compile("\\b(CrcValidationFailed|UrlValidationFailed"
            + "|DuplicateUrlFailed|WebhookLimitExceeded|WebhookIdInvalid|DuplicateSubscriptionFailed"
            + "|SubscriptionLimitExceeded|SubscriptionNotFound)\\b");
    private static final Pattern PROBLEM = Pattern.compile(".*/problems/([a-z0-9-]{1,64})");

    /** Reads a body, or what is left of one. */
    static ErrorBody read(int httpStatus, JsonNode body) {
        JsonNode error = body.path("errors").path(0);
        String message = texts(
                        error.path("message"),
                        error.path("detail"),
                        body.path("detail"),
                        error.path("title"),
                        body.path("title"),
                        body.path("message"),
                        body.path("error"))
                .findFirst()
                .orElse("HTTP " + httpStatus);
        int code = error.path("code").asInt(body.path("code").asInt(0));
        return new ErrorBody(code, reason(error, body), message);
    }

    private static String reason(JsonNode error, JsonNode body) {
        return texts(
                        error.path("reason"),
                        error.path("message"),
                        error.path("title"),
                        error.path("detail"),
                        body.path("reason"),
                        body.path("title"),
                        body.path("detail"))
                .map(REASON::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .or(() -> texts(error.path("type"), body.path("type"))
                        .map(PROBLEM::matcher)
                        .filter(Matcher::matches)
                        .map(found -> found.group(1))
                        .findFirst())
                .orElse("");
    }

    private static Stream<String> texts(JsonNode... nodes) {
        return Stream.of(nodes).map(JsonNode::textValue).filter(Objects::nonNull);
    }
}
