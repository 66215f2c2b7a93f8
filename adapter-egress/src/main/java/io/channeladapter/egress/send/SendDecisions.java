package io.channeladapter.egress.send;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one table from what came of a call to what to do. Total and pure. */
public final class SendDecisions {
    /** Wait after the first trouble; doubles with each further one. */
    static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    /** Longest wait after trouble. */
    static final Duration LAST_RETRY = Duration.ofSeconds(60);
    /** Wait after a 429 that does not say how long; doubles with each further one. */
    static final Duration FIRST_LIMIT = Duration.ofSeconds(60);
    /** Longest wait after such a 429: the length of Twitter's own windows. */
    static final Duration LAST_LIMIT = Duration.ofMinutes(15);
    /** A restricted account may have been freed without a change of the channel. */
    static final Duration PROBE = Duration.ofMinutes(15);
    /** No window is longer: a reset beyond it is none, and would hold the channel for good. */
    static final Duration LONGEST_LIMIT = Duration.ofHours(25);
    /** Twitter's resets are whole seconds, and its clock is not ours. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    /** Reasons that we give ourselves. */
    private static final Set<String> OURS =
            Set.of("not-in-this-generation", Refusal.MEDIA_REFUSED, Attachments.MEDIA_UNAVAILABLE);

    private SendDecisions() {}

    /**
     * Decides.
     *
     * @param troubles how many calls of this reply in a row ended in trouble before this one
     * @param strikes how many 429 answers in a row the channel had before this one
     * @param jitter from 0 to 1: spreads the retries of many over half of the wait
     */
    public static SendDecision decide(
            TwitterAnswer<SentMessage> answer, int troubles, int strikes, Instant now, double jitter) {
        return switch (answer) {
            case TwitterAnswer.Success<SentMessage>(SentMessage message, var _) -> new SendDecision.Sent(message.id());
            case TwitterAnswer.Refused<SentMessage>(Refusal refusal, var _) ->
                refused(refusal, troubles, strikes, now, jitter);
        };
    }

    private static SendDecision refused(Refusal refusal, int troubles, int strikes, Instant now, double jitter) {
        return switch (refusal.kind()) {
            case RATE_LIMITED ->
                refusal.reason().equals(Attachments.UPLOADS_LIMITED)
                        ? new SendDecision.Postponed(
                                Objects.requireNonNullElse(refusal.retryAt(), now), refusal.message())
                        : new SendDecision.WaitUntil(lifted(refusal.retryAt(), strikes, now));
            case UNAVAILABLE -> retry(troubles, now, jitter, false, "Twitter is in trouble");
            case UNREACHABLE ->
                switch (refusal.reason()) {
                    case Attachments.WITHDRAWN -> new SendDecision.Withdrawn();
                    case Attachments.MEDIA_TROUBLE -> retry(troubles, now, jitter, true, refusal.message());
                    default -> retry(troubles, now, jitter, true, "Twitter cannot be reached");
                };
            case CLOCK -> retry(troubles, now, jitter, true, "Twitter found this service's clock wrong");
            case CREDENTIALS ->
                hold(
                        ChannelSignal.Kind.CREDENTIALS_REFUSED,
                        null,
                        refusal,
                        "Twitter refused the channel's keys or tokens: enter new ones and authorize the channel");
            case PERMISSION ->
                hold(
                        ChannelSignal.Kind.PERMISSION_MISSING,
                        null,
                        refusal,
                        "The app may not send direct messages: give it Read, Write and Direct Messages, make new"
                                + " tokens and authorize the channel");
            case RESTRICTED ->
                hold(
                        ChannelSignal.Kind.ACCOUNT_RESTRICTED,
                        now.plus(PROBE),
                        refusal,
                        refusal.httpStatus() == 402
                                ? "Twitter asks for payment: buy credits or raise the app's plan in the developer portal"
                                : "Twitter locked, suspended or restricted the account or the app: sign in at Twitter and"
                                        + " see what it asks for");
            case PERMANENT, NOT_FOUND -> new SendDecision.Permanent(reason(refusal), said(refusal), code(refusal));
            case UNCLEAR -> new SendDecision.Unclear("Twitter did not say whether it took the message");
        };
    }

    /**
     * When a limit is over.
     *
     * @param retryAt what Twitter told; null where it did not
     * @param strikes how many 429 answers in a row there were before this one
     */
    static Instant lifted(@Nullable Instant retryAt, int strikes, Instant now) {
        return retryAt != null && retryAt.isAfter(now) && retryAt.isBefore(now.plus(LONGEST_LIMIT))
                ? retryAt.plus(MARGIN)
                : now.plus(doubled(FIRST_LIMIT, strikes, LAST_LIMIT));
    }

    private static SendDecision retry(int troubles, Instant now, double jitter, boolean sure, String detail) {
        return new SendDecision.RetryAt(retryAt(troubles, now, jitter), sure, detail);
    }

    /**
     * When to try again after trouble.
     *
     * @param troubles how many there were in a row before this one
     * @param jitter from 0 to 1: spreads the retries of many over half of the wait
     */
    public static Instant retryAt(int troubles, Instant now, double jitter) {
        long millis = doubled(FIRST_RETRY, troubles, LAST_RETRY).toMillis();
        return now.plusMillis(millis / 2 + (long) (millis / 2.0 * jitter));
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration wait = first.multipliedBy(1L << Math.min(Math.max(times, 0), 20));
        return wait.compareTo(most) > 0 ? most : wait;
    }

    private static SendDecision hold(
            ChannelSignal.Kind kind, @Nullable Instant probeAt, Refusal refusal, String detail) {
        return new SendDecision.HoldChannel(kind, probeAt, detail + " (" + said(refusal) + ")");
    }

    // 17, 50, 108: no such user; 63: suspended; 150, 349, 476: the person does not accept messages of this account.
    private static String reason(Refusal refusal) {
        if (OURS.contains(refusal.reason())) {
            return refusal.reason();
        }
        // v2 names no code; what it looks for when it sends is the person alone.
        if (refusal.reason().equals("resource-not-found") && refusal.code() == 0) {
            return "recipient-refused";
        }
        if (isAboutMedia(refusal)) {
            return Refusal.MEDIA_REFUSED;
        }
        return switch (refusal.code()) {
            case 17, 50, 63, 108, 150, 349, 476 -> "recipient-refused";
            case 354 -> "too-long";
            default -> "refused";
        };
    }

    /** Whether Twitter does not take the media that a message names; 323 to 325: several, invalid, not found. */
    static boolean isAboutMedia(Refusal refusal) {
        return refusal.code() >= 323 && refusal.code() <= 325;
    }

    private static String said(Refusal refusal) {
        return refusal.httpStatus() == 0 ? refusal.message() : "Twitter said: " + refusal.message();
    }

    private static @Nullable Integer code(Refusal refusal) {
        return refusal.code() == 0 ? null : refusal.code();
    }
}
