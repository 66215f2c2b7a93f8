package io.channeladapter.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    @Test
    void theHundredthSlowestOfAHundredIsNoPartOfTheNinetyNinth() {
        long[] oneToAHundredMillis =
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray();

        Measured measured = Measured.of("any", oneToAHundredMillis, Duration.ofSeconds(2));

        assertThat(measured.requests()).isEqualTo(100);
        assertThat(measured.perSecond()).isEqualTo(50);
        assertThat(measured.median()).isEqualTo(Duration.ofMillis(50));
        assertThat(measured.p99()).isEqualTo(Duration.ofMillis(99));
        assertThat(measured.longest()).isEqualTo(Duration.ofMillis(100));
    }
}
