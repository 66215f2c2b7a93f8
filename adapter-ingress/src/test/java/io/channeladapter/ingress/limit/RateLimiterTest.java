package io.channeladapter.ingress.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final StreamId ONE = channel(1);
    private static final StreamId OTHER = channel(2);

    private final RateLimiter limiter = new RateLimiter(new Rate(10, 3), 100);

    @Test
    void grantsABurstAndThenSaysHowLongToWait() {
        assertThat(List.of(limiter.take(ONE, START), limiter.take(ONE, START), limiter.take(ONE, START)))
                .allSatisfy(wait -> assertThat(wait).isEmpty());
        assertThat(limiter.take(ONE, START)).contains(Duration.ofMillis(100));
    }

    @Test
    void grantsAgainOnceTheWaitIsOver() {
        burst(ONE, 3);
        assertThat(limiter.take(ONE, START.plusMillis(99))).isPresent();
        assertThat(limiter.take(ONE, START.plusMillis(100))).isEmpty();
        assertThat(limiter.take(ONE, START.plusMillis(100))).isPresent();
    }

    @Test
    void lookingTakesNothing() {
        burst(ONE, 2);
        assertThat(limiter.full(ONE, START)).isEmpty();
        assertThat(limiter.full(ONE, START)).isEmpty();
        assertThat(limiter.take(ONE, START)).isEmpty();
        assertThat(limiter.full(ONE, START)).contains(Duration.ofMillis(100));
    }

    @Test
    void refusesNoChannelBecauseOfAnother() {
        burst(ONE, 10);
        assertThat(limiter.take(OTHER, START)).isEmpty();
    }

    @Test
    void grantsNothingForAClockThatGoesBack() {
        burst(ONE, 3);
        assertThat(limiter.take(ONE, START.minusSeconds(60))).isPresent();
        assertThat(limiter.take(ONE, START)).isPresent();
    }

    @Test
    void neverGrantsMoreThanBurstAndRateInAnyWindow() {
        Random random = new Random(7);
        List<Instant> granted = new ArrayList<>();
        Instant now = START;
        for (int n = 0; n < 3_000; n++) {
            now = now.plusMillis(random.nextInt(60));
            if (limiter.take(ONE, now).isEmpty()) {
                granted.add(now);
            }
        }
        for (int from = 0; from < granted.size(); from++) {
            for (int to = from; to < Math.min(granted.size(), from + 50); to++) {
                double seconds =
                        Duration.between(granted.get(from), granted.get(to)).toMillis() / 1e3;
                assertThat((double) (to - from + 1)).isLessThanOrEqualTo(3 + 10 * seconds + 1e-6);
            }
        }
    }

    @Test
    void remembersABoundedNumberOfChannels() {
        RateLimiter small = new RateLimiter(new Rate(1, 1), 10);
        for (int n = 0; n < 1_000; n++) {
            small.take(channel(n), START);
        }
        assertThat(small.size()).isLessThanOrEqualTo(10);
    }

    @Test
    void forgetsFullBucketsFirst() {
        RateLimiter small = new RateLimiter(new Rate(1, 1), 2);
        small.take(channel(1), START);
        small.take(channel(2), START.plusSeconds(5));
        small.take(channel(3), START.plusSeconds(5));
        assertThat(small.take(channel(2), START.plusSeconds(5))).isPresent();
    }

    @Test
    void refusesARateOfNothing() {
        assertThatThrownBy(() -> new Rate(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Rate(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void burst(StreamId channel, int times) {
        for (int n = 0; n < times; n++) {
            limiter.take(channel, START);
        }
    }

    private static StreamId channel(int number) {
        return StreamId.of(new UUID(0, number));
    }
}
