package io.channeladapter.egress.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final Lanes lanes = new Lanes();
    private final Round round = new Round(lanes, Duration.ofSeconds(1));

    @Test
    void comesByEachChannelThatIsNotIdleOnceInARound() {
        channel(1).depthChanged(1);
        channel(2);
        channel(3).depthChanged(2);

        assertThat(round.begins(NOW)).isTrue();
        Set<StreamId> seen = new HashSet<>();
        while (round.hasNext()) {
            assertThat(seen.add(round.next().streamId())).isTrue();
        }
        assertThat(seen).containsExactlyInAnyOrder(streamId(1), streamId(3));
    }

    @Test
    void beginsAnewOnceThroughAndNoSoonerThanAfterItsTime() {
        channel(1).depthChanged(1);
        channel(2).depthChanged(1);

        assertThat(round.begins(NOW)).isTrue();
        round.next();
        assertThat(round.begins(NOW.plusSeconds(5))).isFalse();
        round.next();
        assertThat(round.begins(NOW.plusMillis(999))).isFalse();
        assertThat(round.begins(NOW.plusSeconds(1))).isTrue();
        assertThat(round.hasNext()).isTrue();
    }

    private ChannelLanes channel(int number) {
        return lanes.channel(streamId(number));
    }

    private static StreamId streamId(int number) {
        return new StreamId("st-00000000-0000-0000-0000-00000000000" + number);
    }
}
