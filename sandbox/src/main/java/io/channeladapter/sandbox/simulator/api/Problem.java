package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A refusal of v2: a problem of RFC 7807. Where v2 names a reason, and where the account or the clock is to blame, a
 * list of errors stands beside it; its exact place is not documented by Twitter.
 *
 * @param status HTTP status
 * @param title short
 * @param detail Twitter's text
 * @param type of the problem; {@code about:blank} for none
 * @param code v1.1's code in the list; 0 for none
 * @param said the message in the list; empty for none
 */
record Problem(int status, String title, String detail, String type, int code, String said) {
    private static final String TYPES = "https://api.twitter.com/2/problems/";

    /** What v2 names by a reason, such as {@code WebhookIdInvalid}, or by a type, such as {@code client-forbidden}. */
    static Problem named(int status, String reason, String message) {
        return Character.isUpperCase(reason.charAt(0))
                ? new Problem(
                        status,
                        "Invalid Request",
                        "One or more parameters to your request was invalid.",
                        TYPES + "invalid-request",
                        0,
                        reason + ": " + message)
                : new Problem(status, title(status), message, TYPES + reason, 0, "");
    }

    /** What v1.1 would answer with this error, in the words of v2. */
    static Problem of(TwitterError error) {
        return switch (error.code()) {
            case 32, 89, 215 -> plain(401, "Unauthorized");
            case 88 -> plain(429, "Too Many Requests");
            case 220, 99 ->
                named(
                        403,
                        error.code() == 220 ? "unsupported-authentication" : "client-forbidden",
                        "Authenticating with this kind of token is forbidden for this endpoint.");
            case 93, 261, 348 ->
                named(
                        403,
                        "oauth1-permissions",
                        "Your client app is not configured with the appropriate oauth1 app permissions for this"
                                + " endpoint.");
            case 64, 135, 326, 416 ->
                new Problem(
                        error.status(),
                        title(error.status()),
                        error.message(),
                        "about:blank",
                        error.code(),
                        error.message());
            case 34, 50, 108 -> named(404, "resource-not-found", error.message());
            default -> plain(error.status(), error.message());
        };
    }

    private static Problem plain(int status, String detail) {
        return new Problem(status, title(status), detail, "about:blank", 0, "");
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Invalid Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found Error";
            case 409 -> "Conflict";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Request Refused" : "Internal Server Error";
        };
    }

    JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!said.isEmpty()) {
            ObjectNode entry = body.putArray("errors").addObject();
            if (code != 0) {
                entry.put("code", code);
            }
            entry.put("message", said);
        }
        return body.put("title", title).put("detail", detail).put("type", type).put("status", status);
    }
}
