package io.channeladapter.egress.media;

import io.channeladapter.common.codec.Json;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every reason not to give a file, each with one status and one stable code. */
enum Problem {
    LINK_FORGED(403, "This is no link that the adapter made: a part of it is missing or was changed."),
    LINK_EXPIRED(410, "The link has expired."),
    SIZE_REFUSED(400, "The query may name one size, small, medium or large, and only of a photo."),
    HOST_REFUSED(403, "The file is kept where this service does not ask for media."),
    UNKNOWN_CHANNEL(404, "The channel of this link does not exist; it may have been deleted."),
    CHANNEL_DISABLED(410, "The channel of this link is disabled."),
    CHANNEL_WITHOUT_KEYS(409, "The channel of this link has no keys at the moment; it is being set up anew."),
    RANGE_REFUSED(416, "The file does not reach to where the range begins."),

    NOT_READY(503, "This service is still reading the channels; ask again."),
    CHANNEL_UNREADABLE(503, "The channel's keys cannot be read by this service; ask again later."),
    TOO_MANY_DOWNLOADS(503, "This service gives as many files as it may at once; ask again."),
    TOO_MANY_OF_CHANNEL(429, "As many files of this channel as may be are under way; ask again."),

    MEDIA_GONE(404, "Twitter has no such file, or has it no longer."),
    CREDENTIALS_REFUSED(502, "Twitter refused the channel's keys or tokens; its owner has to enter others."),
    ACCESS_REFUSED(502, "Twitter does not give this file to the channel's account."),
    RATE_LIMITED(503, "Twitter's limit for the account is reached; ask again later."),
    TWITTER_UNAVAILABLE(502, "Twitter cannot be reached, or cannot answer at the moment; ask again."),
    TWITTER_TOO_SLOW(504, "Twitter did not answer in time; ask again."),
    REDIRECT_REFUSED(502, "Twitter sent this service elsewhere, where it does not go."),
    TYPE_REFUSED(502, "What Twitter has there is no photo and no video of a kind that this service gives."),
    TOO_LARGE(502, "The file is larger than this service gives."),
    ANSWER_REFUSED(502, "Twitter answered in a way that this service does not understand."),

    NOT_FOUND(404, "There is nothing here."),
    METHOD_NOT_ALLOWED(405, "Media can only be read."),
    BAD_REQUEST(400, "This is not a request that this service reads."),
    INTERNAL_ERROR(500, "Something unexpected happened in this service; ask again.");

    static final String PROBLEM_JSON = "application/problem+json";

    private static final long RETRY_SECONDS = 3;

    private final int status;
    private final String detail;

    Problem(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    /** The stable code, in the body and in metrics. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Problem details as of RFC 9457. */
    byte[] body() {
        return body(status);
    }

    byte[] body(int otherStatus) {
        return Json.bytes(Json.object()
                .put("type", "about:blank")
                .put("title", code().replace('-', ' '))
                .put("status", otherStatus)
                .put("code", code())
                .put("detail", detail));
    }

    void give(Context ctx) {
        give(ctx, null);
    }

    /** @param retrySeconds when to ask again; null where the problem does not tell more than others of its kind */
    void give(Context ctx, @Nullable Long retrySeconds) {
        ctx.status(status);
        if (status == 429 || status == 503) {
            ctx.header(Header.RETRY_AFTER, String.valueOf(retrySeconds == null ? RETRY_SECONDS : retrySeconds));
        }
        ctx.header(Header.CACHE_CONTROL, "no-store");
        ctx.contentType(PROBLEM_JSON).result(body());
    }
}
