package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.twitter.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void g7_unclearReplyIsSettledByItsEcho() {
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.pass(Duration.ofSeconds(20));
        assertThat(egress.calls.openTexts()).isEmpty();
        egress.echo("1", "100", "a");
        egress.pass(Duration.ofMinutes(1));

        assertThat(egress.told()).containsExactly("deferred a unclear", "sent a", "confirmed a");
        assertThat(egress.calls.texts()).containsExactly("a", "b");
    }

    @Test
    void unclearReplyWithoutEchoIsSentAgain() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.pass(Duration.ofSeconds(29));
        assertThat(egress.calls.openTexts()).isEmpty();
        egress.pass(Duration.ofSeconds(2));

        assertThat(egress.calls.openTexts()).containsExactly("a");
    }

    @Test
    void g5_unclearReplyWithoutEchoFailsWhereTheChannelWantsThat() {
        egress.reportUnclear();
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.pass(Duration.ofSeconds(31));

        assertThat(egress.told()).containsExactly("deferred a unclear", "failed a unclear");
        assertThat(egress.calls.openTexts()).containsExactly("b");
    }

    @Test
    void echoBeforeTheAnswerIsOurs() {
        egress.reply("1", "a");
        egress.echo("1", "100", "a");
        assertThat(egress.told()).isEmpty();
        egress.calls.taken("a", "100");
        egress.tick();

        assertThat(egress.told()).containsExactly("sent a", "confirmed a");
    }

    @Test
    void echoBeforeAnUnclearEndSettlesIt() {
        egress.reply("1", "a");
        egress.echo("1", "100", "a");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.tick();

        assertThat(egress.told()).containsExactly("sent a", "confirmed a");
    }

    @Test
    void sameTextByAPersonMeanwhileIsThePersons() {
        egress.reply("1", "a");
        egress.echo("1", "77", "a");
        egress.calls.taken("a", "100");
        egress.tick();

        assertThat(egress.events.stream().map(EgressDriver.Event::type))
                .containsExactly("message.sent", "message.sent-elsewhere");
    }

    @Test
    void echoBeforeTheAnswerIsOursWhateverTwitterMadeOfItsText() {
        egress.reply("1", "a");
        egress.echo("1", "100", "what Twitter made of a");
        egress.tick();
        assertThat(egress.told()).isEmpty();
        egress.calls.taken("a", "100");
        egress.tick();

        assertThat(egress.told()).containsExactly("sent a", "confirmed a");
    }

    @Test
    void aPersonsMessageDuringACallIsToldOnceTheCallEnds() {
        egress.reply("1", "a");
        egress.echo("1", "77", "hello from a person");
        egress.echo("2", "78", "hello in another conversation");
        assertThat(egress.events).hasSize(1);
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.tick();

        assertThat(egress.events.stream().map(EgressDriver.Event::type))
                .containsExactly("message.sent-elsewhere", "message.deferred", "message.sent-elsewhere");
    }

    @Test
    void echoThatMatchesNothingIsToldOnceAsSentElsewhere() {
        egress.echo("1", "55", "hello from a person");
        egress.echo("1", "55", "hello from a person");

        assertThat(egress.events).hasSize(1);
        assertThat(egress.events.get(0).id()).isEqualTo(STREAM + "/message.sent-elsewhere/55");
        assertThat(egress.events.get(0).data().at("/from/id").asText()).isEqualTo("900");
        assertThat(egress.events.get(0).data().at("/message/text").asText()).isEqualTo("hello from a person");
    }

    @Test
    void equalTextsInARowAreSettledInOrder() {
        egress.reply(STREAM, "1", "a", "yes", null, Priority.live);
        egress.reply(STREAM, "1", "b", "yes", null, Priority.live);
        egress.calls.refused("yes", Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.echo("1", "100", "yes");
        egress.calls.refused("yes", Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.echo("1", "101", "yes");

        assertThat(egress.told())
                .containsExactly(
                        "deferred a unclear", "sent a", "confirmed a", "deferred b unclear", "sent b", "confirmed b");
        assertThat(egress.calls.texts()).hasSize(2);
    }

    @Test
    void g5_replyWhoseCallsAllEndUnclearFailsAfterTheFifth() {
        egress.reply("1", "a");
        for (int i = 0; i < 200; i++) {
            if (!egress.calls.openTexts().isEmpty()) {
                egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
            }
            egress.pass(Duration.ofSeconds(30), Duration.ofSeconds(5));
        }

        assertThat(egress.calls.texts()).hasSize(5);
        assertThat(egress.told()).containsExactly("deferred a unclear", "failed a unclear");
    }

    @Test
    void ofManyRepliesFewAreCalledForWhileTwitterDoesNotAnswer() {
        for (int i = 0; i < 500; i++) {
            egress.reply(String.valueOf(i + 1), "a" + i);
        }
        for (int i = 0; i < 100; i++) {
            egress.calls.openTexts().forEach(text -> egress.calls.refused(text, Refusal.Kind.UNCLEAR, 0));
            egress.tick();
        }

        assertThat(egress.calls.texts()).hasSizeLessThan(2 * EgressDriver.RULES.mostOfChannel());
    }

    @Test
    void g7_duplicateAfterAnUnclearCallIsSettledByTheEchoOfTheFirst() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNCLEAR, 0);
        egress.pass(EgressDriver.RULES.unclearWait().plusSeconds(1));
        egress.calls.refused("a", Refusal.Kind.PERMANENT, 187);
        egress.pass(Duration.ofSeconds(1));
        egress.echo("1", "100", "a");
        egress.tick();

        assertThat(egress.told()).containsExactly("deferred a unclear", "sent a", "confirmed a");
    }
}
