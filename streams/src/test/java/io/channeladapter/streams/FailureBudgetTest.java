package io.channeladapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final FailureBudget budget = new FailureBudget(2, Duration.ofMinutes(5));

    @Test
    void asManyFailuresAsAllowedAreTakenForPassingTrouble() {
        assertThat(budget.spend(NOW)).isTrue();
        assertThat(budget.spend(NOW)).isTrue();
        assertThat(budget.spend(NOW.plusSeconds(300))).isFalse();
    }

    @Test
    void failuresOfLongAgoCountNoMore() {
        budget.spend(NOW);
        budget.spend(NOW.plusSeconds(10));

        assertThat(budget.spend(NOW.plusSeconds(301))).isTrue();
        assertThat(budget.spend(NOW.plusSeconds(302))).isFalse();
    }
}
