package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.outbox.OutboxCommand.Kind;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.egress.outbox.Progress.Uploaded;
import io.channeladapter.egress.settle.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancelTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    private void limited() {
        egress.reply("9", "first");
        egress.calls.refused("first", Refusal.Kind.RATE_LIMITED, 88);
        egress.tick();
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.reply("2", "c");
        egress.events.clear();
    }

    @Test
    void g5_replyIsCancelledByItsId() {
        limited();
        egress.command(Kind.CANCEL, null, "b");
        egress.pass(Duration.ofMillis(200));

        assertThat(egress.told()).containsExactly("failed b cancelled");
    }

    @Test
    void g5_conversationIsCancelledAndWhatComesAfterIsNot() {
        limited();
        egress.command(Kind.CANCEL, "1", null);
        egress.pass(Duration.ofSeconds(1));
        egress.reply("1", "d");
        egress.pass(Duration.ofMinutes(2));
        egress.calls.taken("first", "100");
        egress.tick();

        assertThat(egress.told()).startsWith("failed a cancelled", "failed b cancelled");
        assertThat(egress.calls.texts()).contains("d", "c").doesNotContain("a", "b");
    }

    @Test
    void g5_channelIsCancelled() {
        limited();
        egress.command(Kind.CANCEL, null, null);
        egress.pass(Duration.ofMinutes(2));

        assertThat(egress.told())
                .containsExactlyInAnyOrder(
                        "failed first cancelled", "failed a cancelled", "failed b cancelled", "failed c cancelled");
        assertThat(egress.stored().keySet()).noneMatch(key -> key.startsWith("p/") || key.startsWith("x/"));
    }

    @Test
    void messageOfAFileOnItsWayDoesNotFollowOnceItIsCancelled() {
        egress.photo("1", "a");
        egress.photo("2", "b");
        egress.pass(Duration.ofSeconds(3));
        assertThat(egress.calls.withdrawn()).isEmpty();
        egress.command(Kind.CANCEL, "1", null);
        egress.pass(Duration.ofSeconds(3));
        assertThat(egress.calls.withdrawn()).containsExactly("a");
        egress.calls.uploadedInVain("a", uploaded("77"));
        egress.calls.taken("b", "100");
        egress.pass(Duration.ofSeconds(3));

        assertThat(egress.told()).containsExactlyInAnyOrder("failed a cancelled", "sent b");
        assertThat(egress.calls.texts()).containsExactly("a", "b");
    }

    @Test
    void messageOfAFileOnItsWayDoesNotFollowOnceItsChannelSendsNoMore() {
        egress.photo("1", "a");
        egress.channel(EgressDriver.enabled(STREAM, 3, "token").with(ChannelStatus.DISABLED, egress.now()));
        egress.pass(Duration.ofSeconds(3));

        assertThat(egress.calls.withdrawn()).containsExactly("a");
        egress.calls.uploadedInVain("a", uploaded("77"));
        egress.pass(Duration.ofSeconds(10));
        assertThat(egress.told()).containsExactly("failed a channel-disabled");
    }

    @Test
    void fileOfAChannelThatWaitsMeanwhileIsUploadedOnce() {
        egress.photo("1", "a");
        egress.channel(EgressDriver.enabled(STREAM, 3, "token").with(ChannelStatus.AUTHORIZED, egress.now()));
        egress.pass(Duration.ofSeconds(3));
        egress.calls.uploadedInVain("a", uploaded("77"));
        egress.pass(Duration.ofSeconds(3));
        assertThat(egress.calls.open()).isEmpty();
        assertThat(egress.told()).doesNotContain("deferred a twitter-unavailable");

        egress.channel(EgressDriver.enabled(STREAM, 4, "token"));
        egress.pass(Duration.ofSeconds(3));
        assertThat(egress.calls.open())
                .singleElement()
                .satisfies(call -> assertThat(call.uploaded()).isEqualTo(uploaded("77")));
    }

    @Test
    void filesThatAreWithdrawnHoldNoOthersBack() {
        for (int i = 1; i <= 10; i++) {
            egress.photo("1", "a" + i);
            egress.command(Kind.CANCEL, "1", null);
            egress.pass(Duration.ofSeconds(3));
            egress.calls.uploadedInVain("a" + i, uploaded("77"));
            egress.pass(Duration.ofSeconds(1));
        }
        egress.photo("2", "b");
        egress.tick();

        assertThat(egress.calls.openTexts()).containsExactly("b");
        assertThat(egress.told()).hasSize(10).allMatch(told -> told.endsWith("cancelled"));
    }

    private Uploaded uploaded(String mediaId) {
        return new Uploaded(mediaId, EgressDriver.START.plus(Duration.ofHours(23)));
    }

    @Test
    void g7_whatMayHaveBeenSentIsSettledBeforeItIsCancelled() {
        egress.reply("1", "a");
        egress.reply("2", "b");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.command(Kind.CANCEL, null, null);
        egress.pass(Duration.ofSeconds(10));
        egress.echo("1", "100", "a");
        egress.calls.taken("b", "101");
        egress.pass(Duration.ofMinutes(1));

        assertThat(egress.told()).containsExactly("deferred a unclear", "sent a", "confirmed a", "sent b");
    }

    @Test
    void unclearReplyWithoutEchoIsCancelledInsteadOfSentAgain() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.command(Kind.CANCEL, null, null);
        egress.pass(Duration.ofMinutes(1));

        assertThat(egress.told()).containsExactly("deferred a unclear", "failed a cancelled");
        assertThat(egress.calls.texts()).containsExactly("a");
    }

    @Test
    void cancellingGoesOnAfterARestart() {
        limited();
        int before = egress.writes();
        egress.command(Kind.CANCEL, null, null);
        egress.tick();
        for (int durable = before + 1; durable <= egress.writes(); durable++) {
            try (EgressDriver next = egress.killed(durable, Backlog.Ends.NONE)) {
                next.pass(Duration.ofMinutes(2));
                assertThat(next.calls.texts()).as("after %d writes", durable).isEmpty();
                assertThat(next.stored().keySet()).noneMatch(key -> key.startsWith("p/") || key.startsWith("x/"));
            }
        }
    }

    @Test
    void whatWaitsBehindAFailedReplyFailsWhereTheChannelWantsThat() {
        egress.channel(Objects.requireNonNull(egress.channels.get(STREAM)).with(AfterFailure.STOP));
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.reply("1", "c");
        egress.reply("2", "d");
        egress.calls.refused("a", Refusal.Kind.PERMANENT, 349);
        egress.pass(Duration.ofMillis(200));
        egress.reply("1", "e");

        assertThat(egress.told())
                .containsExactly("failed a recipient-refused", "failed b earlier-failed", "failed c earlier-failed");
        assertThat(egress.calls.openTexts()).containsExactly("d", "e");
    }

    @Test
    void stateTellsWhatWaitsAndWhyAndGoesWhenNothingDoes() {
        limited();
        egress.pass(Duration.ofSeconds(4));
        var state = Objects.requireNonNull(egress.state());
        assertThat(state.path("waiting").asInt()).isEqualTo(4);
        assertThat(state.path("cause").asText()).isEqualTo("rate-limited");
        assertThat(state.path("heads")).hasSize(3);
        assertThat(state.path("conversations").asInt()).isEqualTo(3);
        assertThat(state.path("heads").get(1).path("waiting").asInt()).isEqualTo(2);
        int told = egress.states.size();
        egress.pass(Duration.ofSeconds(20));
        assertThat(egress.states).hasSize(told);

        egress.command(Kind.CANCEL, null, null);
        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofSeconds(20));
            assertThat(next.states).isNotEmpty();
            assertThat(next.state()).isNull();
            assertThat(next.stored().keySet()).noneMatch(key -> key.startsWith("v/"));
        }
    }

    @Test
    void broadcastThatExpiresIsToldEvenBehindOthers() {
        limited();
        egress.reply(STREAM, "1", "x", "x", egress.now().plusSeconds(10), Priority.broadcast);
        egress.pass(Duration.ofSeconds(11));

        assertThat(egress.told()).contains("expired x");
    }

    @Test
    void g5_cancelOfAConversationWhoseHeadWaitsEndsEachOnce() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNREACHABLE, 0);
        egress.tick();
        egress.reply("1", "b");
        egress.reply("1", "c");
        egress.reply("2", "other");
        egress.events.clear();
        egress.command(Kind.CANCEL, "1", null);
        egress.pass(Duration.ofSeconds(5));

        assertThat(egress.told()).containsExactly("failed a cancelled", "failed b cancelled", "failed c cancelled");
        assertThat(Objects.requireNonNull(egress.state()).path("waiting").asInt())
                .isEqualTo(1);
    }

    @Test
    void g7_whatTwitterMayHaveTakenIsCancelledOnlyAfterTheWaitForItsEcho() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNAVAILABLE, 0);
        egress.tick();
        egress.command(Kind.CANCEL, null, "a");
        egress.pass(Duration.ofSeconds(3));
        egress.echo("1", "100", "a");
        egress.pass(Duration.ofSeconds(3));

        assertThat(egress.told()).containsExactly("deferred a twitter-unavailable", "sent a", "confirmed a");
    }

    @Test
    void channelThatStopsGoesOnBehindACancelledReply() {
        egress.channel(Objects.requireNonNull(egress.channels.get(STREAM)).with(AfterFailure.STOP));
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.command(Kind.CANCEL, null, "a");
        egress.tick();
        egress.calls.refused("a", Refusal.Kind.UNREACHABLE, 0);
        egress.pass(Duration.ofSeconds(5));

        assertThat(egress.calls.openTexts()).containsExactly("b");
    }

    @Test
    void longConversationThatStopsCostsFourWritesForEachReply() {
        egress.channel(Objects.requireNonNull(egress.channels.get(STREAM)).with(AfterFailure.STOP));
        for (int i = 0; i < 300; i++) {
            egress.reply("1", "a" + i);
        }
        int before = egress.writes();
        egress.calls.refused("a0", Refusal.Kind.PERMANENT, 349);
        egress.pass(Duration.ofSeconds(10));

        assertThat(egress.told())
                .hasSize(300)
                .allSatisfy(told -> assertThat(told).startsWith("failed"));
        assertThat(egress.writes() - before).isBetween(300 * 4, 300 * 4 + 10);
    }

    @Test
    void g5_whatFollowsAFailedReplyFailsWhereverTheTaskIsKilled() {
        egress.channel(Objects.requireNonNull(egress.channels.get(STREAM)).with(AfterFailure.STOP));
        egress.reply("1", "a");
        egress.reply("1", "b");
        int before = egress.writes();
        egress.calls.refused("a", Refusal.Kind.PERMANENT, 349);
        egress.pass(Duration.ofSeconds(1));
        for (int durable = before; durable <= egress.writes(); durable++) {
            try (EgressDriver next = egress.killed(durable, Backlog.Ends.NONE)) {
                next.pass(EgressDriver.RULES.unclearWait().plusSeconds(6));
                List.copyOf(next.calls.openTexts())
                        .forEach(text -> next.calls.refused(text, Refusal.Kind.PERMANENT, 349));
                next.pass(Duration.ofSeconds(1));

                assertThat(next.calls.texts()).as("called for").doesNotContain("b");
                assertThat(next.stored().keySet()).as("pending").noneMatch(key -> key.startsWith("p/"));
            }
        }
    }
}
