package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.AfterFailure;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.outbox.OutboxCommand.Kind;
import io.channeladapter.common.twitter.Refusal;
import java.time.Duration;
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
        egress.tick();

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
        egress.tick();
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
}
