package io.channeladapter.ingress.http;

import io.channeladapter.common.codec.Json;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Every answer that the ingress gives, each with one status and one stable code. */
enum Answer {
    ACCEPTED(200, Result.ACCEPTED, ""),

    UNKNOWN_CHANNEL(
            404, Result.REFUSED, "No channel has this Callback URL, or it was deleted or is not configured yet."),
    BODY_TOO_LARGE(413, Result.REFUSED, "The body is larger than this service takes."),
    ENCODED_BODY(
            415, Result.REFUSED, "The body must not be encoded: its signature is over the bytes as they are sent."),
    RATE_EXCEEDED(429, Result.REFUSED, "This channel gets more webhooks than this service takes; send it again later."),
    SOURCE_HELD_OFF(
            429,
            Result.REFUSED,
            "Too many requests from your network were not signed as they should be; send it again later."),
    SIGNATURE_MISSING(401, Result.REFUSED, "The header x-twitter-webhooks-signature is missing."),
    SIGNATURE_WRONG(
            401, Result.REFUSED, "The signature is not that of this body, made with the channel's API secret key."),
    BODY_INCOMPLETE(400, Result.REFUSED, "The body did not come to its end in time."),
    TOKEN_MISSING(400, Result.REFUSED, "The query needs exactly one crc_token."),
    TOKEN_REFUSED(
            400,
            Result.REFUSED,
            "Only a crc_token of 1 to 256 Base64 characters is answered, and none that could be JSON."),

    NOT_READY(503, Result.FAILED, "This service is still reading the channels; send it again."),
    CHANNEL_UNREADABLE(503, Result.FAILED, "The channel's keys cannot be read by this service; send it again later."),
    OVERLOADED(503, Result.FAILED, "Too many webhooks wait at this service; send it again."),
    NOT_ACKNOWLEDGED(503, Result.FAILED, "The webhook could not be stored in time; send it again."),
    INTERNAL_ERROR(500, Result.FAILED, "Something unexpected happened in this service; send it again."),

    NOT_FOUND(404, Result.REFUSED, "There is nothing here."),
    METHOD_NOT_ALLOWED(405, Result.REFUSED, "A webhook is asked by GET and sent by POST."),
    BAD_REQUEST(400, Result.REFUSED, "This is not a request that this service reads.");

    /** On whose side it ended. */
    enum Result {
        /** Stored. */
        ACCEPTED,
        /** The request was not right. */
        REFUSED,
        /** The request may have been right, this service could not. */
        FAILED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private final int status;
    private final Result result;
    private final String detail;

    Answer(int status, Result result, String detail) {
        this.status = status;
        this.result = result;
        this.detail = detail;
    }

    int status() {
        return status;
    }

    Result result() {
        return result;
    }

    /** The stable code, in the body and in metrics. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Problem details as of RFC 9457, for every answer but {@link #ACCEPTED}. */
    byte[] problem() {
        return problem(status);
    }

    byte[] problem(int otherStatus) {
        return Json.bytes(Json.object()
                .put("type", "about:blank")
                .put("title", code().replace('-', ' '))
                .put("status", otherStatus)
                .put("code", code())
                .put("detail", detail));
    }

    void give(Context ctx) {
        give(ctx, RETRY_AFTER);
    }

    void give(Context ctx, Duration retryAfter) {
        ctx.status(status);
        if (this == ACCEPTED) {
            ctx.contentType(JSON).result("{}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (status == 429 || status == 503) {
            ctx.header(
                    Header.RETRY_AFTER,
                    String.valueOf(Math.max(1, retryAfter.plusNanos(999_999_999).toSeconds())));
        }
        ctx.contentType(PROBLEM_JSON).result(problem());
    }
}
