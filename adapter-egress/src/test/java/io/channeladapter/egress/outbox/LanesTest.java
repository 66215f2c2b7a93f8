package io.channeladapter.egress.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final Instant SOON = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = SOON.plusSeconds(3600);

    private final Lanes lanes = new Lanes();

    @Test
    void channelThatWaitsIsRememberedOnceHoweverOftenItIsLookedAt() {
        lanes.channel(STREAM);
        for (int i = 0; i < 3; i++) {
            lanes.wakeAt(new Lanes.Wake(SOON, STREAM, null));
            lanes.wakeAt(new Lanes.Wake(LATER, STREAM, null));
        }

        assertThat(lanes.due(SOON.minusMillis(1))).isNull();
        assertThat(lanes.due(LATER)).isEqualTo(new Lanes.Wake(SOON, STREAM, null));
        assertThat(lanes.due(LATER)).isNull();
    }

    @Test
    void channelIsWokenEarlierWhereThatIsAskedForLater() {
        lanes.channel(STREAM);
        lanes.wakeAt(new Lanes.Wake(LATER, STREAM, null));
        lanes.wakeAt(new Lanes.Wake(SOON, STREAM, null));

        assertThat(lanes.due(SOON)).isEqualTo(new Lanes.Wake(SOON, STREAM, null));
        lanes.wakeAt(new Lanes.Wake(SOON, STREAM, null));
        assertThat(lanes.due(SOON)).isEqualTo(new Lanes.Wake(SOON, STREAM, null));
    }
}
