package io.channeladapter.config.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void whatIsOlderThanAMinuteMayNoLongerBeSo() {
        assertThat(of(Freshness.MOST).isStale()).isFalse();
        assertThat(of(Freshness.MOST.plusMillis(1)).isStale()).isTrue();
        assertThat(Freshness.of(Optional.empty(), NOW).isStale()).isTrue();
    }

    @Test
    void aClockThatGoesAheadMakesNothingYoungerThanNow() {
        assertThat(of(Duration.ofSeconds(-3)).age()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "119,119 s", "120,2 min", "7199,119 min", "7200,2 h", "172799,47 h", "172800,2 d"})
    void anAgeIsShort(long seconds, String words) {
        assertThat(of(Duration.ofSeconds(seconds)).words()).isEqualTo(words);
    }

    private static Freshness of(Duration age) {
        return Freshness.of(Optional.of(NOW.minus(age)), NOW);
    }
}
