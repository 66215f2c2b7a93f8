package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static io.channeladapter.egress.topology.EgressDriver.backlog;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.egress.settle.Backlog;
import io.channeladapter.egress.task.Stalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void g7_replyThatWasCalledForBeforeAKillIsSettledByItsEcho() {
        egress.reply("1", "a");
        egress.reply("1", "b");

        try (EgressDriver next = egress.killed(egress.writes(), backlog(-1, 0))) {
            next.pass(Duration.ofMinutes(1));
            assertThat(next.calls.texts()).isEmpty();
            next.echo("1", "100", "a");
            next.pass(Duration.ofSeconds(6));

            assertThat(next.told()).containsExactly("sent a", "confirmed a");
            assertThat(next.calls.texts()).containsExactly("b");
        }
    }

    @Test
    void g7_replyWhoseCallWasUnderWayWaitsForItsEchoAsLongAsAnUnclearOne() {
        egress.reply("1", "a");

        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofSeconds(29));
            assertThat(next.calls.texts()).isEmpty();
            next.pass(Duration.ofSeconds(2));
            assertThat(next.calls.texts()).containsExactly("a");
        }
    }

    @Test
    void g5_unclearReplyIsSettledThoughTheClockWasDaysAhead() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.clockSetBack(Duration.ofDays(2));

        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofSeconds(29));
            assertThat(next.calls.texts()).isEmpty();
            next.pass(Duration.ofSeconds(2));
            assertThat(next.calls.texts()).containsExactly("a");
        }
    }

    @Test
    void g5_replyThatExpiresFarBeyondAllTimesIsSentAndKeepsNoTaskFromItsStart() {
        Instant never = Instant.parse("+999999999-12-31T23:59:59Z");
        egress.reply(STREAM, "1", "a", "a", never, CheckedReply.Priority.live);
        egress.reply("2", "b");
        assertThat(egress.deadLetters()).isEmpty();

        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofSeconds(31));
            assertThat(next.calls.texts()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void g7_replyOfBeforeWithoutMarkOfACallIsSentOnceTheHoldIsOver() {
        egress.reply("1", "a");

        try (EgressDriver next = egress.killed(egress.writes() - 1, backlog(-1, -1))) {
            next.pass(Duration.ofSeconds(4));
            assertThat(next.calls.texts()).isEmpty();
            next.pass(Duration.ofSeconds(2));
            assertThat(next.calls.texts()).containsExactly("a");
        }
    }

    @Test
    void replyThatComesAfterTheStartGoesAtOnce() {
        egress.reply("1", "a");

        try (EgressDriver next = egress.killed()) {
            next.tick();
            next.reply("2", "b");
            next.reply("1", "c");
            next.tick();
            assertThat(next.calls.texts()).containsExactly("b");
        }
    }

    @Test
    void g7_replyIsHeldWhoseAppendWasLostWithTheCallForIt() {
        egress.reply("1", "a");

        try (EgressDriver next = egress.killed(0, backlog(0, 0))) {
            next.echo("1", "100", "a");
            next.reply("1", "a");
            next.pass(Duration.ofSeconds(6));

            assertThat(next.told()).containsExactly("sent a", "confirmed a");
            assertThat(next.calls.texts()).isEmpty();
        }
    }

    @Test
    void g7_replyOfBeforeIsHeldThoughItWasCommittedBeforeTheBacklogWasKnown() {
        egress.reply("1", "a");

        try (EgressDriver next = egress.killed(0, new Backlog.Ends(1, OptionalLong.empty(), OptionalLong.empty()))) {
            next.reply("1", "a");
            next.tick();
            assertThat(next.calls.texts()).isEmpty();
            next.echo("1", "100", "a");
            next.pass(Duration.ofSeconds(6));

            assertThat(next.told()).containsExactly("sent a", "confirmed a");
            assertThat(next.calls.texts()).isEmpty();
        }
    }

    @Test
    void echoOfAPersonIsToldWhenTheWaitIsOver() {
        try (EgressDriver next = egress.killed(0, backlog(-1, 0))) {
            next.echo("1", "55", "by a person");
            assertThat(next.events).isEmpty();
            next.pass(Duration.ofSeconds(6));
            assertThat(next.events.stream().map(EgressDriver.Event::type)).containsExactly("message.sent-elsewhere");
        }
    }

    @Test
    void g7_outcomeIsToldAgainUnderTheSameIdUntilACommitHasPassed() {
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();

        try (EgressDriver next = egress.killed()) {
            next.tick();
            assertThat(next.events).isEqualTo(egress.events);
            next.commit();
            next.tick();
            try (EgressDriver third = next.killed()) {
                third.tick();
                assertThat(third.events).isEmpty();
            }
        }
    }

    @Test
    void g7_everyPrefixOfTheChangelogIsARightState() {
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.calls.taken("a", "100");
        egress.tick();
        egress.calls.refused("b", io.channeladapter.common.twitter.Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.echo("1", "100", "a");
        egress.echo("1", "101", "b");
        List<String> wanted = List.of("sent a", "confirmed a", "sent b", "confirmed b");

        for (int durable = 0; durable <= egress.writes(); durable++) {
            try (EgressDriver next = egress.killed(durable, backlog(1, 1))) {
                next.reply("1", "a");
                next.reply("1", "b");
                next.echo("1", "100", "a");
                next.echo("1", "101", "b");
                next.pass(Duration.ofMinutes(2));

                assertThat(next.calls.texts())
                        .as("calls after %d writes", durable)
                        .isEmpty();
                assertThat(next.stored().keySet())
                        .as("open after %d writes", durable)
                        .noneMatch(key -> key.startsWith("p/") || key.startsWith("a/") || key.startsWith("u/"));
                assertThat(wanted)
                        .containsAll(next.told().stream()
                                .filter(told -> !told.startsWith("deferred"))
                                .toList());
            }
        }
    }

    @Test
    void g7_replyIsNotTakenForOneThatEndedInItsPlaceBeforeTwoKills() {
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();

        try (EgressDriver next = egress.killed()) {
            next.tick();
            next.reply("1", "b");
            try (EgressDriver third = next.killed()) {
                third.pass(Duration.ofSeconds(31));
                assertThat(third.calls.texts()).containsExactly("b");
            }
        }
    }

    @Test
    void closeStoresWhatTheLastCallsBrought() {
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.close();

        assertThat(egress.stored().keySet()).noneMatch(key -> key.startsWith("p/"));
        assertThat(egress.stored().keySet()).anyMatch(key -> key.startsWith("d/"));
    }

    @Test
    void marksOfWhatIsDoneAreForgottenAfterAWeek() {
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();
        egress.commit();
        egress.tick();

        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofDays(7).plusHours(2), Duration.ofHours(1));
            assertThat(next.stored().keySet()).allMatch(key -> key.startsWith("l/"));
        }
    }

    @Test
    void replyThatComesAfterThoseThatWereToldIsToldAsWell() {
        for (int i = 0; i < 5; i++) {
            egress.reply("1", "a" + i);
        }
        egress.calls.refused("a0", Refusal.Kind.RATE_LIMITED, 88);
        egress.pass(Duration.ofSeconds(2));
        egress.command(OutboxCommand.Kind.CANCEL, null, null);
        egress.pass(Duration.ofSeconds(3));
        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofSeconds(100));
            next.reply("1", "x");
            next.calls.refused("x", Refusal.Kind.RATE_LIMITED, 88);
            next.pass(Duration.ofSeconds(2));

            assertThat(next.told()).contains("deferred x rate-limited");
        }
    }

    @Test
    void g5_failureIsToldOnlyOnceASuccessorWouldFindIt() {
        egress.commitsByHand();
        egress.reply("1", "a");
        int durable = egress.writes();
        egress.calls.refused("a", Refusal.Kind.PERMANENT, 349);
        egress.tick();
        assertThat(egress.told()).isEmpty();
        try (EgressDriver next = egress.killed(durable, Backlog.Ends.NONE)) {
            next.pass(EgressDriver.RULES.unclearWait().plusSeconds(6));
            next.calls.taken("a", "100");
            next.tick();
            assertThat(next.told()).containsExactly("sent a");
        }
        egress.commit();
        egress.tick();

        assertThat(egress.told()).containsExactly("failed a recipient-refused");
    }

    @Test
    void g7_goneChannelDoesNotFailWhatAnUnreadEchoSettles() {
        egress.reply("1", "a");
        egress.pass(Duration.ofSeconds(6));
        egress.channels.remove(STREAM);
        try (EgressDriver next = egress.killed(egress.writes(), EgressDriver.backlog(-1, 0))) {
            next.pass(Duration.ofSeconds(1));
            next.echo("1", "100", "a");
            next.pass(Duration.ofSeconds(7));

            assertThat(next.told()).containsExactly("sent a", "confirmed a");
        }
    }

    @Test
    void g7_taskThatStoodStillStartsNoCallUntilKafkaHasSaidWhoseItsChannelsAre() {
        egress.standStill(Duration.ofSeconds(6));
        egress.reply("1", "a");
        egress.pass(Duration.ofSeconds(10));
        assertThat(egress.calls.texts()).isEmpty();

        egress.standStill(Stalls.QUIET);
        egress.tick();
        assertThat(egress.calls.texts()).containsExactly("a");
    }
}
