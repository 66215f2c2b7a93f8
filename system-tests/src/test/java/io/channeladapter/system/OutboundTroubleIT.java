package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.system.BotUnderTest.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies, while Twitter makes trouble: each is sent once, or its bot is told why not. */
@Tag(KafkaUnderTest.ANY)
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboundTroubleIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final TestChannel channel;
    private final BotUnderTest bot;

    OutboundTroubleIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
        this.channel = adapter.newChannel(adapter.newBotId());
        this.bot = adapter.bot(channel.botId());
    }

    @AfterAll
    void close() {
        bot.close();
    }

    @Test
    void g5_aReplyThatMeets503IsDeferredAndThenSent() {
        String person = adapter.newPerson();
        twitter.fault(person, "error", Map.of("status", 503, "next", 1));

        String reply = reply(channel, person);

        Event deferred = bot.awaitOutcome(reply, "message.deferred");
        assertThat(deferred.data().path("reason").asText()).isEqualTo("twitter-unavailable");
        sentOnce(person, reply);
    }

    @Test
    void g8_aLimitThatTwitterAnnouncedIsKept() {
        TestChannel limited = adapter.newChannel(channel.botId());
        String person = adapter.newPerson();
        twitter.fault(person, "rate-limited", Map.of("resetSeconds", 2, "next", 1));

        String reply = reply(limited, person);

        assertThat(bot.awaitOutcome(reply, "message.deferred")
                        .data()
                        .path("reason")
                        .asText())
                .isEqualTo("rate-limited");
        bot.awaitOutcome(reply, "message.sent");
        assertThat(twitter.received(person, limited.accountId())).containsExactly(reply);
        List<JsonNode> calls = twitter.sends(person);
        assertThat(calls).hasSize(2);
        List<Instant> at = calls.stream()
                .map(call -> Instant.parse(call.path("at").asText()))
                .sorted()
                .toList();
        long reset = at.getFirst().getEpochSecond() + 2;
        assertThat(at.getLast()).isAfterOrEqualTo(Instant.ofEpochSecond(reset));
    }

    @Test
    void g6_aChannelThatWaitsDelaysNoOtherChannel() {
        TestChannel limited = adapter.newChannel(channel.botId());
        String waiting = adapter.newPerson();
        String person = adapter.newPerson();
        twitter.fault(waiting, "rate-limited", Map.of("headers", false, "next", 1));

        String held = reply(limited, waiting);
        Event deferred = bot.awaitOutcome(held, "message.deferred");
        String reply = reply(channel, person);

        sentOnce(person, reply);
        assertThat(deferred.data().path("until").asText()).isNotEmpty();
        assertThat(twitter.received(waiting, limited.accountId())).isEmpty();
        assertThat(twitter.sends(waiting)).hasSize(1);
    }

    @Test
    void g6_aReplyThatWaitsDelaysNoOtherConversationAndIsOvertakenByNoneOfItsOwn() {
        String waiting = adapter.newPerson();
        String person = adapter.newPerson();
        String fault = twitter.fault(waiting, "error", Map.of("status", 503));

        String first = reply(channel, waiting);
        String second = reply(channel, waiting, "second");
        bot.awaitOutcome(first, "message.deferred");
        sentOnce(person, reply(channel, person));
        assertThat(twitter.received(waiting, channel.accountId())).isEmpty();
        twitter.takeBack(fault);

        bot.awaitOutcome(second, "message.sent");
        assertThat(twitter.received(waiting, channel.accountId())).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-after-accept", "silence-after-accept"})
    void g7_aMessageThatTwitterTookWithoutSayingSoIsSettledByItsEcho(String fault) {
        String person = adapter.newPerson();
        twitter.fault(person, fault, Map.of("next", 1));

        String reply = reply(channel, person);

        sentOnce(person, reply);
        assertThat(twitter.sends(person)).hasSize(1);
    }

    @Test
    void g7_aCallThatTwitterNeverAnsweredIsMadeOnceMore() {
        String person = adapter.newPerson();
        twitter.fault(person, "silence", Map.of("next", 1));

        String reply = reply(channel, person);

        assertThat(bot.awaitOutcome(reply, "message.deferred")
                        .data()
                        .path("reason")
                        .asText())
                .isEqualTo("unclear");
        sentOnce(person, reply);
        assertThat(twitter.sends(person)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 349})
    void g5_aPersonWhoTakesNoMessagesEndsTheReplyWithItsReason(int code) {
        String person = adapter.newPerson();
        twitter.fault(
                person,
                "error",
                Map.of("status", 403, "code", code, "message", "You cannot write to them.", "next", 1));

        String reply = reply(channel, person);
        Event failed = bot.awaitOutcome(reply, "message.failed");

        assertThat(failed.data().path("reason").asText()).isEqualTo("recipient-refused");
        assertThat(failed.data().path("twitterCode").asInt()).isEqualTo(code);
        assertThat(failed.data().path("detail").asText()).contains("You cannot write to them.");
        String next = reply(channel, person, "next");
        sentOnce(person, next);
        assertThat(bot.seen(event -> event.isOutcomeOf(reply)))
                .extracting(Event::type)
                .containsExactly("message.failed");
    }

    @Test
    void g7_aSlowAnswerChangesNothing() {
        String person = adapter.newPerson();
        twitter.fault(person, "latency", Map.of("millis", 500, "next", 1));

        sentOnce(person, reply(channel, person));
    }

    @Test
    void g7_anEchoThatComesLateConfirms() {
        String person = adapter.newPerson();
        twitter.fault(person, "delayed-echo", Map.of("millis", 1000, "next", 1));

        String reply = reply(channel, person);

        sentOnce(person, reply);
        assertThat(bot.seen(event -> event.isOutcomeOf(reply)))
                .extracting(Event::type)
                .containsExactly("message.sent", "message.confirmed");
    }

    @Test
    void g7_anUnclearMessageWhoseEchoComesLateIsSentOnce() {
        String person = adapter.newPerson();
        twitter.fault(person, "delayed-echo", Map.of("millis", 1000, "next", 1));
        twitter.fault(person, "cut-after-accept", Map.of("next", 1));

        sentOnce(person, reply(channel, person));
        assertThat(twitter.sends(person)).hasSize(1);
    }

    /** A reply whose text is its id. */
    private String reply(TestChannel to, String person) {
        return reply(to, person, "first");
    }

    private String reply(TestChannel to, String person, String name) {
        String id = name + "-" + person;
        bot.reply(to.conversation(person), id, id);
        return id;
    }

    /** Sent, confirmed, and at the person once. */
    private void sentOnce(String person, String reply) {
        bot.awaitOutcome(reply, "message.confirmed");
        assertThat(bot.seen(event -> event.isOutcomeOf(reply)))
                .extracting(Event::type)
                .containsOnlyOnce("message.sent")
                .doesNotContain("message.failed", "message.expired");
        assertThat(twitter.received(person, channel.accountId())).containsOnlyOnce(reply);
    }
}
