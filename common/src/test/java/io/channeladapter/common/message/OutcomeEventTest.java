package io.channeladapter.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeEventTest {
    private static final Instant NOW = Samples.NOW;

    @Test
    void g7_theSameOutcomeHasTheSameIdWheneverItIsTold() {
        Outcome sent = new Outcome.Sent("1", NOW);

        BotEvent first = OutcomeEvent.of(Samples.REPLY, sent, NOW);
        BotEvent again = OutcomeEvent.of(Samples.REPLY, sent, NOW.plusSeconds(9));

        assertThat(first.id()).isEqualTo(Samples.STREAM + "/message.sent/r-1").isEqualTo(again.id());
    }

    @Test
    void eachKindOfOutcomeHasAnIdAndATypeOfItsOwn() {
        assertThat(event(new Outcome.Failed("too-long", "", null)).id()).endsWith("/message.failed/r-1");
        assertThat(event(new Outcome.Expired(NOW)).id()).endsWith("/message.expired/r-1");
        assertThat(event(new Outcome.Confirmed("1")).id()).endsWith("/message.confirmed/r-1");
        assertThat(event(new Outcome.Confirmed("1")).type()).isEqualTo("io.channeladapter.message.confirmed");
    }

    @Test
    void deferralsDifferByReasonAndTime() {
        assertThat(event(new Outcome.Deferred(NOW, "rate-limited", "")).id())
                .endsWith("/message.deferred/r-1/rate-limited@" + NOW.toEpochMilli());
        assertThat(event(new Outcome.Deferred(null, "unclear", "")).id()).endsWith("/message.deferred/r-1/unclear");
    }

    @Test
    void aReplyThatNamedNoChannelIsNamedByItsBot() {
        BotEvent event = OutcomeEvent.of(
                Samples.BOT, null, null, "r-9", new Outcome.Failed("reply-not-json", "", null), NOW, null);

        assertThat(event.id()).isEqualTo("demo/message.failed/r-9");
        assertThat(event.key()).isEqualTo("demo");
    }

    @Test
    void carriesConversationAndTraceOfTheReply() {
        BotEvent event = event(new Outcome.Expired(NOW));

        assertThat(event.conversation()).isEqualTo(Samples.CONVERSATION);
        assertThat(event.traceparent()).isEqualTo(Samples.TRACE);
    }

    @Test
    void g5_sentFailedAndExpiredAreFinalAndNoOther() {
        assertThat(new Outcome.Sent("1", NOW).isFinal()).isTrue();
        assertThat(new Outcome.Failed("x", "", null).isFinal()).isTrue();
        assertThat(new Outcome.Expired(NOW).isFinal()).isTrue();
        assertThat(new Outcome.Deferred(null, "x", "").isFinal()).isFalse();
        assertThat(new Outcome.Confirmed("1").isFinal()).isFalse();
    }

    @Test
    void anUnknownKindBecomesATypeOfHarmlessLetters() {
        assertThat(EventType.unknown("New Kind/é")).isEqualTo("io.channeladapter.other._ew__ind__");
    }

    private static BotEvent event(Outcome outcome) {
        return OutcomeEvent.of(Samples.REPLY, outcome, NOW);
    }
}
