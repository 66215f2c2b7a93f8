package io.channeladapter.sandbox.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.sandbox.simulator.oauth.Verdict;

/**
 * A refusal in Twitter's words.
 *
 * @param status HTTP status
 * @param code Twitter's error code
 * @param message Twitter's text
 */
public record TwitterError(int status, int code, String message) {
    static final TwitterError NOT_FOUND = new TwitterError(404, 34, "Sorry, that page does not exist.");
    static final TwitterError NO_WEBHOOK =
            new TwitterError(404, 34, "Webhook does not exist or is associated with a different twitter application.");
    static final TwitterError SUSPENDED =
            new TwitterError(403, 64, "Your account is suspended and is not permitted to access this feature.");
    static final TwitterError RECIPIENT_SUSPENDED = new TwitterError(403, 63, "User has been suspended.");
    static final TwitterError RATE_LIMITED = new TwitterError(429, 88, "Rate limit exceeded");
    static final TwitterError NO_DIRECT_MESSAGES =
            new TwitterError(403, 93, "This application is not allowed to access or delete your direct messages.");
    static final TwitterError NOT_LISTED = new TwitterError(403, 99, "You don't have access to this resource.");
    static final TwitterError NO_SUCH_USER = new TwitterError(404, 108, "Cannot find specified user.");
    static final TwitterError INTERNAL = new TwitterError(500, 131, "Internal error");
    static final TwitterError NOT_FOLLOWED =
            new TwitterError(403, 150, "You cannot send messages to users who are not following you.");
    static final TwitterError FORBIDDEN = new TwitterError(403, 200, "Forbidden.");
    static final TwitterError APP_ONLY =
            new TwitterError(403, 220, "Your credentials do not allow access to this resource.");
    static final TwitterError CANNOT_WRITE = new TwitterError(
            403, 261, "Application cannot perform write actions. Contact Twitter Platform Operations.");
    static final TwitterError MEDIA_INVALID = new TwitterError(400, 324, "The validation of media ids failed.");
    static final TwitterError MEDIA_UNKNOWN = new TwitterError(400, 325, "A media id was not found.");
    static final TwitterError NOT_PERMITTED = new TwitterError(
            403, 348, "Client application is not permitted to access this user's webhook subscriptions.");
    static final TwitterError INBOX_CLOSED = new TwitterError(403, 349, "You cannot send messages to this user.");
    static final TwitterError TEXT_TOO_LONG =
            new TwitterError(403, 354, "The text of your direct message is over the max character limit.");
    static final TwitterError SUBSCRIPTION_EXISTS = new TwitterError(409, 355, "Subscription already exists.");
    static final TwitterError URL_MISSING = new TwitterError(400, 357, "url: queryParam is required");
    static final TwitterError TOO_MANY_ATTACHMENTS =
            new TwitterError(403, 386, "The direct message exceeds the number of allowed attachment types.");

    /** A webhook that cannot be used; code 214. */
    static TwitterError badWebhook(String message) {
        return new TwitterError(400, 214, message);
    }

    /** A body that lacks something; code 214. */
    static TwitterError badBody(String message) {
        return new TwitterError(400, 214, message);
    }

    /** A message that cannot be sent as it is; code 151. */
    static TwitterError notSendable(String why) {
        return new TwitterError(403, 151, "There was an error sending your message: " + why);
    }

    static TwitterError of(Verdict.Reason reason) {
        return switch (reason) {
            case BAD_AUTHENTICATION_DATA -> new TwitterError(400, 215, "Bad Authentication data.");
            case COULD_NOT_AUTHENTICATE -> new TwitterError(401, 32, "Could not authenticate you.");
            case INVALID_TOKEN -> new TwitterError(401, 89, "Invalid or expired token.");
            case TIMESTAMP_OUT_OF_BOUNDS -> new TwitterError(401, 135, "Timestamp out of bounds.");
        };
    }

    /** {@code {"errors":[{"code":N,"message":"…"}]}}. */
    JsonNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("errors").addObject().put("code", code).put("message", message);
        return body;
    }
}
