package io.channeladapter.config.refetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private final Openings openings = new Openings(Duration.ofMinutes(4));

    @Test
    void whatIsShorterThanTwitterRepeatsIsNoOutage() {
        for (int minute = 0; minute < 60; minute += 4) {
            openings.open(NOW.plusSeconds(60L * minute));
        }
        assertThat(openings.outages()).isEmpty();
    }

    @Test
    void anOutageIsFromTheLastSignBeforeToTheFirstAfter() {
        openings.open(NOW);
        openings.open(NOW.plusSeconds(10));
        openings.open(NOW.plusSeconds(251));
        openings.open(NOW.plusSeconds(261));
        openings.open(NOW.plusSeconds(9_000));

        assertThat(openings.outages())
                .containsExactly(
                        new Outage(NOW.plusSeconds(10), NOW.plusSeconds(251)),
                        new Outage(NOW.plusSeconds(261), NOW.plusSeconds(9_000)));
    }

    @Test
    void ofSeveralInstancesOneThatTakesThemIsEnough() {
        for (int second = 0; second < 3_600; second += 10) {
            openings.open(NOW.plusSeconds(second));
            if (second < 600) {
                // A second instance whose clock is late, and which then dies.
                openings.open(NOW.plusSeconds(second).minusSeconds(400));
            }
        }
        assertThat(openings.outages()).isEmpty();
    }

    @Test
    void onlyTheLastOutagesAreKept() {
        for (int hour = 0; hour < 300; hour++) {
            openings.open(NOW.plus(Duration.ofHours(hour)));
        }
        assertThat(openings.outages()).hasSize(Openings.MOST);
        assertThat(openings.outages().getLast().until()).isEqualTo(NOW.plus(Duration.ofHours(299)));
    }
}
