package io.channeladapter.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.EventData.DirectMessage;
import io.channeladapter.common.message.EventData.Person;
import io.channeladapter.common.message.EventData.QuickReplyAnswer;
import io.channeladapter.common.message.Offer;
import io.channeladapter.router.read.TwitterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person's message says of the choices that were sent as numbered text. */
class ChoiceTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Offer OFFER = new Offer(
            new Conversation(new StreamId("st-00000000-0000-0000-0000-000000000001"), "8"),
            "r1",
            List.of(
                    new Offer.Option("Small", "s"),
                    new Offer.Option("Large one", "l"),
                    new Offer.Option("Twin", "t1"),
                    new Offer.Option("Twin", "t2"),
                    new Offer.Option("7", "seven")),
            "1000",
            NOW);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "2|l",
                "2.|l",
                "2)|l",
                "#2|l",
                "(2)|l",
                " 2 |l",
                "( 2 )|l",
                "# 2|l",
                "02|l",
                "large one|l",
                " LARGE ONE |l",
                "2. Large one|l",
                "3|t1",
                "4. Twin|t2",
                "7|seven"
            })
    void aNumberOrALabelIsAChoice(String text, String metadata) {
        TwitterEvent.Message chosen = Choice.in(message(text, null), Optional.of(OFFER));

        assertThat(chosen.message().quickReply()).isEqualTo(new QuickReplyAnswer("options", metadata));
        assertThat(chosen.message().text()).isEqualTo(text);
        assertThat(chosen.message().rawText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2 pizzas",
                "2 3",
                "0",
                "6",
                "22",
                "-2",
                "2.5",
                "2,",
                "two",
                "Large",
                "one",
                "Twin",
                "",
                "#",
                "2nd"
            })
    void whatSaysMoreOrLessIsNone(String text) {
        TwitterEvent.Message message = message(text, null);

        assertThat(Choice.in(message, Optional.of(OFFER))).isSameAs(message);
    }

    @Test
    void whatTwitterSaysWasChosenStays() {
        TwitterEvent.Message message = message("2", new QuickReplyAnswer("options", "own"));

        assertThat(Choice.in(message, Optional.of(OFFER))).isSameAs(message);
    }

    @Test
    void anOptionWithoutMetadataIsAChoiceAllTheSame() {
        Offer offer = new Offer(OFFER.conversation(), "r1", List.of(new Offer.Option("Yes", null)), null, NOW);

        assertThat(Choice.in(message("1", null), Optional.of(offer)).message().quickReply())
                .isEqualTo(new QuickReplyAnswer("options", null));
    }

    @Test
    void choicesHoldForADayAndOnlyForWhatIsWrittenAfterThem() {
        assertThat(chosen("1001", NOW.plus(Choice.HOLDS).minusMillis(1))).isTrue();
        assertThat(chosen("1001", NOW.plus(Choice.HOLDS))).isFalse();
        assertThat(chosen("999", NOW.plus(Duration.ofMinutes(1))))
                .as("late, from before")
                .isFalse();
    }

    @Test
    void theAccountsNextMessageEndsThem() {
        assertThat(Choice.isBefore(OFFER, "1001")).isTrue();
        assertThat(Choice.isBefore(OFFER, "1000")).isFalse();
        assertThat(Choice.isBefore(OFFER, "999")).isFalse();
    }

    private static boolean chosen(String messageId, Instant at) {
        TwitterEvent.Message message = message(messageId, "2", null, at);
        return Choice.in(message, Optional.of(OFFER)).message().quickReply() != null;
    }

    private static TwitterEvent.Message message(String text, @Nullable QuickReplyAnswer answer) {
        return message("1001", text, answer, NOW.plusSeconds(5));
    }

    private static TwitterEvent.Message message(String id, String text, @Nullable QuickReplyAnswer answer, Instant at) {
        return new TwitterEvent.Message(
                "7",
                id,
                new Person("8", null, null, null, null, null),
                "7",
                new DirectMessage(id, text, text, answer, List.of(), null, List.of(), null),
                at,
                JsonNodeFactory.instance.objectNode());
    }
}
