package io.channeladapter.config.refetch;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelSignal.Replay;
import io.channeladapter.common.channel.Refetch.Gap;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.ReplayJob;
import io.channeladapter.config.decide.FoldMissed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When Twitter is asked for a gap, and what is told of its answer. Pure.
 *
 * @see <a href="https://docs.x.com/x-api/webhooks/create-replay-job-for-webhook">X developer platform: replay</a>
 */
final class Asking {
    static final String SERVICE = "config-service";

    /** As long as Twitter keeps what it sent. */
    static final Duration KEPT = Duration.ofHours(24);

    /**
     * How long a call may be without an answer before it is made again. It is not certain then that Twitter did not hear,
     * but a span that is sent twice does no harm, and one that is never sent is lost; until then the replay's own end
     * may tell.
     */
    static final Duration UNCLEAR = Duration.ofMinutes(10);

    /** Our clock and Twitter's are not the same, and minutes are rounded down. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private Asking() {}

    /** What to do about a gap. */
    enum Step {
        WAIT,
        ASK,
        /** Twitter does not have it any more, or does not answer. */
        GIVE_UP
    }

    static Step step(Gap gap, Instant now) {
        if (!gap.until().isAfter(now.minus(KEPT).plus(MARGIN))) {
            return Step.GIVE_UP;
        }
        Instant askedAt = gap.askedAt();
        Instant due = askedAt == null ? gap.notBefore() : askedAt.plus(UNCLEAR);
        if (now.isBefore(due)) {
            return Step.WAIT;
        }
        return gap.attempts() < FoldMissed.MOST_ATTEMPTS ? Step.ASK : Step.GIVE_UP;
    }

    /** From when on to ask: of a long gap only what Twitter still has. */
    static Instant from(Gap gap, Instant now) {
        Instant oldest = now.minus(KEPT).plus(MARGIN);
        return gap.from().isAfter(oldest) ? gap.from() : oldest;
    }

    /** What is told where a gap is given up without asking. */
    static ChannelSignal givenUp(Channel channel, Gap gap, Instant now) {
        return refused(
                channel,
                gap,
                gap.askedAt() == null
                        ? "it keeps events for 24 hours only."
                        : "it was asked several times and never answered.",
                false,
                null,
                now);
    }

    /** What is told where the keys to ask with are not there. */
    static ChannelSignal notAsked(Channel channel, Gap gap, Instant now) {
        return refused(channel, gap, "the channel has no webhook, or its keys cannot be opened.", false, null, now);
    }

    /** What is told of Twitter's answer; empty where it is unclear whether Twitter heard, see {@link #UNCLEAR}. */
    static Optional<ChannelSignal> answered(Channel channel, Gap gap, TwitterAnswer<ReplayJob> answer, Instant now) {
        return switch (answer) {
            case TwitterAnswer.Success<ReplayJob>(ReplayJob job, var _) ->
                Optional.of(new ChannelSignal(
                        channel.streamId(),
                        Kind.REPLAY_ASKED,
                        SERVICE,
                        now,
                        "Twitter has begun to send again what it could not deliver.",
                        null,
                        null,
                        Replay.asked(gap.from(), gap.until(), job.id())));
            case TwitterAnswer.Refused<ReplayJob>(Refusal refusal, var _) ->
                refusal.kind() == Refusal.Kind.UNCLEAR
                        ? Optional.empty()
                        : Optional.of(refused(
                                channel, gap, words(refusal), isWorthAnotherTry(refusal), refusal.retryAt(), now));
        };
    }

    private static ChannelSignal refused(
            Channel channel, Gap gap, String why, boolean again, @Nullable Instant notBefore, Instant now) {
        return new ChannelSignal(
                channel.streamId(),
                Kind.REPLAY_REFUSED,
                SERVICE,
                now,
                why,
                null,
                null,
                Replay.refused(gap.from(), gap.until(), again, notBefore));
    }

    private static boolean isWorthAnotherTry(Refusal refusal) {
        return switch (refusal.kind()) {
            case RATE_LIMITED, UNAVAILABLE, UNREACHABLE, CLOCK, UNCLEAR -> true;
            case CREDENTIALS, PERMISSION, RESTRICTED, PERMANENT, NOT_FOUND -> false;
        };
    }

    private static String words(Refusal refusal) {
        String status = refusal.httpStatus() == 0 ? "" : " (HTTP " + refusal.httpStatus() + ")";
        return switch (refusal.kind()) {
            case RATE_LIMITED -> "it was asked too often" + status + ".";
            case UNAVAILABLE, UNREACHABLE, UNCLEAR -> "it could not be asked" + status + ".";
            case CLOCK -> "the clock of the adapter is wrong" + status + ".";
            case CREDENTIALS -> "it refuses the app's keys" + status + ".";
            case PERMISSION -> "the app may not ask for it; that depends on its plan at Twitter" + status + ".";
            case RESTRICTED -> "the app is restricted, or must pay for it" + status + ".";
            case NOT_FOUND -> "it does not know the webhook any more" + status + ".";
            case PERMANENT -> "it said: " + refusal.message().replaceAll("[.\\s]+$", "") + status + ".";
        };
    }
}
