package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.access.Attempts.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final Attempts attempts = new Attempts();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void theFirstFiveCostNothingAndEachFurtherOneTwiceTheTimeUpToFiveMinutes() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Duration wait = ((Verdict.Wrong) attempts.judge("a", null, now)).shutFor();
            waits.add(wait.toSeconds());
            now = now.plus(wait);
        }

        assertThat(waits).containsExactly(0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @Test
    void whoIsShutOutIsNotLookedAtAndWaitsNoLongerForTrying() {
        wrong("a", 6);

        for (int i = 0; i < 50; i++) {
            assertThat(attempts.judge("a", "token", now)).isEqualTo(new Verdict.ShutOut(Duration.ofSeconds(1)));
        }
        now = now.plusSeconds(1);
        assertThat(attempts.judge("a", "token", now)).isEqualTo(new Verdict.Passed());
    }

    @Test
    void aTokenThatWasRightFromThereBeforeIsLetThroughWhileTheAddressIsShutOut() {
        attempts.judge("a", "token", now);
        wrong("a", 6);

        assertThat(attempts.judge("a", "token", now)).isEqualTo(new Verdict.Passed());
        assertThat(attempts.judge("a", "another", now)).isInstanceOf(Verdict.ShutOut.class);
        assertThat(attempts.judge("a", null, now)).isInstanceOf(Verdict.ShutOut.class);
        wrong("b", 6);
        assertThat(attempts.judge("b", "token", now)).isInstanceOf(Verdict.ShutOut.class);
    }

    @Test
    void aRightOneBuysNoFurtherTries() {
        wrong("a", 5);

        assertThat(attempts.judge("a", "token", now)).isEqualTo(new Verdict.Passed());
        assertThat(attempts.judge("a", null, now)).isEqualTo(new Verdict.Wrong(Attempts.FIRST_WAIT));
    }

    @Test
    void aClientIsForgottenAfterAQuarterOfAnHour() {
        wrong("a", 5);

        now = now.plus(Duration.ofMinutes(15)).plusMillis(1);
        assertThat(attempts.judge("a", null, now)).isEqualTo(new Verdict.Wrong(Duration.ZERO));
    }

    @Test
    void whileManyAreWrongOnlyTheFirstOfEachClientIsFree() {
        for (int i = 0; i < Attempts.OVERALL_A_MINUTE; i++) {
            wrong("client" + i, 1);
        }

        assertThat(attempts.judge("new", null, now)).isEqualTo(new Verdict.Wrong(Duration.ZERO));
        assertThat(attempts.judge("new", null, now)).isEqualTo(new Verdict.Wrong(Attempts.FIRST_WAIT));
        now = now.plusSeconds(61);
        assertThat(attempts.judge("newer", null, now)).isEqualTo(new Verdict.Wrong(Duration.ZERO));
        assertThat(attempts.judge("newer", null, now)).isEqualTo(new Verdict.Wrong(Duration.ZERO));
    }

    @Test
    void aClientWithoutAWrongOneIsNeverShutOut() {
        for (int i = 0; i < 3 * Attempts.MOST_CLIENTS; i++) {
            wrong("client" + i, 1);
            assertThat(attempts.judge("clean", "token", now)).isEqualTo(new Verdict.Passed());
        }
    }

    private void wrong(String client, int times) {
        for (int i = 0; i < times; i++) {
            attempts.judge(client, null, now);
        }
    }
}
