package io.channeladapter.sandbox.simulator.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can stand in the way of an owner who connects a channel, ready-made: one fault that answers a call of either
 * generation in that generation's own words.
 */
public enum Trouble {
    KEYS_WRONG(Operation.ALL, 401, 32, "", "Could not authenticate you."),
    TOKEN_REVOKED(Operation.ALL, 401, 89, "", "Invalid or expired token."),
    BAD_AUTHENTICATION_DATA(Operation.ALL, 400, 215, "", "Bad Authentication data."),
    CLOCK_OFF(Operation.ALL, 401, 135, "", "Timestamp out of bounds."),
    APP_SUSPENDED(Operation.ALL, 401, 416, "", "Invalid / suspended application."),
    ACCOUNT_SUSPENDED(
            Operation.ALL, 403, 64, "", "Your account is suspended and is not permitted to access this feature."),
    ACCOUNT_LOCKED(
            Operation.ALL,
            403,
            326,
            "",
            "To protect our users from spam and other malicious activity, this" + " account is temporarily locked."),
    RATE_LIMITED(Operation.ALL, 429, 88, "", "Rate limit exceeded"),
    OVER_CAPACITY(Operation.ALL, 503, 130, "", "Over capacity"),
    APP_UNKNOWN(Operation.TOKEN, 403, 99, "", "Unable to verify your credentials"),
    NO_ACCESS_TO_API(Operation.WEBHOOK_LIST, 403, 99, "client-forbidden", "You don't have access to this resource."),
    WRONG_LABEL(Operation.WEBHOOK_LIST, 403, 200, "", "Forbidden."),
    CANNOT_WRITE(
            Operation.WEBHOOK_REGISTER,
            403,
            261,
            "oauth1-permissions",
            "Application cannot perform write actions. Contact Twitter Platform Operations."),
    TOO_MANY_WEBHOOKS(
            Operation.WEBHOOK_REGISTER, 400, 214, "WebhookLimitExceeded", "Too many resources already created."),
    URL_REFUSED(
            Operation.WEBHOOK_REGISTER,
            400,
            214,
            "UrlValidationFailed",
            "Webhook URL does not meet the requirements. Please use HTTPS."),
    URL_TWICE(
            Operation.WEBHOOK_REGISTER, 400, 214, "DuplicateUrlFailed", "Webhook URL does not meet the requirements."),
    URL_MISSING(Operation.WEBHOOK_REGISTER, 400, 357, "invalid-request", "url: queryParam is required"),
    INTERNAL_ERROR(Operation.WEBHOOK_REGISTER, 500, 131, "", "Internal error"),
    CHALLENGE_WRONG("wrong-token"),
    CHALLENGE_SLOW("too-slow"),
    CHALLENGE_ERROR("bad-status"),
    CHALLENGE_REDIRECTED("redirect"),
    CHALLENGE_UNREACHABLE("no-connection"),
    CHALLENGE_TLS("tls"),
    WEBHOOK_GONE(
            Operation.SUBSCRIBE,
            404,
            34,
            "WebhookIdInvalid",
            "Webhook does not exist or is associated with a different twitter application."),
    NOT_PERMITTED(
            Operation.SUBSCRIBE,
            403,
            348,
            "oauth1-permissions",
            "Client application is not permitted to access this user's webhook subscriptions."),
    ALREADY_SUBSCRIBED(Operation.SUBSCRIBE, 409, 355, "DuplicateSubscriptionFailed", "Subscription already exists."),
    SUBSCRIPTIONS_FULL(
            Operation.SUBSCRIBE, 403, 200, "SubscriptionLimitExceeded", "There is no room for another subscription."),
    NOT_SUBSCRIBED(Operation.CHECK, 404, 34, "SubscriptionNotFound", "Sorry, that page does not exist."),
    MESSAGES_FORBIDDEN(
            Operation.SEND,
            403,
            93,
            "oauth1-permissions",
            "This application is not allowed to access or delete your direct messages.");

    private final Fault.Kind kind;
    private final Operation on;
    private final int status;
    private final int code;
    private final String reason;
    private final String message;

    Trouble(Operation on, int status, int code, String reason, String message) {
        this.kind = status == 429 ? Fault.Kind.RATE_LIMITED : Fault.Kind.ERROR;
        this.on = on;
        this.status = status;
        this.code = code;
        this.reason = reason;
        this.message = message;
    }

    Trouble(String failure) {
        this.kind = Fault.Kind.CHALLENGE_FAILS;
        this.on = Operation.WEBHOOK_CHALLENGE;
        this.status = 400;
        this.code = 0;
        this.reason = failure;
        this.message = "";
    }

    /** The trouble in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The trouble with this word, if there is one. */
    public static Optional<Trouble> ofWord(String word) {
        return Arrays.stream(values())
                .filter(trouble -> trouble.word().equals(word))
                .findFirst();
    }

    /** All words, for messages. */
    public static String allowed() {
        return Arrays.stream(values()).map(Trouble::word).collect(Collectors.joining(", "));
    }

    /** The fault that makes it. */
    public Fault fault(String id, String target, @Nullable Integer next) {
        return new Fault(id, target, kind, on, 0, status, code, reason, message, true, 900, next, 1, 0);
    }
}
