package io.channeladapter.config.refetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Refetch.Gap;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.ReplayJob;
import io.channeladapter.config.decide.FoldMissed;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.refetch.Asking.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingTest {
    private static final Instant UNTIL = Samples.NOW;
    private static final Instant FROM = UNTIL.minusSeconds(600);
    private static final Instant DUE = UNTIL.plusSeconds(70);
    private static final Channel CHANNEL = Samples.channel(ChannelStatus.ENABLED);

    @ParameterizedTest
    @CsvSource({
        "0, , 0, WAIT",
        "0, , 69, WAIT",
        "0, , 70, ASK",
        "3, , 70, ASK",
        "1, 100, 699, WAIT",
        "1, 100, 700, ASK",
        "6, 100, 699, WAIT",
        "6, 100, 700, GIVE_UP",
        "0, , 86280, GIVE_UP",
        "1, 86000, 86280, GIVE_UP"
    })
    void aGapIsAskedForWhenItIsDueAndAnUnclearTryAgainLater(
            int attempts, @Nullable Integer askedAfterSeconds, long seconds, Step step) {
        Instant askedAt = askedAfterSeconds == null ? null : UNTIL.plusSeconds(askedAfterSeconds);

        assertThat(Asking.step(new Gap(FROM, UNTIL, attempts, DUE, askedAt), UNTIL.plusSeconds(seconds)))
                .isEqualTo(step);
        assertThat(FoldMissed.MOST_ATTEMPTS).isEqualTo(6);
    }

    @Test
    void ofALongGapOnlyWhatTwitterKeepsIsAskedFor() {
        Gap gap = new Gap(UNTIL.minus(Duration.ofDays(2)), UNTIL, 0, DUE, null);

        assertThat(Asking.from(gap, UNTIL))
                .isEqualTo(UNTIL.minus(Duration.ofHours(24)).plusSeconds(120));
        assertThat(Asking.from(new Gap(FROM, UNTIL, 0, DUE, null), UNTIL)).isEqualTo(FROM);
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED, true",
        "UNAVAILABLE,  true",
        "UNREACHABLE,  true",
        "CLOCK,        true",
        "CREDENTIALS,  false",
        "PERMISSION,   false",
        "RESTRICTED,   false",
        "PERMANENT,    false",
        "NOT_FOUND,    false"
    })
    void aRefusalSaysWhetherAnotherTryIsWorthIt(Refusal.Kind kind, boolean again) {
        Refusal refusal = new Refusal(kind, 400, 0, "", "no", UNTIL.plusSeconds(5));
        ChannelSignal told = answered(new TwitterAnswer.Refused<>(refusal, RateLimits.UNKNOWN))
                .orElseThrow();

        assertThat(told.kind()).isEqualTo(Kind.REPLAY_REFUSED);
        assertThat(told.detail()).endsWith(".").isNotEqualTo(".");
        assertThat(Objects.requireNonNull(told.replay()))
                .isEqualTo(ChannelSignal.Replay.refused(FROM, UNTIL, again, UNTIL.plusSeconds(5)));
    }

    @Test
    void whatIsUnclearIsNotToldAndSoLeftToTheTenMinutes() {
        Refusal refusal = new Refusal(Refusal.Kind.UNCLEAR, 504, 0, "", "no answer", null);

        assertThat(answered(new TwitterAnswer.Refused<>(refusal, RateLimits.UNKNOWN)))
                .isEmpty();
    }

    @Test
    void aReplayThatHasBegunIsToldWithItsId() {
        ChannelSignal told = answered(new TwitterAnswer.Success<>(new ReplayJob("77"), RateLimits.UNKNOWN))
                .orElseThrow();

        assertThat(told.kind()).isEqualTo(Kind.REPLAY_ASKED);
        assertThat(told.replay()).isEqualTo(ChannelSignal.Replay.asked(FROM, UNTIL, "77"));
    }

    private static Optional<ChannelSignal> answered(TwitterAnswer<ReplayJob> answer) {
        return Asking.answered(CHANNEL, new Gap(FROM, UNTIL, 1, DUE, UNTIL), answer, UNTIL.plusSeconds(80));
    }
}
