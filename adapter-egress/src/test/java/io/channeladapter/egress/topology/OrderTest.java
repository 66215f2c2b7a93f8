package io.channeladapter.egress.topology;

import static io.channeladapter.egress.topology.EgressDriver.OTHER_STREAM;
import static io.channeladapter.egress.topology.EgressDriver.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply.Priority;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.egress.send.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderTest {
    private final EgressDriver egress = EgressDriver.fresh();

    @AfterEach
    void close() {
        egress.close();
    }

    @Test
    void g6_oneOfAConversationIsInFlightAtATime() {
        egress.reply("1", "a");
        egress.reply("1", "b");
        egress.tick();
        assertThat(egress.calls.openTexts()).containsExactly("a");

        egress.calls.taken("a", "100");
        egress.tick();
        assertThat(egress.calls.openTexts()).containsExactly("b");
    }

    @Test
    void g6_conversationThatWaitsDelaysNoOther() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.UNAVAILABLE, 130);
        egress.tick();
        egress.reply("1", "b");
        egress.reply("2", "c");

        assertThat(egress.calls.openTexts()).containsExactly("c");
    }

    @Test
    void g6_aLimitOfUploadsHoldsItsConversationAndNotItsChannel() {
        egress.reply("1", "picture");
        egress.reply("1", "after it");
        egress.reply("2", "text");
        egress.calls.postponed("picture", egress.now().plusSeconds(600));
        egress.tick();
        egress.calls.taken("text", "100");
        egress.tick();
        egress.reply("3", "another");

        assertThat(egress.told()).containsExactly("deferred picture rate-limited", "sent text");
        egress.pass(Duration.ofSeconds(599));
        assertThat(egress.calls.openTexts()).containsExactly("another");
        assertThat(Objects.requireNonNull(egress.state()).at("/heads/0/cause").asText())
                .isEqualTo("rate-limited");
        egress.pass(Duration.ofSeconds(2));
        assertThat(egress.calls.openTexts()).containsExactly("another", "picture");
    }

    @Test
    void g6_channelThatWaitsDelaysNoOther() {
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.RATE_LIMITED, 88);
        egress.tick();
        egress.reply("2", "b");
        egress.reply(OTHER_STREAM, "3", "c", "c", null, Priority.live);

        assertThat(egress.calls.openTexts()).containsExactly("c");
    }

    @Test
    void g6_channelsTakeTurnsForTheRoomThereIs() {
        egress.calls.room(0);
        for (int i = 1; i <= 3; i++) {
            egress.reply(STREAM, String.valueOf(i), "a" + i, "a" + i, null, Priority.live);
        }
        egress.reply(OTHER_STREAM, "1", "b1", "b1", null, Priority.live);
        egress.calls.room(2);
        egress.tick();

        assertThat(egress.calls.openTexts()).containsExactly("a1", "b1");
    }

    @Test
    void liveRepliesGoBeforeBroadcasts() {
        egress.calls.room(0);
        egress.reply(STREAM, "1", "b", "b", null, Priority.broadcast);
        egress.reply(STREAM, "2", "c", "c", null, Priority.broadcast);
        egress.reply(STREAM, "3", "a", "a", null, Priority.live);
        egress.calls.room(2);
        egress.tick();

        assertThat(egress.calls.openTexts()).containsExactly("a", "b");
    }

    @Test
    void g6_replyThatEndsBehindOneThatIsHeldLetsNoneGoBeforeThat() {
        egress.reply("1", "a");
        try (EgressDriver next = egress.killed()) {
            next.tick();
            next.reply(STREAM, "1", "b", "b", next.now().plusSeconds(1), Priority.live);
            next.reply("1", "c");
            next.reply("1", "d");
            next.command(OutboxCommand.Kind.CANCEL, null, "c");
            next.pass(Duration.ofSeconds(2));
            assertThat(next.calls.texts()).isEmpty();

            next.pass(Duration.ofSeconds(30));
            next.calls.taken("a", "100");
            next.tick();
            assertThat(next.calls.texts()).containsExactly("a", "d");
        }
    }

    @Test
    void g6_troubleWithFilesHoldsFilesAndNoWords() {
        for (int i = 1; i <= 100; i++) {
            egress.photo(String.valueOf(i), "photo " + i);
        }
        Refusal trouble = new Refusal(Refusal.Kind.UNREACHABLE, 0, 0, "media-trouble", "no answer", null);
        for (int i = 0; i < 40 && !egress.calls.openTexts().isEmpty(); i++) {
            egress.calls.answer(
                    egress.calls.openTexts().getFirst(), new TwitterAnswer.Refused<>(trouble, RateLimits.UNKNOWN));
            egress.tick();
        }
        for (int i = 1; i <= 20; i++) {
            egress.reply(String.valueOf(500 + i), "words " + i);
        }
        egress.pass(Duration.ofMillis(500));

        assertThat(egress.calls.openTexts())
                .filteredOn(text -> text.startsWith("words"))
                .hasSize(20);
        assertThat(egress.calls.open().stream().filter(Call::bringsMedia)).isEmpty();
        egress.pass(Duration.ofSeconds(60));
        assertThat(egress.calls.open().stream().filter(Call::bringsMedia)).hasSize(8);
    }

    @Test
    void broadcastGoesWithTheAnswerToTheSamePersonBehindIt() {
        egress.calls.room(0);
        for (String person : List.of("1", "2", "3")) {
            egress.reply(STREAM, person, "b" + person, "b" + person, null, Priority.broadcast);
        }
        egress.received("3", "900");
        egress.reply("3", "a");
        egress.calls.room(1);
        egress.tick();
        assertThat(egress.calls.openTexts()).containsExactly("b3");

        egress.calls.taken("b3", "100");
        egress.tick();
        assertThat(egress.calls.openTexts()).containsExactly("a");
        egress.calls.taken("a", "101");
        egress.tick();
        assertThat(egress.calls.openTexts()).containsExactly("b1");
    }

    @Test
    void g8_channelWaitsUntilTheResetThatA429Named() {
        Instant reset = egress.now().plusSeconds(300);
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.RATE_LIMITED, 88, reset, RateLimits.UNKNOWN);
        egress.pass(Duration.ofMillis(300_500));
        assertThat(egress.calls.openTexts()).isEmpty();
        assertThat(egress.told()).containsExactly("deferred a rate-limited");

        egress.pass(Duration.ofSeconds(2));
        assertThat(egress.calls.openTexts()).containsExactly("a");
    }

    @Test
    void g8_usedUpWindowIsNotOverdrawn() {
        Instant reset = egress.now().plusSeconds(900);
        egress.reply("1", "a");
        egress.calls.answer("a", success("100", 2, reset));
        egress.tick();
        for (int i = 2; i <= 5; i++) {
            egress.reply(String.valueOf(i), "r" + i);
        }
        assertThat(egress.calls.openTexts()).containsExactly("r2", "r3");

        egress.calls.answer("r3", success("101", 0, reset));
        egress.calls.answer("r2", success("102", 1, reset));
        egress.pass(Duration.ofSeconds(899));
        assertThat(egress.calls.openTexts()).isEmpty();

        egress.pass(Duration.ofSeconds(3));
        assertThat(egress.calls.openTexts()).containsExactly("r4", "r5");
    }

    @Test
    void g8_holdSurvivesARestart() {
        Instant reset = egress.now().plusSeconds(300);
        egress.reply("1", "a");
        egress.calls.refused("a", Refusal.Kind.RATE_LIMITED, 88, reset, RateLimits.UNKNOWN);
        egress.tick();

        try (EgressDriver next = egress.killed()) {
            next.reply("2", "b");
            next.pass(Duration.ofSeconds(295));
            assertThat(next.calls.openTexts()).isEmpty();
            next.pass(Duration.ofSeconds(10));
            assertThat(next.calls.openTexts()).hasSize(1);
        }
    }

    @Test
    void repeated429sOfCallsThatWereUnderWayTogetherCountOnce() {
        egress.reply("1", "a");
        egress.reply("2", "b");
        egress.reply("3", "c");
        for (String id : List.of("a", "b", "c")) {
            egress.calls.refused(id, Refusal.Kind.RATE_LIMITED, 88);
        }
        egress.pass(Duration.ofSeconds(62));

        assertThat(egress.calls.openTexts()).hasSize(1);
    }

    private static TwitterAnswer<SentMessage> success(String id, long remaining, Instant reset) {
        return new TwitterAnswer.Success<>(
                new SentMessage(id), new RateLimits(List.of(new Window(Scope.ENDPOINT, 15, remaining, reset))));
    }

    @Test
    void g6_filesOnTheirWayLeaveRoomForTheWordsOfOthers() {
        for (int i = 1; i <= 200; i++) {
            egress.photo(String.valueOf(i), "photo " + i);
        }
        egress.reply("500", "words");
        egress.pass(Duration.ofSeconds(1));

        assertThat(egress.calls.openTexts()).hasSize(9).contains("words");

        egress.calls.taken("photo 1", "100");
        egress.tick();
        assertThat(egress.calls.open().stream().filter(Call::bringsMedia)).hasSize(8);
    }

    @Test
    void limitOfUploadsKeepsFilesInTheQueueAndTellsEachOfThem() {
        Instant reset = egress.now().plusSeconds(600);
        for (int i = 1; i <= 100; i++) {
            egress.photo(String.valueOf(i), "photo " + i);
        }
        Refusal limit = new Refusal(Refusal.Kind.RATE_LIMITED, 429, 88, "uploads-limited", "as told", reset);
        egress.calls.answer("photo 1", new TwitterAnswer.Refused<>(limit, RateLimits.UNKNOWN));
        for (int i = 2; i <= 8; i++) {
            egress.calls.taken("photo " + i, "10" + i);
        }
        egress.pass(Duration.ofSeconds(5));
        egress.reply("500", "words");
        egress.pass(Duration.ofSeconds(1));

        assertThat(egress.calls.openTexts()).containsExactly("words");
        assertThat(egress.gauge(EgressMetric.OUTBOX_LANES)).isLessThan(5);
        assertThat(egress.told().stream().filter(told -> told.endsWith("rate-limited")))
                .hasSize(93)
                .doesNotHaveDuplicates();

        egress.pass(Duration.ofMinutes(10));
        assertThat(egress.calls.open().stream().filter(Call::bringsMedia)).hasSize(8);
    }
}
