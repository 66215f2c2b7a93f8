package io.channeladapter.egress.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.egress.send.Call;
import io.channeladapter.egress.spend.Apps;
import io.channeladapter.egress.throttle.Allowance;
import io.channeladapter.egress.throttle.Allowances;
import io.channeladapter.egress.throttle.AppPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what waits, where Twitter tells nothing of its limits: ten messages in 15 minutes. */
class SpendingTest {
    private static final Allowances TEN = under(Allowance.of(10, 0, 0, 0, 20));

    @Test
    void g8_noMoreGoThanTheLimitAllowsAndTheRestGoesInTheNextWindow() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 25);
            assertThat(takeAll(egress)).isEqualTo(10);
            assertThat(egress.events)
                    .filteredOn(event -> event.type().equals("message.deferred"))
                    .hasSize(15)
                    .allSatisfy(event -> {
                        assertThat(event.data().path("reason").asText()).isEqualTo("rate-limited");
                        assertThat(event.data().path("detail").asText()).contains("15 minutes");
                        assertThat(event.data().path("until").asText()).isNotEmpty();
                    });

            egress.pass(Duration.ofMinutes(15).plusSeconds(2), Duration.ofSeconds(1));
            assertThat(takeAll(egress)).isEqualTo(10);
            egress.pass(Duration.ofMinutes(15).plusSeconds(2), Duration.ofSeconds(1));
            assertThat(takeAll(egress)).isEqualTo(5);
            assertThat(mostWithin(Duration.ofMinutes(15), egress.calls.times())).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void g8_killInTheMiddleOfAWindowOverdrawsNothing(int answered) {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 25);
            List<String> texts = List.copyOf(egress.calls.openTexts());
            assertThat(texts).hasSize(10);
            texts.subList(0, answered).forEach(text -> egress.calls.taken(text, "m" + text));
            egress.tick();

            try (EgressDriver next = egress.killed()) {
                // Twitter took the others too: its echoes come.
                texts.subList(answered, 10).forEach(text -> next.echo(text, "m" + text, text));
                next.pass(Duration.ofMinutes(1));
                assertThat(next.calls.texts()).isEmpty();
                assertThat(next.told())
                        .filteredOn(told -> told.startsWith("sent"))
                        .hasSize(10);

                next.pass(Duration.ofMinutes(15).plusSeconds(2), Duration.ofSeconds(1));
                assertThat(next.calls.texts()).hasSize(10);
                assertThat(mostWithin(
                                Duration.ofMinutes(15),
                                Stream.concat(egress.calls.times().stream(), next.calls.times().stream())
                                        .toList()))
                        .isEqualTo(10);
            }
        }
    }

    @Test
    void whoWroteLatelyGoesBeforeWhomNobodyAskedAndGetsWhatIsKept() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            for (int i = 0; i < 20; i++) {
                egress.reply(EgressDriver.STREAM, "" + i, "b" + i, "b" + i, null, Priority.broadcast);
            }
            assertThat(takeAll(egress)).isEqualTo(8);
            egress.received("50", "1");
            egress.reply("50", "answer");

            assertThat(egress.calls.openTexts()).containsExactly("answer");
        }
    }

    @Test
    void broadcastThatWaitedVeryLongTakesTurnsWithAnswers() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 10);
            takeAll(egress);
            egress.reply(EgressDriver.STREAM, "99", "old", "old", null, Priority.broadcast);
            for (int i = 0; i < 400; i++) {
                egress.reply("1000" + i, "x" + i);
            }
            for (int minutes = 0; minutes < 7 * 60; minutes += 16) {
                egress.pass(Duration.ofMinutes(16), Duration.ofSeconds(20));
                takeAll(egress);
            }
            assertThat(egress.calls.texts()).contains("old").doesNotContain("x399");
        }
    }

    @Test
    void answersThatTwitterDoesNotCountGoThoughTheDayIsUsedUp() {
        Allowances four = under(Allowance.of(0, 4, 0, 2, 0));
        try (EgressDriver egress = EgressDriver.fresh(four, streamId -> Optional.empty())) {
            send(egress, 6);
            assertThat(takeAll(egress)).isEqualTo(4);
            egress.received("8", "1");
            egress.reply("8", "free1");
            egress.reply("8", "free2");
            egress.reply("8", "free3");

            assertThat(takeAll(egress)).isEqualTo(2);
            assertThat(egress.calls.texts()).contains("free1", "free2").doesNotContain("free3");
            try (EgressDriver next = egress.killed()) {
                next.pass(Duration.ofSeconds(20));
                assertThat(next.calls.texts()).isEmpty();
                next.received("8", "2");
                assertThat(next.calls.openTexts()).containsExactly("free3");
            }
        }
    }

    @Test
    void whomAnAnswerIsOwedFreeNeedNotWaitForThoseWhoMustBePaidFor() {
        Allowances four = under(Allowance.of(0, 4, 0, 2, 0));
        try (EgressDriver egress = EgressDriver.fresh(four, streamId -> Optional.empty())) {
            for (int i = 0; i < 300; i++) {
                egress.reply("1" + i, "x" + i);
            }
            takeAll(egress);
            egress.received("1250", "m1");
            egress.received("9", "m2");
            egress.reply("9", "y");

            takeAll(egress);
            assertThat(egress.calls.texts()).hasSize(6).contains("x250", "y");
        }
    }

    @Test
    void freeAnswersAndThoseThatCountTakeTurns() {
        Allowances plenty = under(Allowance.of(0, 1_000, 0, 5, 0));
        try (EgressDriver egress = EgressDriver.fresh(plenty, streamId -> Optional.empty())) {
            egress.calls.room(0);
            for (int i = 0; i < 10; i++) {
                egress.received("1" + i, "m" + i);
                egress.reply("1" + i, "free" + i);
                egress.reply("2" + i, "counted" + i);
            }
            egress.calls.room(10);
            egress.tick();

            assertThat(egress.calls.texts().stream().filter(text -> text.startsWith("free")))
                    .hasSize(5);
        }
    }

    @Test
    void replyThatOnlyShowsTypingWaitsForNoMessage() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 12);
            takeAll(egress);
            egress.typing("77", "dots");

            assertThat(egress.calls.open()).hasSize(1).noneMatch(Call::hasMessage);
            egress.calls.taken("", "");
            egress.tick();
            assertThat(egress.told()).contains("sent dots");

            egress.typing("78", "dots2");
            egress.calls.taken("", "");
            egress.pass(Duration.ofMinutes(15).plusSeconds(2), Duration.ofSeconds(1));
            assertThat(egress.calls.openTexts()).as("and is counted with none").hasSize(2);
        }
    }

    @Test
    void channelsOfAnAppTakeTurnsHoweverMuchOneHasToSay() {
        Apps.Membership both = new Apps.Membership("app", new AppPart(0, 2, 2));
        Allowances six = under(Allowance.of(0, 0, 6, 0, 0));
        try (EgressDriver egress = EgressDriver.fresh(six, streamId -> Optional.of(both))) {
            send(egress, 60);
            takeAll(egress);
            for (int i = 0; i < 6; i++) {
                egress.reply(EgressDriver.OTHER_STREAM, "" + i, "y" + i, "y" + i, null, Priority.live);
            }
            egress.pass(Duration.ofHours(24).plusMinutes(2));
            takeAll(egress);

            assertThat(egress.calls.texts())
                    .hasSize(12)
                    .contains("y0", "y1", "y2")
                    .doesNotContain("y3");
        }
    }

    @Test
    void g8_channelsOfAnAppShareItsDay() {
        Apps.Membership half = new Apps.Membership("app", new AppPart(0, 2, 4));
        Allowances app = under(Allowance.of(0, 0, 8, 0, 0));
        try (EgressDriver egress = EgressDriver.fresh(app, streamId -> Optional.of(half))) {
            send(egress, 3);
            assertThat(takeAll(egress)).isEqualTo(3);
            egress.reply(EgressDriver.OTHER_STREAM, "1", "y1", "y1", null, Priority.live);
            egress.reply(EgressDriver.OTHER_STREAM, "2", "y2", "y2", null, Priority.live);

            assertThat(takeAll(egress)).isEqualTo(1);
            try (EgressDriver next = egress.killed()) {
                next.pass(Duration.ofMinutes(1));
                assertThat(next.calls.texts()).isEmpty();
                next.pass(Duration.ofHours(24).plusMinutes(1));
                assertThat(next.calls.texts()).containsExactly("y2");
            }
        }
    }

    @Test
    void whatADeletedChannelSpentIsForgottenOnceItCountsNoMore() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 11);
            takeAll(egress);
            egress.channels.remove(EgressDriver.STREAM);
            egress.pass(Duration.ofHours(23));
            assertThat(egress.stored()).containsKey("l/" + EgressDriver.STREAM);
            egress.pass(Duration.ofHours(5));

            assertThat(egress.stored().keySet())
                    .noneMatch(key -> key.startsWith("l/") || key.startsWith("w/") || key.startsWith("v/"));
        }
    }

    @Test
    void whatAChannelThatIsStillThereSpentIsKept() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 10);
            takeAll(egress);
            egress.pass(Duration.ofHours(50));
            assertThat(egress.stored()).containsKey("l/" + EgressDriver.STREAM);
        }
    }

    @Test
    void botHearsHowMuchIsUsedAndThatItHasBegunAnew() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 12);
            takeAll(egress);
            assertThat(levels(egress)).containsExactly("75", "90", "100");
            assertThat(egress.events)
                    .filteredOn(event -> event.type().equals("quota.state"))
                    .last()
                    .satisfies(event -> {
                        assertThat(event.data().path("scope").asText()).isEqualTo("endpoint");
                        assertThat(event.data().path("left").asInt()).isZero();
                        assertThat(event.data().path("waiting").asInt()).isEqualTo(2);
                        assertThat(event.id()).startsWith(EgressDriver.STREAM + "/quota.state/endpoint/");
                    });

            egress.pass(Duration.ofMinutes(15).plusSeconds(5), Duration.ofSeconds(1));
            assertThat(levels(egress)).containsExactly("75", "90", "100", "0");
        }
    }

    // Wherever a window of this length begins.
    private static long mostWithin(Duration window, List<Instant> times) {
        return times.stream()
                .mapToLong(from -> times.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(window)))
                        .count())
                .max()
                .orElse(0);
    }

    @Test
    void g8_callThatWasUnderWayCountsUntilItsLateEchoAndAfterIt() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 10);
            List<String> texts = List.copyOf(egress.calls.openTexts());
            try (EgressDriver next = egress.killed()) {
                for (int i = 0; i < 5; i++) {
                    next.reply("50" + i, "new" + i);
                }
                next.pass(Duration.ofSeconds(15));
                assertThat(next.calls.texts()).isEmpty();
                texts.forEach(text -> next.echo(text, "m" + text, text));
                next.pass(Duration.ofMinutes(1));
                assertThat(next.calls.texts()).isEmpty();

                next.pass(Duration.ofMinutes(15).plusSeconds(2), Duration.ofSeconds(1));
                assertThat(next.calls.texts()).hasSize(5);
            }
        }
    }

    @Test
    void g8_callThatWasUnderWayCountsThoughItsReplyIsCancelledOrCalledForAgain() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 4);
            try (EgressDriver next = egress.killed()) {
                next.command(OutboxCommand.Kind.CANCEL, null, "0");
                next.pass(Duration.ofMinutes(2));
                assertThat(next.told()).contains("failed 0 cancelled");
                assertThat(takeAll(next)).isEqualTo(3);
                for (int i = 0; i < 5; i++) {
                    next.reply("50" + i, "new" + i);
                }
                assertThat(takeAll(next)).isEqualTo(3);
            }
        }
    }

    @Test
    void whatWaitedBeforeAStartIsNotTakenForUnderWayAfterIt() {
        Apps.Membership all = new Apps.Membership("app", new AppPart(0, 2, 2));
        Allowances app = under(Allowance.of(0, 0, 8, 0, 0));
        try (EgressDriver egress = EgressDriver.fresh(app, streamId -> Optional.of(all))) {
            egress.calls.room(0);
            send(egress, 6);
            try (EgressDriver next = egress.killed()) {
                next.tick();
                next.reply(EgressDriver.OTHER_STREAM, "1", "new", "new", null, Priority.live);
                assertThat(takeAll(next)).isEqualTo(1);
                next.pass(Duration.ofSeconds(10));
                assertThat(takeAll(next)).isEqualTo(6);
            }
        }
    }

    @Test
    void channelWhoseKeysAreOfAnotherAppSpendsOfThatOne() {
        AtomicReference<String> name = new AtomicReference<>("app");
        Allowances app = under(Allowance.of(0, 0, 4, 0, 0));
        try (EgressDriver egress = EgressDriver.fresh(
                app,
                streamId -> Optional.of(new Apps.Membership(
                        streamId.equals(EgressDriver.STREAM) ? name.get() : "app", new AppPart(0, 1, 1))))) {
            for (int i = 0; i < 3; i++) {
                egress.reply(EgressDriver.OTHER_STREAM, "" + i, "y" + i, "y" + i, null, Priority.live);
            }
            assertThat(takeAll(egress)).isEqualTo(3);
            send(egress, 5);
            assertThat(egress.calls.openTexts()).hasSize(1);
            name.set("another");
            assertThat(takeAll(egress)).isEqualTo(4);
        }
    }

    @Test
    void clockThatWasDaysAheadIsForgottenOnceItIsSetAndTheServiceStartedAgain() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 10);
            List<String> texts = List.copyOf(egress.calls.openTexts());
            texts.subList(0, 9).forEach(text -> egress.calls.refused(text, Refusal.Kind.CLOCK, 135));
            egress.tick();
            egress.clockSetBack(Duration.ofDays(3));
            try (EgressDriver next = egress.killed()) {
                next.pass(Duration.ofMinutes(1));
                // Of the tenth call nobody knows, so it counts.
                assertThat(takeAll(next)).isEqualTo(9);
            }
        }
    }

    @Test
    void killsOneAfterAnotherUseUpNoMoreThanWasSent() {
        try (EgressDriver egress = EgressDriver.fresh(TEN, streamId -> Optional.empty())) {
            send(egress, 1);
            try (EgressDriver next = egress.killed()) {
                next.echo("0", "m0", "0");
                try (EgressDriver third = next.killed()) {
                    third.pass(Duration.ofSeconds(10));
                    for (int i = 0; i < 12; i++) {
                        third.reply("50" + i, "new" + i);
                    }
                    assertThat(takeAll(third)).isEqualTo(9);
                }
            }
        }
    }

    private static Allowances under(Allowance allowance) {
        return new Allowances(allowance, allowance, Duration.ofHours(6));
    }

    private static void send(EgressDriver egress, int replies) {
        for (int i = 0; i < replies; i++) {
            egress.reply("" + i, "" + i);
        }
    }

    private static int takeAll(EgressDriver egress) {
        int taken = 0;
        while (!egress.calls.openTexts().isEmpty()) {
            for (String text : new ArrayList<>(egress.calls.openTexts())) {
                egress.calls.taken(text, "m" + text);
                taken++;
                egress.tick();
            }
        }
        return taken;
    }

    private static List<String> levels(EgressDriver egress) {
        return egress.events.stream()
                .filter(event -> event.type().equals("quota.state"))
                .map(event -> event.data().path("level").asText())
                .toList();
    }
}
