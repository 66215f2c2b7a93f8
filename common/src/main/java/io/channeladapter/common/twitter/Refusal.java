package io.channeladapter.common.twitter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a call did not succeed.
 *
 * @param kind its class, which decides what to do
 * @param httpStatus HTTP status; 0 where there was no answer
 * @param code Twitter's error code of v1.1; 0 where it gave none
 * @param reason stable name that v2 gives, such as {@code CrcValidationFailed} or the last part of a problem's type, such
 *     as {@code client-forbidden}; empty where it gave none
 * @param message Twitter's words, or ours where there was no answer; no secret, but not for the log
 * @param retryAt when the limit is lifted; null where that is unknown or the kind is another
 */
public record Refusal(
        Kind kind,
        int httpStatus,
        int code,
        String reason,
        String message,
        @Nullable Instant retryAt) {

    /** Reason of a refusal of media that can never be sent. */
    public static final String MEDIA_REFUSED = "media-refused";

    /** A refusal without a reason, as of v1.1. */
    public Refusal(Kind kind, int httpStatus, int code, String message, @Nullable Instant retryAt) {
        this(kind, httpStatus, code, "", message, retryAt);
    }

    /** The refusal of a message with what its channel's generation cannot carry; Twitter was not asked. */
    public static Refusal notInThisGeneration() {
        return new Refusal(
                Kind.PERMANENT,
                0,
                0,
                "not-in-this-generation",
                "Channels of the generation account-activity-v2 can send neither quick replies nor buttons nor places:"
                        + " send text, with at most one media.",
                null);
    }

    /** The refusal of a replay by a generation that has none; Twitter was not asked. */
    public static Refusal noReplay() {
        return new Refusal(
                Kind.PERMANENT,
                0,
                0,
                "not-in-this-generation",
                "Twitter offers no replay for this generation of its API.",
                null);
    }

    /** Classes of refusals. */
    public enum Kind {
        /** A limit is reached: wait until {@code retryAt}, or back off where it is unknown. */
        RATE_LIMITED,
        /** Twitter is in trouble: the call was not done, try again later. */
        UNAVAILABLE,
        /** No connection came about: the call was not done, try again later. */
        UNREACHABLE,
        /** Our clock is wrong by more than Twitter bears. */
        CLOCK,
        /** Keys or tokens are refused: nothing works until the owner authorizes anew. */
        CREDENTIALS,
        /** The app or the tokens may not do this: nothing works until the owner changes that. */
        PERMISSION,
        /** The account or the app is locked, suspended, taken for automated, or must pay: a person must act at Twitter. */
        RESTRICTED,
        /** This call will never succeed; others may. */
        PERMANENT,
        /** What the call is about does not exist. */
        NOT_FOUND,
        /** It is not known whether the call was done: no answer, or one that tells nothing. */
        UNCLEAR
    }
}
