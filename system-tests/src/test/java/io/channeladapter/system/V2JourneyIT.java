package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.system.BotUnderTest.Event;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a person to the bot and back, where the channel is connected by version 2 of Twitter's API. */
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V2JourneyIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final TestChannel channel;
    private final BotUnderTest bot;

    V2JourneyIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
        this.channel = adapter.newChannel(adapter.newBotId(), ApiGeneration.ACCOUNT_ACTIVITY_V2);
        this.bot = adapter.bot(channel.botId());
    }

    @AfterAll
    void close() {
        bot.close();
    }

    @Test
    void g1_g5_aMessageReachesTheBotAndItsReplyIsSentThenConfirmedByItsEcho() {
        String person = adapter.newPerson();
        String id = twitter.write(person, channel.accountId(), "Fish & chips?");

        Event question = bot.awaitReceived(channel.conversation(person), 1).getFirst();
        bot.reply(question.key(), "answer-to-" + person, "At your service");

        assertThat(question.text()).isEqualTo("Fish & chips?");
        assertThat(question.data().at("/message/id").asText()).isEqualTo(id);
        assertThat(twitter.awaitReceived(person, channel.accountId(), 1)).containsExactly("At your service");
        bot.awaitOutcome("answer-to-" + person, "message.confirmed");
        assertThat(bot.seen(event -> event.isOutcomeOf("answer-to-" + person)))
                .extracting(Event::type)
                .containsExactly("message.sent", "message.confirmed");
        assertThat(bot.seen(event -> event.type().equals("message.sent-elsewhere")))
                .as("what the bot itself said")
                .isEmpty();
    }

    @Test
    void theNumberThatAPersonAnswersReachesTheBotAsTheOptionsMetadata() {
        String person = adapter.newPerson();
        twitter.write(person, channel.accountId(), "One, please");
        bot.awaitReceived(channel.conversation(person), 1);
        bot.write(channel.conversation(person), """
                {"id":"size-%s","text":"Which size?","quickReplies":[{"label":"Small","metadata":"s"},
                {"label":"Large","metadata":"l"}]}""".formatted(person));
        assertThat(twitter.awaitReceived(person, channel.accountId(), 1))
                .containsExactly("Which size?\n\n1. Small\n2. Large");
        bot.awaitOutcome("size-" + person, "message.confirmed");

        await().untilAsserted(() -> {
            // What was offered comes by a topic of its own, a moment after the message.
            twitter.write(person, channel.accountId(), "2.");
            Event answer = bot.awaitReceived(channel.conversation(person), 2).getLast();
            assertThat(answer.text()).isEqualTo("2.");
            assertThat(answer.data().at("/message/quickReply/metadata").asText())
                    .isEqualTo("l");
        });
    }

    @Test
    void g5_g6_aTextThatIsTooLongForOneMessageIsSentAsSeveralAndEndsOnce() {
        String person = adapter.newPerson();
        String text =
                "This is one of the sentences of a long text. ".repeat(500).strip();

        bot.reply(channel.conversation(person), "long-" + person, text);

        List<String> parts = twitter.awaitReceived(person, channel.accountId(), 3);
        assertThat(String.join(" ", parts)).isEqualTo(text);
        bot.awaitOutcome("long-" + person, "message.sent");
        assertThat(bot.seen(event ->
                        event.isOutcomeOf("long-" + person) && event.type().equals("message.sent")))
                .singleElement()
                .satisfies(sent -> assertThat(sent.data().path("messageIds")).hasSize(3));
    }

    @Test
    void g6_answersArriveInTheOrderTheyWereGiven() {
        String person = adapter.newPerson();
        twitter.write(person, channel.accountId(), "Count");
        bot.awaitReceived(channel.conversation(person), 1);

        for (int number = 1; number <= 5; number++) {
            bot.reply(channel.conversation(person), "count-" + person + "-" + number, "number " + number);
        }

        assertThat(twitter.awaitReceived(person, channel.accountId(), 5))
                .containsExactly("number 1", "number 2", "number 3", "number 4", "number 5");
    }
}
