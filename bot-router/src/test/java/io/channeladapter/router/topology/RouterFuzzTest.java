package io.channeladapter.router.topology;

import static io.channeladapter.router.topology.RouterRig.header;
import static io.channeladapter.router.topology.RouterRig.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.read.OddBodies;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterFuzzTest {
    private static final int BODIES = 1_500;

    @TempDir
    private Path dir;

    @Test
    void noBodyStopsTheRouterAndEachIsAccountedFor() {
        try (RouterRig router = new RouterRig(dir, Guarantee.AT_LEAST_ONCE)) {
            router.channel(ChannelStatus.ENABLED);
            OddBodies bodies = new OddBodies(7);

            for (int i = 0; i < BODIES; i++) {
                router.webhook(bodies.next());
            }
            router.webhook(message("after-all-of-them", "8", "7", "Still there?"));

            assertThat(router.events().getLast())
                    .satisfies(last -> assertThat(header(last, "ce_id")).endsWith("/message/after-all-of-them"));
            assertThat(router.count(RouterMetric.FAILED_RECORDS)).isZero();
            assertThat(router.count(RouterMetric.READ_EVENTS, "read"))
                    .isEqualTo(router.count(RouterMetric.DEDUPE_EVENTS));
            assertThat(router.count(RouterMetric.ROUTE_EVENTS))
                    .isEqualTo(router.count(RouterMetric.DEDUPE_EVENTS, "first"));
        }
    }
}
