package io.channeladapter.ingress.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.ingress.publish.PublishOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final StreamId ONE = StreamId.of(new UUID(0, 1));
    private static final StreamId OTHER = StreamId.of(new UUID(0, 2));

    private final List<ChannelSignal> sent = new ArrayList<>();
    private final Refusals refusals = new Refusals(Duration.ofMinutes(4), sent::add);

    @ParameterizedTest
    @EnumSource(PublishOutcome.Cause.class)
    void aLongSpanIsToldOnceItIsOver(PublishOutcome.Cause cause) {
        for (int second = 0; second <= 280; second += 40) {
            refusals.settled(ONE, new PublishOutcome.Unavailable(cause), START.plusSeconds(second));
        }
        lookEveryTenSeconds(280, 549);
        assertThat(sent).isEmpty();

        lookEveryTenSeconds(550, 900);

        assertThat(sent).singleElement().satisfies(signal -> {
            assertThat(signal.streamId()).isEqualTo(ONE);
            assertThat(signal.kind()).isEqualTo(ChannelSignal.Kind.EVENTS_MISSED);
            assertThat(signal.at()).isEqualTo(START.plusSeconds(550));
            assertThat(signal.replay()).isEqualTo(ChannelSignal.Replay.of(START, START.plusSeconds(280)));
            assertThat(signal.detail()).contains("from 2026-11-23 08:00 to 2026-11-23 08:05 UTC");
        });
        assertThat(refusals.size()).isZero();
    }

    @Test
    void oneMessageOfAQuietChannelThatTwitterTriedInVainIsTold() {
        int looked = 0;
        for (int second : new int[] {0, 3, 30, 272}) {
            lookEveryTenSeconds(looked, second - 1);
            looked = second;
            refusals.settled(ONE, refused(), START.plusSeconds(second));
        }
        lookEveryTenSeconds(272, 900);

        assertThat(sent)
                .extracting(ChannelSignal::replay)
                .containsExactly(ChannelSignal.Replay.of(START, START.plusSeconds(272)));
    }

    @Test
    void whatTwitterRepeatsByItselfIsNotTold() {
        refusals.settled(ONE, refused(), START);
        lookEveryTenSeconds(10, 199);
        refusals.settled(ONE, refused(), START.plusSeconds(200));
        lookEveryTenSeconds(200, 900);

        assertThat(sent).isEmpty();
        assertThat(refusals.size()).isZero();
    }

    @Test
    void aRecoveryThatIsShorterThanTwitterRepeatsDoesNotEndASpan() {
        for (int second = 0; second <= 800; second += 200) {
            refusals.settled(ONE, refused(), START.plusSeconds(second));
            refusals.settled(ONE, new PublishOutcome.Acknowledged(), START.plusSeconds(second + 1));
            lookEveryTenSeconds(second + 10, second + 199);
        }
        assertThat(sent).isEmpty();

        lookEveryTenSeconds(800, 1_200);

        assertThat(sent).hasSize(1);
    }

    @Test
    void eachChannelHasItsOwnSpan() {
        refusals.settled(ONE, refused(), START);
        refusals.settled(OTHER, refused(), START.plusSeconds(290));
        refusals.settled(ONE, refused(), START.plusSeconds(290));

        lookEveryTenSeconds(290, 600);

        assertThat(sent).extracting(ChannelSignal::streamId).containsExactly(ONE);
    }

    @Test
    void whatKafkaTookOrNeverWillIsNoSpan() {
        refusals.settled(ONE, new PublishOutcome.Acknowledged(), START);
        refusals.settled(ONE, new PublishOutcome.TooLarge(), START);

        assertThat(refusals.size()).isZero();
    }

    @Test
    void itsMemoryIsBounded() {
        for (int n = 0; n < Refusals.MOST_CHANNELS + 100; n++) {
            refusals.settled(StreamId.of(new UUID(1, n)), refused(), START);
        }

        assertThat(refusals.size()).isEqualTo(Refusals.MOST_CHANNELS);
    }

    private void lookEveryTenSeconds(int fromSecond, int untilSecond) {
        for (int second = fromSecond; second <= untilSecond; second += 10) {
            refusals.look(START.plusSeconds(second));
        }
    }

    private static PublishOutcome refused() {
        return new PublishOutcome.Unavailable(PublishOutcome.Cause.TIMED_OUT);
    }
}
