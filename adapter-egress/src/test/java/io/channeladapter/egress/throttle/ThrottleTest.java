package io.channeladapter.egress.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import io.channeladapter.egress.throttle.Throttle.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant RESET = NOW.plusSeconds(900);

    @Test
    void goesWhereNothingIsKnown() {
        assertThat(Throttle.decide(Limits.NONE, 1_000, NOW)).isEqualTo(new Verdict.Go());
    }

    @Test
    void g8_usedUpWindowWaitsForItsReset() {
        Limits limits = Limits.NONE.learn(told(0, RESET));

        assertThat(Throttle.decide(limits, 0, NOW))
                .isEqualTo(new Verdict.WaitUntil(RESET.plusSeconds(1), Throttle.Why.RATE_LIMIT));
        assertThat(Throttle.decide(limits, 0, RESET.plusSeconds(1))).isEqualTo(new Verdict.Go());
    }

    @Test
    void g8_longestOfSeveralUsedUpWindowsCounts() {
        Limits limits = Limits.NONE.learn(new RateLimits(List.of(
                new Window(Scope.ENDPOINT, 15, 0, RESET),
                new Window(Scope.USER_DAY, 1_000, 0, RESET.plusSeconds(60)))));

        assertThat(Throttle.decide(limits, 0, NOW))
                .isEqualTo(new Verdict.WaitUntil(RESET.plusSeconds(61), Throttle.Why.RATE_LIMIT));
    }

    @Test
    void g8_callsInFlightCountAsMade() {
        Limits limits = Limits.NONE.learn(told(2, RESET));

        assertThat(Throttle.decide(limits, 1, NOW)).isEqualTo(new Verdict.Go());
        assertThat(Throttle.decide(limits, 2, NOW)).isEqualTo(new Verdict.AfterAnswer());
    }

    @Test
    void lowerOfTwoAnswersAboutOneWindowCounts() {
        Limits limits = Limits.NONE.learn(told(3, RESET)).learn(told(5, RESET));

        assertThat(limits.windows()).containsExactly(new Window(Scope.ENDPOINT, 15, 3, RESET));
    }

    @Test
    void answerThatToldNothingMayHaveCounted() {
        assertThat(Limits.NONE.learn(told(3, RESET)).learn(RateLimits.UNKNOWN).windows())
                .containsExactly(new Window(Scope.ENDPOINT, 15, 2, RESET));
    }

    @Test
    void after429OneCallGoesAlone() {
        Limits limits = Limits.NONE.limited(NOW);

        assertThat(Throttle.decide(limits, 0, NOW)).isEqualTo(new Verdict.Go());
        assertThat(Throttle.decide(limits, 1, NOW)).isEqualTo(new Verdict.AfterAnswer());
        assertThat(Throttle.decide(limits.worked(), 1, NOW)).isEqualTo(new Verdict.Go());
    }

    @Test
    void refusedAccountWaitsForItsOwner() {
        Limits limits =
                Limits.NONE.broken(new AccountHold(ChannelSignal.Kind.CREDENTIALS_REFUSED, 3, "digest", NOW, null));

        assertThat(Throttle.decide(limits, 0, NOW.plusSeconds(1_000_000)))
                .isEqualTo(new Verdict.WaitUntil(null, Throttle.Why.ACCOUNT));
        assertThat(Throttle.decide(limits.probing(NOW), 0, NOW)).isEqualTo(new Verdict.Go());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void g8_noWindowIsEverOverdrawn(long seed) {
        Random random = new Random(seed);
        Limits limits = Limits.NONE.learn(told(15, RESET));
        int used = 0;
        int inFlight = 0;
        for (int i = 0; i < 500; i++) {
            if (Throttle.decide(limits, inFlight, NOW) instanceof Verdict.Go) {
                inFlight++;
                used++;
            }
            if (inFlight > 0 && random.nextInt(3) == 0) {
                inFlight--;
                limits = limits.learn(random.nextInt(4) == 0 ? RateLimits.UNKNOWN : told(15 - used, RESET));
            }
            assertThat(used).isLessThanOrEqualTo(15);
        }
        assertThat(used).isGreaterThan(8);
    }

    private static RateLimits told(long remaining, Instant reset) {
        return new RateLimits(List.of(new Window(Scope.ENDPOINT, 15, remaining, reset)));
    }
}
