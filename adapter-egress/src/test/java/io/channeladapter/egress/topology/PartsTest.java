package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static io.channeladapter.egress.topology.EgressDriver.backlog;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.message.CheckedReply.QuickReply;
import io.channeladapter.common.twitter.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reply that becomes several messages. */
class PartsTest {
    private static final String FIRST = "a".repeat(9_990) + ".";
    private static final String SECOND = "b".repeat(9_990) + ".";
    private static final String THIRD = "c".repeat(100) + ".";
    private static final String LONG = FIRST + " " + SECOND + " " + THIRD;

    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    private void longReply() {
        egress.reply(STREAM, "1", "a", LONG, null, Priority.live);
        egress.reply("1", "b");
    }

    @Test
    void g6_messagesOfAReplyGoInOrderAndItsOutcomeNamesAll() {
        longReply();
        egress.calls.taken(FIRST, "100");
        egress.tick();
        egress.calls.taken(SECOND, "101");
        egress.tick();
        egress.calls.taken(THIRD, "102");
        egress.tick();
        egress.echo("1", "100", FIRST);
        egress.echo("1", "101", SECOND);
        egress.echo("1", "102", THIRD);

        assertThat(egress.calls.texts()).containsExactly(FIRST, SECOND, THIRD, "b");
        assertThat(egress.told()).containsExactly("sent a", "confirmed a");
        assertThat(egress.events.get(0).data().path("messageId").asText()).isEqualTo("102");
        assertThat(egress.events.get(0).data().path("messageIds"))
                .extracting(id -> id.asText())
                .containsExactly("100", "101", "102");
    }

    @Test
    void g5_failureInTheMiddleSaysHowManyWereSent() {
        longReply();
        egress.calls.taken(FIRST, "100");
        egress.tick();
        egress.calls.refused(SECOND, Refusal.Kind.PERMANENT, 349);
        egress.pass(Duration.ofMillis(200));

        assertThat(egress.told()).containsExactly("failed a recipient-refused");
        assertThat(egress.events.get(0).data().path("detail").asText())
                .endsWith("Of its 3 messages, the first 1 had been sent.");
        assertThat(egress.calls.openTexts()).containsExactly("b");
    }

    @Test
    void replyIsBroughtToItsEndThoughItExpiresInTheMiddle() {
        egress.reply(STREAM, "1", "a", LONG, egress.now().plusSeconds(10), Priority.live);
        egress.calls.taken(FIRST, "100");
        egress.pass(Duration.ofSeconds(11));
        egress.calls.taken(SECOND, "101");
        egress.tick();
        egress.calls.taken(THIRD, "102");
        egress.tick();

        assertThat(egress.told()).containsExactly("sent a");
    }

    @Test
    void replyIsBroughtToItsEndThoughItExpiresWhileItsNextMessageWaits() {
        egress.reply(STREAM, "1", "a", LONG, egress.now().plusSeconds(10), Priority.live);
        egress.calls.taken(FIRST, "100");
        egress.tick();
        egress.calls.refused(SECOND, Refusal.Kind.RATE_LIMITED, 88);
        egress.pass(Duration.ofSeconds(70));
        egress.calls.taken(SECOND, "101");
        egress.tick();
        egress.calls.taken(THIRD, "102");
        egress.tick();

        assertThat(egress.told()).containsExactly("deferred a rate-limited", "sent a");
    }

    @Test
    void g7_unclearMessageInTheMiddleIsSettledByItsEcho() {
        longReply();
        egress.calls.taken(FIRST, "100");
        egress.tick();
        egress.calls.refused(SECOND, Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.echo("1", "100", FIRST);
        egress.echo("1", "101", SECOND);
        egress.tick();

        assertThat(egress.calls.openTexts()).containsExactly(THIRD);
    }

    @Test
    void g7_noMessageIsSentTwiceOrLostWhereverAKillFalls() {
        longReply();
        egress.calls.taken(FIRST, "100");
        egress.tick();
        egress.calls.taken(SECOND, "101");
        egress.tick();
        int durableAtMost = egress.writes();

        for (int durable = 0; durable <= durableAtMost; durable++) {
            try (EgressDriver next = egress.killed(durable, backlog(1, 1))) {
                // The third call was under way; Twitter took the first two alone.
                next.reply(STREAM, "1", "a", LONG, null, Priority.live);
                next.reply("1", "b");
                next.echo("1", "100", FIRST);
                next.echo("1", "101", SECOND);
                next.pass(Duration.ofMinutes(1));
                assertThat(next.calls.texts()).as("after %d writes", durable).isEqualTo(List.of(THIRD));
                next.calls.taken(THIRD, "102");
                next.pass(Duration.ofSeconds(10));
                assertThat(next.told()).as("after %d writes", durable).containsExactly("sent a");
                assertThat(next.events.get(0).data().path("messageIds")).hasSize(3);
            }
        }
    }

    @Test
    void g7_echoesThatComeInAnotherOrderSettleAllTheSame() {
        longReply();
        try (EgressDriver next = egress.killed(egress.writes(), backlog(-1, 2))) {
            next.echo("1", "101", SECOND);
            next.echo("1", "102", THIRD);
            next.echo("1", "100", FIRST);
            next.pass(Duration.ofSeconds(10));

            assertThat(next.told()).containsExactly("sent a", "confirmed a");
            assertThat(next.calls.texts()).containsExactly("b");
        }
    }

    @Test
    void choicesThatBecameTextAreToldToTheRouterOnceTheyAreSent() {
        egress.generation(ApiGeneration.ACCOUNT_ACTIVITY_V2);
        egress.choice("1", "a", "Which?", List.of(new QuickReply("Red", null, "r"), new QuickReply("Blue", null, "b")));
        assertThat(egress.offers()).isEmpty();
        egress.calls.taken(egress.calls.openTexts().get(0), "100");
        egress.tick();

        assertThat(egress.told()).containsExactly("sent a");
        assertThat(egress.offers()).singleElement().satisfies(offer -> {
            assertThat(offer.path("messageId").asText()).isEqualTo("100");
            assertThat(offer.path("options")).hasSize(2);
        });
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT_ACTIVITY_V2, ACCOUNT_ACTIVITY_V1, 1", "ACCOUNT_ACTIVITY_V1, ACCOUNT_ACTIVITY_V2, 0"})
    void g7_unclearMessageIsSettledByItsEchoThoughItsChannelHasAnotherApiSince(
            ApiGeneration before, ApiGeneration after, int offers) {
        egress.generation(before);
        egress.choice("1", "a", "Which?", List.of(new QuickReply("Red", null, "r"), new QuickReply("Blue", null, "b")));
        String text = egress.calls.openTexts().getFirst();
        egress.calls.refused(text, Refusal.Kind.UNCLEAR, 0);
        egress.tick();
        egress.generation(after);
        egress.echo("1", "100", text);
        egress.pass(Duration.ofMinutes(2));

        assertThat(egress.told()).containsExactly("deferred a unclear", "sent a", "confirmed a");
        assertThat(egress.calls.texts()).containsExactly(text);
        assertThat(egress.offers()).hasSize(offers);
    }

    @Test
    void replyThatBecameTextAndWasSentInPartGoesOnSoByAnyApi() {
        egress.generation(ApiGeneration.ACCOUNT_ACTIVITY_V2);
        egress.choice(
                "1",
                "a",
                "x".repeat(9_990),
                List.of(new QuickReply("Red", null, "r"), new QuickReply("Blue", null, "b")));
        egress.calls.taken(egress.calls.openTexts().getFirst(), "100");
        egress.generation(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        egress.tick();
        assertThat(egress.calls.openTexts()).singleElement().asString().contains("2. Blue");
        egress.calls.taken(egress.calls.openTexts().getFirst(), "101");
        egress.tick();

        assertThat(egress.told()).containsExactly("sent a");
        assertThat(egress.offers()).hasSize(1);
    }
}
