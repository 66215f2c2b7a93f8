package io.channeladapter.egress.tell;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LifeSignsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant RESET = NOW.plus(Duration.ofHours(6));
    private static final StreamId ONE = StreamId.of(new UUID(1, 1));
    private static final StreamId TWO = StreamId.of(new UUID(2, 2));

    private final List<ChannelSignal> told = new ArrayList<>();
    private final LifeSigns signs = new LifeSigns(told::add);

    @Test
    void thatMessagesAreTakenIsToldForEachChannelAtMostEveryFiveMinutes() {
        signs.sent(ONE, NOW);
        signs.sent(TWO, NOW.plusSeconds(1));
        signs.sent(ONE, NOW.plusSeconds(299));
        assertThat(told).hasSize(2);

        signs.sent(ONE, NOW.plusSeconds(300));

        assertThat(told)
                .hasSize(3)
                .allSatisfy(signal -> assertThat(signal.kind()).isEqualTo(Kind.ANSWER_SENT));
    }

    @Test
    void thatADaysLimitIsNearlySpentIsToldOnceInEachWindow() {
        limits(Scope.USER_DAY, 100, RESET);
        assertThat(told).isEmpty();

        limits(Scope.USER_DAY, 99, RESET);
        limits(Scope.USER_DAY, 98, RESET.plusSeconds(2));

        assertThat(told).singleElement().satisfies(signal -> {
            assertThat(signal.kind()).isEqualTo(Kind.QUOTA_NEARLY_SPENT);
            assertThat(signal.until()).isEqualTo(RESET);
            assertThat(signal.detail()).contains("the account").contains("99 were left");
        });
        limits(Scope.APP_DAY, 5, RESET);
        limits(Scope.USER_DAY, 5, RESET.plus(Duration.ofDays(1)));
        assertThat(told).hasSize(3);
    }

    @Test
    void aLimitOfMinutesIsNoNews() {
        limits(Scope.ENDPOINT, 0, RESET);

        assertThat(told).isEmpty();
    }

    private void limits(Scope scope, long remaining, Instant reset) {
        signs.limits(ONE, new RateLimits(List.of(new Window(scope, 1_000, remaining, reset))), NOW);
    }
}
