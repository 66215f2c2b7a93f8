package io.channeladapter.ingress.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.network.SourceNetwork;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceMemoryTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final SourceNetwork SOURCE = network("203.0.113.5");
    private static final SourceNetwork OTHER = network("198.51.100.7");

    private final SourceMemory memory = new SourceMemory();

    @Test
    void guarantee1_aFewBadSignaturesHoldNobodyOff() {
        bad(SOURCE, SourceMemory.HELD_FROM - 1, START);
        assertThat(memory.heldOff(SOURCE, START)).isEmpty();
        for (int second = 0; second < 1_000; second++) {
            memory.bad(OTHER, START.plusSeconds(second));
            assertThat(memory.heldOff(OTHER, START.plusSeconds(second))).isEmpty();
        }
    }

    @Test
    void manyHoldOffTheirNetworkAlone() {
        bad(SOURCE, SourceMemory.HELD_FROM, START);
        memory.heldOff(SOURCE, START);
        assertThat(memory.heldOff(SOURCE, START)).contains(Duration.ofMillis(100));
        assertThat(memory.heldOff(network("203.0.113.200"), START)).isPresent();
        assertThat(memory.heldOff(OTHER, START)).isEmpty();
        assertThat(memory.held(START)).isOne();
    }

    @Test
    void guarantee2_tenASecondAreTriedAllTheSame() {
        bad(SOURCE, 1_000, START);
        long tried = 0;
        for (int millis = 0; millis < 1_000; millis++) {
            tried += memory.heldOff(SOURCE, START.plusMillis(millis)).isEmpty() ? 1 : 0;
        }
        assertThat(tried).isEqualTo(SourceMemory.TRIED_PER_SECOND);
    }

    @Test
    void guarantee2_oneThatIsGenuineEndsIt() {
        bad(SOURCE, 1_000, START);
        memory.genuine(SOURCE, START);
        assertThat(memory.heldOff(SOURCE, START)).isEmpty();
        assertThat(memory.held(START)).isZero();
    }

    @Test
    void guarantee3_whoSentSomethingGenuineIsNotHeldOffForADay() {
        memory.genuine(SOURCE, START);
        bad(SOURCE, 1_000, START.plusSeconds(1));
        assertThat(memory.heldOff(SOURCE, START.plusSeconds(1))).isEmpty();
        assertThat(memory.isProven(SOURCE, START.plus(Duration.ofHours(23)))).isTrue();

        Instant nextDay = START.plus(SourceMemory.PROVEN_FOR);
        assertThat(memory.isProven(SOURCE, nextDay)).isFalse();
        bad(SOURCE, 1_000, nextDay);
        memory.heldOff(SOURCE, nextDay);
        assertThat(memory.heldOff(SOURCE, nextDay)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "127.0.0.1", "192.168.1.1", "fd00::1", "::1", "199.59.149.1", "64.63.47.9"})
    void guarantee3_neitherANeighbourNorTwitterIsHeldOff(String address) {
        bad(network(address), 1_000, START);
        memory.heldOff(network(address), START);
        assertThat(memory.heldOff(network(address), START)).isEmpty();
    }

    @Test
    void guarantee4_itEndsAMinuteAfterTheLast() {
        bad(SOURCE, 1_000_000, START);
        Instant before = START.plusSeconds(SourceMemory.LONGEST_SECONDS).minusMillis(1);
        memory.heldOff(SOURCE, before.minusMillis(1));
        assertThat(memory.heldOff(SOURCE, before)).isPresent();
        assertThat(memory.heldOff(
                        SOURCE, START.plusSeconds(SourceMemory.LONGEST_SECONDS).plusMillis(1)))
                .isEmpty();
        assertThat(memory.held(START.plusSeconds(SourceMemory.LONGEST_SECONDS).plusMillis(1)))
                .isZero();
    }

    @Test
    void guarantee5_theOneNotHeardOfForLongestIsForgotten() {
        bad(SOURCE, 1_000, START);
        memory.heldOff(SOURCE, START);
        for (int n = 0; n < SourceMemory.MOST_NETWORKS + 100; n++) {
            SourceNetwork network = network("11." + n / 256 + "." + n % 256 + ".1");
            memory.bad(network, START);
            memory.genuine(network("12." + n / 256 + "." + n % 256 + ".1"), START);
            if (n % 1_000 == 0) {
                assertThat(memory.heldOff(SOURCE, START)).isPresent();
            }
        }
        assertThat(memory.size()).isEqualTo(SourceMemory.MOST_NETWORKS);
        assertThat(memory.heldOff(SOURCE, START)).isPresent();
    }

    @Test
    void aClockThatGoesBackForgivesNothing() {
        bad(SOURCE, SourceMemory.HELD_FROM, START);
        memory.heldOff(SOURCE, START.minusSeconds(10));
        assertThat(memory.heldOff(SOURCE, START.minusSeconds(10))).isPresent();
    }

    private void bad(SourceNetwork source, int times, Instant now) {
        for (int n = 0; n < times; n++) {
            memory.bad(source, now);
        }
    }

    private static SourceNetwork network(String address) {
        return SourceNetwork.of(InetAddress.ofLiteral(address));
    }
}
