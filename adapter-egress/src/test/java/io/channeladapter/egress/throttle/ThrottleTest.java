package io.channeladapter.egress.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.egress.throttle.Ask.Urgency;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import io.channeladapter.egress.throttle.Throttle.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Allowance V2 = Allowance.twitterV2();
    private static final Instant RESET = NOW.plusSeconds(900);

    @Test
    void goesWhereNothingIsKnown() {
        assertThat(Throttle.decide(Limits.NONE, 1_000, NOW)).isEqualTo(new Verdict.Go());
    }

    @Test
    void g8_usedUpWindowWaitsForItsReset() {
        Limits limits = Limits.NONE.learn(told(0, RESET), NOW);

        assertThat(Throttle.decide(limits, 0, NOW))
                .isEqualTo(new Verdict.WaitUntil(RESET.plusSeconds(1), Throttle.Why.ENDPOINT));
        assertThat(Throttle.decide(limits, 0, RESET.plusSeconds(1))).isEqualTo(new Verdict.Go());
    }

    @Test
    void g8_longestOfSeveralUsedUpWindowsCounts() {
        Limits limits = Limits.NONE.learn(
                new RateLimits(List.of(
                        new Window(Scope.ENDPOINT, 15, 0, RESET),
                        new Window(Scope.USER_DAY, 1_000, 0, RESET.plusSeconds(60)))),
                NOW);

        assertThat(Throttle.decide(limits, 0, NOW))
                .isEqualTo(new Verdict.WaitUntil(RESET.plusSeconds(61), Throttle.Why.USER_DAY));
    }

    @Test
    void g8_callsInFlightCountAsMade() {
        Limits limits = Limits.NONE.learn(told(2, RESET), NOW);

        assertThat(Throttle.decide(limits, 1, NOW)).isEqualTo(new Verdict.Go());
        assertThat(Throttle.decide(limits, 2, NOW)).isEqualTo(new Verdict.AfterAnswer());
    }

    @Test
    void lowerOfTwoAnswersAboutOneWindowCounts() {
        Limits limits = Limits.NONE.learn(told(3, RESET), NOW).learn(told(5, RESET), NOW);

        assertThat(limits.told()).containsExactly(new Window(Scope.ENDPOINT, 15, 3, RESET));
    }

    @Test
    void answerThatToldNothingMayHaveCounted() {
        assertThat(Limits.NONE
                        .learn(told(3, RESET), NOW)
                        .learn(RateLimits.UNKNOWN, NOW)
                        .told())
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
        Limits limits = Limits.NONE.learn(told(15, RESET), NOW);
        int used = 0;
        int inFlight = 0;
        for (int i = 0; i < 500; i++) {
            if (Throttle.decide(limits, inFlight, NOW) instanceof Verdict.Go) {
                inFlight++;
                used++;
            }
            if (inFlight > 0 && random.nextInt(3) == 0) {
                inFlight--;
                limits = limits.learn(random.nextInt(4) == 0 ? RateLimits.UNKNOWN : told(15 - used, RESET), NOW);
            }
            assertThat(used).isLessThanOrEqualTo(15);
        }
        assertThat(used).isGreaterThan(8);
    }

    @Test
    void g8_ownCountLooksBackAWholeWindow() {
        Limits limits = Limits.NONE.count(15, V2, NOW);

        assertThat(decide(limits, Urgency.LIVE, NOW.plusSeconds(1)))
                .isEqualTo(new Verdict.WaitUntil(NOW.plusMillis(901_001), Throttle.Why.ENDPOINT));
        assertThat(decide(limits, Urgency.LIVE, NOW.plusMillis(901_001))).isEqualTo(new Verdict.Go());
    }

    @Test
    void resetThatSeveralAnswersToldBeginsOurCountAnew() {
        Instant reset = NOW.plusSeconds(60);
        Limits limits = Limits.NONE;
        for (int left = 14; left >= 0; left--) {
            limits = limits.answered(told(left, reset), true, V2, NOW);
        }

        assertThat(decide(limits, Urgency.LIVE, NOW))
                .isEqualTo(new Verdict.WaitUntil(reset.plusSeconds(1), Throttle.Why.ENDPOINT));
        assertThat(decide(limits, Urgency.LIVE, reset.plusSeconds(1))).isEqualTo(new Verdict.Go());
    }

    @Test
    void g8_resetsThatContradictEachOtherBeginNothing() {
        Limits limits = Limits.NONE;
        for (int left = 14; left >= 0; left--) {
            limits = limits.answered(told(left, NOW.plusSeconds(60 + 10 * left)), true, V2, NOW);
        }

        assertThat(decide(limits, Urgency.LIVE, NOW.plusSeconds(300)))
                .isEqualTo(new Verdict.WaitUntil(NOW.plusMillis(901_001), Throttle.Why.ENDPOINT));
    }

    @Test
    void windowThatIsUsedUpHoldsUntilItsOwnResetAlsoWhereAnotherWasToldBefore() {
        RateLimits day =
                new RateLimits(List.of(new Window(Scope.ENDPOINT, 1_000, 935, NOW.plus(Duration.ofHours(24)))));
        RateLimits refused = told(0, NOW.plusSeconds(20));
        Limits limits = Limits.NONE
                .answered(day, true, Allowance.NONE, NOW)
                .answered(refused, false, Allowance.NONE, NOW)
                .answered(RateLimits.UNKNOWN, true, Allowance.NONE, NOW.plusSeconds(1));

        assertThat(Throttle.decide(limits, 0, NOW.plusSeconds(20)))
                .isEqualTo(new Verdict.WaitUntil(NOW.plusSeconds(21), Throttle.Why.ENDPOINT));
        assertThat(Throttle.decide(limits, 0, NOW.plusSeconds(21))).isEqualTo(new Verdict.Go());
        assertThat(limits.rooms(Allowance.NONE, 0, NOW.plusSeconds(21)))
                .extracting(Room::left)
                .containsExactly(934L);
    }

    @Test
    void broadcastLeavesAShareToAnswersUntilNewRoomIsNear() {
        Limits limits = Limits.NONE.count(12, V2, NOW);

        assertThat(decide(limits, Urgency.BROADCAST, NOW.plusSeconds(1)))
                .isInstanceOfSatisfying(Verdict.WaitUntil.class, wait -> {
                    assertThat(wait.why()).isEqualTo(Throttle.Why.KEPT_FOR_ANSWERS);
                    assertThat(decide(limits, Urgency.BROADCAST, Objects.requireNonNull(wait.until())))
                            .isEqualTo(new Verdict.Go());
                });
        assertThat(decide(limits, Urgency.LIVE, NOW.plusSeconds(1))).isEqualTo(new Verdict.Go());
        assertThat(decide(limits, Urgency.AGED, NOW.plusSeconds(1))).isEqualTo(new Verdict.Go());
    }

    @Test
    void freeReplyGoesWhateverTheWindowsSay() {
        Limits limits = Limits.NONE.count(1_000, Allowance.twitterV1(), NOW).limited(NOW.plusSeconds(3_600));
        Ask free = new Ask(Urgency.LIVE, true, 0, 0);

        assertThat(Throttle.decide(limits, Allowance.twitterV1(), List.of(), free, NOW))
                .isEqualTo(new Verdict.Go());
        assertThat(Throttle.decide(
                        limits.limited(NOW.plusSeconds(9), true), Allowance.twitterV1(), List.of(), free, NOW))
                .isEqualTo(new Verdict.WaitUntil(NOW.plusSeconds(9), Throttle.Why.RATE_LIMIT));
        assertThat(limits.workedFree(NOW).heldUntil()).isEqualTo(NOW.plusSeconds(3_600));
    }

    @Test
    void g8_whatMayHaveBeenMadeAfterTheLastWriteIsMade() {
        Limits stored = Limits.NONE.count(700, Allowance.twitterV1(), NOW).toStore(Allowance.twitterV1(), NOW);

        assertThat(stored.ahead()).isEqualTo(20);
        assertThat(stored.reloaded(Allowance.twitterV1(), NOW)
                        .made(Scope.USER_DAY)
                        .after(NOW.minusSeconds(9)))
                .isEqualTo(720);
        assertThat(stored.count(20, Allowance.twitterV1(), NOW).worthWriting(stored))
                .isFalse();
        assertThat(stored.count(21, Allowance.twitterV1(), NOW).worthWriting(stored))
                .isTrue();
    }

    @Test
    void limitsAreReadAsTheyWereWritten() {
        Limits limits = Limits.NONE
                .answered(told(3, RESET), true, V2, NOW)
                .limited(RESET)
                .toStore(V2, NOW);

        assertThat(Json.read(Json.bytes(limits), Limits.class)).contains(limits);
    }

    @Test
    void limitsOfBeforeWeCountedAreRead() {
        String before = "{\"windows\":[{\"scope\":\"ENDPOINT\",\"limit\":15,\"remaining\":3,"
                + "\"reset\":\"2026-11-23T10:15:00Z\"}],\"strikes\":1}";

        assertThat(Json.read(before.getBytes(StandardCharsets.UTF_8), Limits.class))
                .hasValueSatisfying(limits -> {
                    assertThat(limits.told()).containsExactly(new Window(Scope.ENDPOINT, 15, 3, RESET));
                    assertThat(limits.made()).isEmpty();
                });
    }

    @Test
    void personsMessageGivesFreeRepliesForADay() {
        FreeReplies free = FreeReplies.of(NOW, 7);

        assertThat(free.left(5, NOW)).isEqualTo(5);
        assertThat(free.spent(NOW).spent(NOW).left(5, NOW)).isEqualTo(3);
        assertThat(free.spent(NOW).and(NOW.plusSeconds(9), 7).left(5, NOW)).isEqualTo(5);
        assertThat(free.spent(NOW).and(NOW.minusSeconds(1), 7).left(5, NOW)).isEqualTo(4);
        assertThat(free.spent(NOW)
                        .spent(NOW.plusSeconds(9))
                        .and(NOW.plusSeconds(9), 7)
                        .left(5, NOW))
                .as("one was sent before its message was known here")
                .isEqualTo(4);
        assertThat(free.seenBy(8).left(5, NOW)).as("after a restart").isEqualTo(4);
        assertThat(free.left(5, NOW.plus(FreeReplies.LASTS).minusSeconds(60))).isZero();
        assertThat(free.isLive(NOW.plus(FreeReplies.LASTS))).isFalse();
    }

    @Test
    void whoWaitedVeryLongTakesTurnsWithAnswers() {
        assertThat(Urgency.next(true, true, false, Urgency.LIVE)).isEqualTo(Urgency.LIVE);
        assertThat(Urgency.next(true, true, true, Urgency.LIVE)).isEqualTo(Urgency.AGED);
        assertThat(Urgency.next(true, true, true, Urgency.AGED)).isEqualTo(Urgency.LIVE);
        assertThat(Urgency.next(false, true, false, Urgency.LIVE)).isEqualTo(Urgency.BROADCAST);
        assertThat(Urgency.next(false, false, false, null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void g8_coarserCountForgetsNoCallTooEarly(long seed) {
        Random random = new Random(seed);
        Made made = Made.NONE;
        List<Instant> calls = new ArrayList<>();
        Instant now = NOW;
        for (int i = 0; i < 3_000; i++) {
            now = now.plusSeconds(random.nextInt(90));
            made = made.with(now, 1, Quota.DAY);
            calls.add(now);
            Instant from = now.minus(Duration.ofMinutes(random.nextInt(1_440)));
            long exact = calls.stream().filter(at -> at.isAfter(from)).count();
            assertThat(made.after(from)).isGreaterThanOrEqualTo(exact);
            assertThat(made.pairs()).hasSizeLessThanOrEqualTo(2 * Made.MOST);
        }
    }

    private static Verdict decide(Limits limits, Urgency urgency, Instant now) {
        return Throttle.decide(limits, V2, List.of(), Ask.counted(urgency, 0), now);
    }

    private static RateLimits told(long remaining, Instant reset) {
        return new RateLimits(List.of(new Window(Scope.ENDPOINT, 15, remaining, reset)));
    }
}
