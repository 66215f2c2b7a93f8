package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.START;
import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void g5_sentReplyIsToldOnceAndConfirmedOnce() {
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();
        egress.echo("1", "100", "a");
        egress.echo("1", "100", "a");

        assertThat(egress.told()).containsExactly("sent a", "confirmed a");
        assertThat(egress.events.get(0).data().path("messageId").asText()).isEqualTo("100");
        assertThat(egress.events.get(0).id()).isEqualTo(STREAM + "/message.sent/a");
    }

    @Test
    void g5_repeatedReplyIsIgnoredWhilePendingAndAfter() {
        egress.reply("1", "a");
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();
        egress.reply("1", "a");

        assertThat(egress.calls.texts()).containsExactly("a");
        assertThat(egress.told()).containsExactly("sent a");
    }

    @Test
    void g5_refusedReplyFailsAndTheConversationGoesOn() {
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.calls.refused("a", Refusal.Kind.PERMANENT, 349);
        egress.pass(Duration.ofMillis(200));

        assertThat(egress.told()).containsExactly("failed a recipient-refused");
        assertThat(egress.events.get(0).data().path("twitterCode").asInt()).isEqualTo(349);
        assertThat(egress.calls.openTexts()).containsExactly("b");
    }

    @Test
    void g5_replyExpiresWhileItsChannelWaits() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.CREDENTIALS, 89);
        egress.tick();
        egress.reply(STREAM, "1", "b", "b", egress.now().plusSeconds(60), Priority.live);
        egress.reply(STREAM, "2", "c", "c", egress.now().plusSeconds(60), Priority.live);
        egress.pass(Duration.ofSeconds(61));

        assertThat(egress.told())
                .contains("expired b", "expired c")
                .filteredOn(told -> told.startsWith("deferred"))
                .containsExactlyInAnyOrder(
                        "deferred a credentials-refused",
                        "deferred b credentials-refused",
                        "deferred c credentials-refused");
    }

    @Test
    void g5_replyThatMayHaveBeenSentIsNotToldToHaveExpired() {
        for (int i = 0; i < 20; i++) {
            String id = "r" + i;
            egress.reply(
                    STREAM, String.valueOf(i + 1), id, id, egress.now().plusMillis(3_000 + i * 100L), Priority.live);
        }
        for (int i = 0; i < 20; i++) {
            egress.calls.refused("r" + i, Refusal.Kind.UNCLEAR, 0);
        }
        egress.pass(Duration.ofSeconds(40));

        assertThat(egress.told().stream().filter(told -> !told.startsWith("deferred")))
                .hasSize(20)
                .allMatch(told -> told.startsWith("failed") && told.endsWith("unclear"));
    }

    @Test
    void refusalAfterANewAuthorizationIsToldAgain() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.CREDENTIALS, 89);
        egress.pass(Duration.ofSeconds(2));
        egress.channel(EgressDriver.enabled(STREAM, 9, "new token"));
        egress.pass(Duration.ofSeconds(2));
        egress.calls.refused("a", Refusal.Kind.CREDENTIALS, 89);
        egress.pass(Duration.ofSeconds(2));

        assertThat(egress.signals)
                .extracting(signal -> signal.path("kind").asText())
                .containsExactly("credentials-refused", "credentials-refused");
    }

    @Test
    void g5_disabledChannelEndsItsReplies() {
        egress.calls.room(0);
        egress.reply("1", "a");
        egress.channel(EgressDriver.enabled(STREAM, 3, "token").with(ChannelStatus.DISABLED, START));
        egress.pass(Duration.ofSeconds(7));

        assertThat(egress.told()).containsExactly("failed a channel-disabled");
    }

    @Test
    void g5_deletedChannelEndsItsReplies() {
        egress.calls.room(0);
        egress.reply("1", "a");
        egress.channels.remove(STREAM);
        egress.pass(Duration.ofSeconds(7));

        assertThat(egress.told()).containsExactly("failed a channel-deleted");
    }

    @Test
    void channelThatIsKnownALittleLaterLosesNothing() {
        var channel = egress.channels.remove(STREAM);
        egress.reply("1", "a");
        egress.pass(Duration.ofSeconds(1));
        egress.channel(java.util.Objects.requireNonNull(channel));
        egress.pass(Duration.ofSeconds(2));

        assertThat(egress.calls.openTexts()).containsExactly("a");
    }

    @Test
    void nothingIsSentBeforeTheChannelsAreKnown() {
        egress.channelsKnown(false);
        egress.reply("1", "a");
        egress.pass(Duration.ofSeconds(1));
        assertThat(egress.calls.texts()).isEmpty();

        egress.channelsKnown(true);
        egress.pass(Duration.ofSeconds(1));
        assertThat(egress.calls.texts()).containsExactly("a");
    }

    @Test
    void troubleAtTwitterIsToldOnceAndRetriedWithBackoff() {
        egress.reply("1", "a");
        for (int i = 0; i < 4; i++) {
            egress.calls.refused("a", Refusal.Kind.UNAVAILABLE, 130);
            egress.tick();
            assertThat(egress.calls.openTexts()).isEmpty();
            egress.pass(Duration.ofSeconds(1L << i));
        }
        assertThat(egress.calls.openTexts()).containsExactly("a");
        assertThat(egress.told()).containsExactly("deferred a twitter-unavailable");
    }

    @Test
    void channelInTroubleTriesOneCallAtATimeUntilOneWorks() {
        for (int i = 1; i <= 5; i++) {
            egress.reply(String.valueOf(i), "r" + i);
            egress.calls.refused("r" + i, Refusal.Kind.UNAVAILABLE, 130);
            egress.tick();
        }
        for (int i = 6; i <= 30; i++) {
            egress.reply(String.valueOf(i), "r" + i);
        }
        assertThat(egress.calls.openTexts()).isEmpty();

        for (int i = 0; i < 10; i++) {
            egress.pass(Duration.ofSeconds(62));
            assertThat(egress.calls.openTexts()).hasSize(1);
            egress.calls.refused(egress.calls.openTexts().get(0), Refusal.Kind.UNAVAILABLE, 130);
        }
        egress.pass(Duration.ofSeconds(62));
        egress.calls.taken(egress.calls.openTexts().get(0), "100");
        egress.tick();
        assertThat(egress.calls.openTexts()).hasSizeGreaterThan(10);
    }

    @Test
    void g5_replyThatFailsAgainAndAgainWhileOthersAreSentFails() {
        egress.reply("1", "a");
        for (int i = 1; i <= 12; i++) {
            egress.calls.refused("a", Refusal.Kind.UNAVAILABLE, 131);
            egress.tick();
            egress.reply("2", "b" + i);
            egress.calls.taken("b" + i, String.valueOf(100 + i));
            egress.pass(Duration.ofSeconds(61));
        }

        assertThat(egress.told()).contains("failed a twitter-unavailable");
        assertThat(egress.calls.openTexts()).isEmpty();
        assertThat(egress.calls.texts().stream().filter("a"::equals)).hasSize(12);
    }

    @Test
    void g5_replyFailsAfterADayOfTrouble() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNREACHABLE, 0);
        egress.tick();
        egress.pass(Duration.ofHours(24));
        egress.calls.refused("a", Refusal.Kind.UNREACHABLE, 0);
        egress.pass(Duration.ofMillis(200));

        assertThat(egress.told()).containsExactly("deferred a twitter-unavailable", "failed a twitter-unavailable");
    }

    @Test
    void refusedCredentialsHoldTheChannelUntilThereAreOthers() {
        egress.reply("1", "a");
        egress.reply("2", "b");
        egress.calls.refused("a", Refusal.Kind.CREDENTIALS, 89);
        egress.calls.refused("b", Refusal.Kind.CREDENTIALS, 89);
        egress.pass(Duration.ofHours(1));
        egress.channel(EgressDriver.enabled(STREAM, 3, "token")
                .with(ChannelStatus.CONFIGURED, START)
                .with(ChannelStatus.CONFIGURED, START));
        assertThat(egress.calls.texts()).containsExactly("a", "b");
        assertThat(egress.signals).hasSize(1);
        assertThat(egress.signals.get(0).path("kind").asText()).isEqualTo("credentials-refused");

        egress.channel(EgressDriver.enabled(STREAM, 9, "new token"));
        egress.pass(Duration.ofSeconds(2));
        assertThat(egress.calls.openTexts()).hasSize(1);
        egress.calls.taken(egress.calls.openTexts().get(0), "100");
        egress.pass(Duration.ofSeconds(2));

        assertThat(egress.calls.openTexts()).hasSize(1);
        assertThat(egress.signals)
                .extracting(signal -> signal.path("kind").asText())
                .containsExactlyInAnyOrder("credentials-refused", "sending-works", "answer-sent");
    }

    @Test
    void restrictedAccountIsTriedAgainByOneCallAfterAQuarterOfAnHour() {
        egress.reply("1", "a");
        egress.reply("2", "b");
        egress.calls.refused("a", Refusal.Kind.RESTRICTED, 326);
        egress.calls.refused("b", Refusal.Kind.RESTRICTED, 326);
        egress.pass(Duration.ofMinutes(14));
        assertThat(egress.calls.openTexts()).isEmpty();

        egress.pass(Duration.ofMinutes(2));
        assertThat(egress.calls.openTexts()).hasSize(1);
    }

    @Test
    void typingDoesNotShowThatARestrictedAccountMayWrite() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.RESTRICTED, 326);
        egress.tick();
        for (int i = 2; i <= 9; i++) {
            egress.reply(String.valueOf(i), "b" + i);
        }
        egress.typing("20", "dots");
        egress.pass(Duration.ofMinutes(16));
        assertThat(egress.calls.openTexts()).containsExactly("");

        egress.calls.taken("", "");
        egress.tick();
        assertThat(egress.told()).contains("sent dots");
        assertThat(egress.calls.openTexts()).hasSize(1);
        assertThat(egress.signals)
                .extracting(signal -> signal.path("kind").asText())
                .containsExactly("account-restricted");
    }

    @Test
    void channelThatIsSetUpAnewKeepsItsReplies() {
        egress.channel(EgressDriver.enabled(STREAM, 3, "token").with(ChannelStatus.CONFIGURED, START));
        egress.reply("1", "a");
        egress.pass(Duration.ofMinutes(1));
        egress.channel(EgressDriver.enabled(STREAM, 5, "new"));
        egress.pass(Duration.ofSeconds(2));

        assertThat(egress.told()).containsExactly("deferred a channel-not-enabled");
        assertThat(egress.calls.openTexts()).containsExactly("a");
    }

    @Test
    void outcomeForABotWithoutATopicIsPutAsideAndTheNextReplyIsSent() {
        egress.missing.add(Topics.botEvents(EgressDriver.BOT));
        egress.reply("1", "a");
        egress.calls.taken("a", "100");
        egress.tick();
        egress.reply("1", "b");

        assertThat(egress.calls.texts()).containsExactly("a", "b");
        assertThat(egress.told()).isEmpty();
        assertThat(egress.deadLetters())
                .map(letter -> new String(
                        letter.headers().lastHeader("dead-letter-reason").value(), UTF_8))
                .containsExactlyInAnyOrder("bot-topic-missing");
    }

    @Test
    void unreadableRecordBecomesADeadLetter() {
        egress.rawReply(STREAM.value(), new byte[] {'?'});
        egress.rawReply(null, null);

        assertThat(egress.deadLetters()).hasSize(2);
        egress.reply("1", "a");
        assertThat(egress.calls.openTexts()).isEqualTo(List.of("a"));
    }

    @Test
    void oneShortTroubleOfManyCallsAtOnceHoldsTheChannelForASecondAlone() {
        for (int i = 0; i < 30; i++) {
            egress.reply(String.valueOf(i + 1), "a" + i);
        }
        for (int i = 0; i < 30; i++) {
            egress.calls.refused("a" + i, Refusal.Kind.UNREACHABLE, 0);
        }
        egress.tick();
        egress.pass(Duration.ofSeconds(2));

        assertThat(egress.calls.openTexts()).hasSize(30);
    }

    @Test
    void g5_eachOfVeryManyThatExpireAtOnceIsTold() {
        egress.reply("9", "first");
        egress.calls.refused(
                "first", Refusal.Kind.RATE_LIMITED, 88, egress.now().plusSeconds(80_000), RateLimits.UNKNOWN);
        egress.tick();
        for (int i = 0; i < 1_500; i++) {
            String id = "e" + i;
            egress.reply(STREAM, String.valueOf(1_000 + i), id, id, egress.now().plusSeconds(3), Priority.live);
        }
        try (EgressDriver next = egress.killed()) {
            next.pass(Duration.ofMinutes(2));

            assertThat(next.told().stream().filter(told -> told.startsWith("expired")))
                    .hasSize(1_500)
                    .doesNotHaveDuplicates();
        }
    }
}
