package io.channeladapter.sandbox.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeakTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(15);

    @Test
    void seesWhatLiesOnBothSidesOfAWindowsEnd() {
        Peak peak = new Peak(WINDOW);
        peak.add(START);
        peak.add(START.plusSeconds(890));
        peak.add(START.plusSeconds(900));
        peak.add(START.plusSeconds(910));

        assertThat(peak.most()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheMostOfAllWindowsWhateverTheOrder(long seed) {
        Random random = new Random(seed);
        Peak peak = new Peak(WINDOW);
        List<Instant> times = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < 400; i++) {
            now = now.plusSeconds(random.nextInt(120));
            Instant at = now.minusSeconds(random.nextInt(60));
            times.add(at);
            peak.add(at);
        }
        long most = times.stream()
                .mapToLong(from -> times.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(WINDOW)))
                        .count())
                .max()
                .orElse(0);

        assertThat(peak.most()).isEqualTo((int) most);
    }
}
