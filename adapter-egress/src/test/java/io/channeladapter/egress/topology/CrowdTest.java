package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.OTHER_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.outbox.WaitCause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A channel that waits with very many replies. */
class CrowdTest {
    private static final int CROWD = 10_000;
    private static final int FEWER = 3_000;
    private static final int PEOPLE = 500;

    @Test
    void tenThousandRepliesThatWaitFillNoMemoryAndDelayNobody() {
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
    void ageOfTheOldestIsToldAtAnyMoment() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            egress.calls.room(0);
            egress.reply("1", "1");
            egress.pass(Duration.ofSeconds(5));
            for (int seconds = 3; seconds < 6; seconds++) {
                assertThat(egress.age(WaitCause.RUNNABLE)).isGreaterThanOrEqualTo(seconds);
                egress.pass(Duration.ofSeconds(1), Duration.ofMillis(10));
            }
            egress.calls.room(1);
            egress.pass(Duration.ofSeconds(3));
            assertThat(egress.age(WaitCause.RUNNABLE)).isZero();
            assertThat(egress.age(WaitCause.IN_FLIGHT)).isGreaterThan(5);
        }
    }

    @Test
    void thousandsOfRepliesEndSomeAtATimeWhenTheirChannelIsDeleted() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            egress.calls.room(0);
            egress.crowd(FEWER, PEOPLE);
            egress.calls.room(10);
            egress.channels.remove(EgressDriver.STREAM);
            egress.pass(Duration.ofSeconds(5));
            while (pending(egress) == FEWER) {
                egress.tick();
            }
            assertThat(pending(egress)).isBetween(1L, (long) FEWER);
            egress.pass(Duration.ofMinutes(1));
            assertThat(egress.gauge(EgressMetric.OUTBOX_DEPTH)).isZero();
        }
    }

    @Test
    void replyCostsNineWritesUntilItIsSentAndThreeToConfirm() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            sent(egress, 1);
            int before = egress.writes();
            egress.reply("1", "a");
            assertThat(egress.writes() - before).isEqualTo(3);
            egress.calls.taken("a", "100");
            egress.tick();
            assertThat(egress.writes() - before).isEqualTo(8);
            egress.commit();
            egress.tick();
            assertThat(egress.writes() - before).isEqualTo(9);
            egress.echo("1", "100", "a");
            egress.commit();
            egress.tick();
            assertThat(egress.writes() - before).isEqualTo(12);
        }
    }

    @Test
    void countOfWhatAnAccountSentCostsOneWriteInTwentyOneReplies() {
        try (EgressDriver egress = EgressDriver.fresh()) {
            sent(egress, 64);
            assertThat(egress.writes()).isEqualTo(64 * 9 + 4);
        }
    }

    private static long pending(EgressDriver egress) {
        return egress.stored().keySet().stream()
                .filter(key -> key.startsWith(Kind.PENDING.first()))
                .count();
    }

    private static void sent(EgressDriver egress, int replies) {
        for (int i = 0; i < replies; i++) {
            egress.reply("1", "sent-" + i);
            egress.calls.taken("sent-" + i, "90" + i);
            egress.tick();
            egress.commit();
            egress.tick();
        }
    }
}
