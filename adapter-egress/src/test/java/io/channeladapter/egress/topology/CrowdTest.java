package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.OTHER_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.egress.observe.EgressMetric;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A channel that waits with very many replies. */
class CrowdTest {
    private static final int CROWD = 100_000;
    private static final int FEWER = 20_000;
    private static final int PEOPLE = 5_000;

    @Test
    void hundredThousandRepliesThatWaitFillNoMemoryAndDelayNobody() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            egress.reply("1", "first");
            egress.calls.refused(
                    "first", Refusal.Kind.RATE_LIMITED, 88, egress.now().plusSeconds(3_600), RateLimits.UNKNOWN);
            egress.tick();
            egress.crowd(CROWD, PEOPLE);
            egress.reply(OTHER_STREAM, "1", "other", "other", null, Priority.live);
            assertThat(egress.calls.openTexts()).containsExactly("other");
            egress.pass(Duration.ofSeconds(2));
            assertThat(egress.gauge(EgressMetric.OUTBOX_DEPTH)).isEqualTo(CROWD + 2);
            assertThat(egress.gauge(EgressMetric.OUTBOX_LANES)).isEqualTo(1);

            try (EgressDriver next = egress.killed()) {
                next.tick();
                next.reply(OTHER_STREAM, "2", "new", "new", null, Priority.live);
                assertThat(next.calls.openTexts()).containsExactly("new");
                next.pass(Duration.ofMinutes(1));
                assertThat(next.gauge(EgressMetric.OUTBOX_DEPTH)).isEqualTo(CROWD + 3);
                assertThat(next.gauge(EgressMetric.OUTBOX_LANES)).isEqualTo(2);

                next.pass(Duration.ofHours(1));
                assertThat(next.calls.openTexts()).hasSize(3).contains("first", "other", "new");
                next.calls.taken("first", "100");
                next.pass(Duration.ofSeconds(1));
                assertThat(next.calls.openTexts().size()).isBetween(10, 66);
                assertThat(next.gauge(EgressMetric.OUTBOX_LANES)).isLessThan(100);
            }
        }
    }

    @Test
    void thousandsOfRepliesEndSomeAtATimeWhenTheirChannelIsDeleted() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            egress.calls.room(0);
            egress.crowd(FEWER, PEOPLE);
            egress.calls.room(10);
            egress.channels.remove(EgressDriver.STREAM);
            egress.pass(Duration.ofSeconds(6));
            egress.pass(Duration.ofMillis(10));
            int left = egress.gauge(EgressMetric.OUTBOX_DEPTH);
            assertThat(left).isBetween(1, FEWER);
            egress.pass(Duration.ofMinutes(1));
            assertThat(egress.gauge(EgressMetric.OUTBOX_DEPTH)).isZero();
        }
    }

    @Test
    void replyCostsNineWritesUntilItIsSentAndThreeToConfirm() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            egress.reply("1", "a");
            assertThat(egress.writes()).isEqualTo(3);
            egress.calls.taken("a", "100");
            egress.tick();
            assertThat(egress.writes()).isEqualTo(8);
            egress.commit();
            egress.tick();
            assertThat(egress.writes()).isEqualTo(9);
            egress.echo("1", "100", "a");
            egress.commit();
            egress.tick();
            assertThat(egress.writes()).isEqualTo(12);
        }
    }
}
