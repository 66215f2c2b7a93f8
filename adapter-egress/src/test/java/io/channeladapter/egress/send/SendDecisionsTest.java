package io.channeladapter.egress.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SendDecisionsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void successIsSent() {
        var answer = new TwitterAnswer.Success<>(new SentMessage("7"), RateLimits.UNKNOWN);

        assertThat(SendDecisions.decide(answer, 0, 0, NOW, 0)).isEqualTo(new SendDecision.Sent("7"));
    }

    @Test
    void limitWaitsUntilASecondAfterItsReset() {
        assertThat(decide(Kind.RATE_LIMITED, 88, NOW.plusSeconds(100), 0, 0))
                .isEqualTo(new SendDecision.WaitUntil(NOW.plusSeconds(101)));
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1, 120", "2, 240", "3, 480", "4, 900", "50, 900"})
    void limitWithoutResetWaitsTwiceAsLongEachTime(int strikes, long seconds) {
        SendDecision expected = new SendDecision.WaitUntil(NOW.plusSeconds(seconds));

        assertThat(decide(Kind.RATE_LIMITED, 88, null, 0, strikes)).isEqualTo(expected);
        assertThat(decide(Kind.RATE_LIMITED, 88, NOW.minusSeconds(1), 0, strikes))
                .isEqualTo(expected);
        assertThat(decide(Kind.RATE_LIMITED, 88, NOW.plus(Duration.ofDays(30)), 0, strikes))
                .isEqualTo(expected);
        assertThat(decide(Kind.RATE_LIMITED, 88, Instant.MAX, 0, strikes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, 0, 1, false",
        "UNAVAILABLE, 3, 8, false",
        "UNAVAILABLE, 60, 60, false",
        "UNREACHABLE, 1, 2, true",
        "CLOCK, 0, 1, true",
        "CLOCK, 2, 4, true"
    })
    void troubleIsRetriedLaterEachTime(Kind kind, int troubles, long seconds, boolean sure) {
        assertThat(decide(kind, 0, null, troubles, 0)).isInstanceOfSatisfying(SendDecision.RetryAt.class, retry -> {
            assertThat(retry.at()).isEqualTo(NOW.plusSeconds(seconds));
            assertThat(retry.sure()).isEqualTo(sure);
        });
    }

    @Test
    void jitterSpreadsARetryOverHalfOfItsWait() {
        assertThat(SendDecisions.decide(refused(Kind.UNAVAILABLE, 0, null), 0, 0, NOW, 0))
                .isInstanceOfSatisfying(
                        SendDecision.RetryAt.class,
                        retry -> assertThat(retry.at()).isEqualTo(NOW.plusMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "CREDENTIALS, CREDENTIALS_REFUSED, ",
        "PERMISSION, PERMISSION_MISSING, ",
        "RESTRICTED, ACCOUNT_RESTRICTED, 900"
    })
    void refusedAccountHoldsTheChannel(Kind kind, ChannelSignal.Kind signal, @Nullable Long probeSeconds) {
        assertThat(decide(kind, 89, null, 0, 0)).isInstanceOfSatisfying(SendDecision.HoldChannel.class, hold -> {
            assertThat(hold.kind()).isEqualTo(signal);
            assertThat(hold.probeAt()).isEqualTo(probeSeconds == null ? null : NOW.plusSeconds(probeSeconds));
        });
    }

    @Test
    void whoMustPayIsToldSo() {
        var answer = new TwitterAnswer.Refused<SentMessage>(
                new Refusal(Kind.RESTRICTED, 402, 0, "Payment Required", null), RateLimits.UNKNOWN);

        assertThat(SendDecisions.decide(answer, 0, 0, NOW, 1))
                .isInstanceOfSatisfying(
                        SendDecision.HoldChannel.class,
                        hold -> assertThat(hold.detail()).contains("buy credits"));
    }

    @ParameterizedTest
    @CsvSource({
        "PERMANENT, 349, recipient-refused",
        "PERMANENT, 150, recipient-refused",
        "NOT_FOUND, 108, recipient-refused",
        "PERMANENT, 354, too-long",
        "PERMANENT, 187, refused",
        "NOT_FOUND, 34, refused"
    })
    void refusedMessageFailsForGood(Kind kind, int code, String reason) {
        assertThat(decide(kind, code, null, 0, 0))
                .isEqualTo(new SendDecision.Permanent(reason, "Twitter said: no", code));
    }

    @Test
    void whatTheGenerationCannotCarryFailsForGoodInOurOwnWords() {
        Refusal refusal = Refusal.notInThisGeneration();

        assertThat(SendDecisions.decide(new TwitterAnswer.Refused<>(refusal, RateLimits.UNKNOWN), 0, 0, NOW, 0))
                .isEqualTo(new SendDecision.Permanent("not-in-this-generation", refusal.message(), null));
    }

    @Test
    void silenceIsUnclear() {
        assertThat(decide(Kind.UNCLEAR, 0, null, 0, 0)).isInstanceOf(SendDecision.Unclear.class);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindHasADecision(Kind kind) {
        assertThat(decide(kind, 0, null, 0, 0)).isNotNull();
    }

    private static SendDecision decide(Kind kind, int code, @Nullable Instant retryAt, int troubles, int strikes) {
        return SendDecisions.decide(refused(kind, code, retryAt), troubles, strikes, NOW, 1);
    }

    private static TwitterAnswer<SentMessage> refused(Kind kind, int code, @Nullable Instant retryAt) {
        return new TwitterAnswer.Refused<>(new Refusal(kind, 400, code, "no", retryAt), RateLimits.UNKNOWN);
    }
}
