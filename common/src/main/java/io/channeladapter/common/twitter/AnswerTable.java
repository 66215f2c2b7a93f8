package io.channeladapter.common.twitter;

import io.channeladapter.common.twitter.Refusal.Kind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one table from Twitter's error to its class. Total and pure: a code or a reason that nobody knows is
 * classed by its HTTP status, and a status that nobody knows is {@link Kind#UNCLEAR}.
 *
 * @see <a href="https://developer.x.com/en/support/x-api/error-troubleshooting">X developer platform: response codes</a>
 */
public final class AnswerTable {
    private AnswerTable() {}

    /**
     * Classes an answer that was no success.
     *
     * @param httpStatus HTTP status; one of success, where the body tells nothing but errors
     * @param code Twitter's error code; 0 where there was none
     * @param reason Twitter's stable name of v2; empty where there was none
     * @param message Twitter's words
     * @param limits what the headers told
     */
    public static Refusal refusal(int httpStatus, int code, String reason, String message, RateLimits limits) {
        Kind kind = byCode(code).or(() -> byReason(reason)).orElseGet(() -> byStatus(httpStatus));
        @Nullable Instant retryAt = kind == Kind.RATE_LIMITED ? reset(limits) : null;
        return new Refusal(kind, httpStatus, code, reason, message, retryAt);
    }

    /** Classes an answer of v1.1, which gives no reasons. */
    public static Refusal refusal(int httpStatus, int code, String message, RateLimits limits) {
        return refusal(httpStatus, code, "", message, limits);
    }

    private static Optional<Kind> byCode(int code) {
        return Optional.ofNullable(
                switch (code) {
                    case 32, 89, 215 -> Kind.CREDENTIALS;
                    case 93, 261, 348 -> Kind.PERMISSION;
                    case 64, 226, 326, 416 -> Kind.RESTRICTED;
                    case 88 -> Kind.RATE_LIMITED;
                    case 130, 131 -> Kind.UNAVAILABLE;
                    case 135 -> Kind.CLOCK;
                    case 17, 34, 50, 63, 108 -> Kind.NOT_FOUND;
                    case 150, 151, 187, 323, 324, 325, 349, 354, 386, 476 -> Kind.PERMANENT;
                    default -> null;
                });
    }

    private static Optional<Kind> byReason(String reason) {
        return Optional.ofNullable(
                switch (reason) {
                    case "WebhookIdInvalid", "SubscriptionNotFound", "resource-not-found" -> Kind.NOT_FOUND;
                    case "CrcValidationFailed",
                            "UrlValidationFailed",
                            "DuplicateUrlFailed",
                            "WebhookLimitExceeded",
                            "DuplicateSubscriptionFailed",
                            "SubscriptionLimitExceeded",
                            "invalid-request",
                            "not-authorized-for-resource" -> Kind.PERMANENT;
                    case "unsupported-authentication", "client-forbidden", "oauth1-permissions" -> Kind.PERMISSION;
                    case "usage-capped", "rate-limit-exceeded" -> Kind.RATE_LIMITED;
                    default -> null;
                });
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 401 -> Kind.CREDENTIALS;
            // Pay-per-use without credits: somebody must pay before anything goes on.
            case 402 -> Kind.RESTRICTED;
            case 404, 410 -> Kind.NOT_FOUND;
            case 408 -> Kind.UNCLEAR;
            case 420, 429 -> Kind.RATE_LIMITED;
            case 500, 503 -> Kind.UNAVAILABLE;
            // A gateway's own failure does not tell whether the call behind it was done.
            case 502, 504 -> Kind.UNCLEAR;
            default -> status >= 400 && status < 500 ? Kind.PERMANENT : Kind.UNCLEAR;
        };
    }

    // With no window used up the headers contradict the refusal; the endpoint's own reset is then the best guess.
    private static @Nullable Instant reset(RateLimits limits) {
        return limits.exhaustedUntil()
                .or(() -> limits.windows().stream()
                        .filter(window -> window.scope() == RateLimits.Scope.ENDPOINT)
                        .map(RateLimits.Window::reset)
                        .findFirst())
                .orElse(null);
    }
}
