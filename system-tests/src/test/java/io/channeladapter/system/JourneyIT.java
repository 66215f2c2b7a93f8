package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.system.BotUnderTest.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a person to the bot and back, when all is well. */
@Tag(KafkaUnderTest.ANY)
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final TestChannel channel;
    private final BotUnderTest bot;

    JourneyIT(TheAdapter adapter) {
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
    void g1_g2_aMessageReachesTheBotWithEveryFieldOfTheContract() {
        String person = adapter.newPerson();
        String id = twitter.write(person, channel.accountId(), "Fish & chips <today>?");

        Event event = bot.awaitReceived(channel.conversation(person), 1).getFirst();

        assertThat(event.header("ce_specversion")).isEqualTo("1.0");
        assertThat(event.header("ce_type")).isEqualTo("io.channeladapter.message.received");
        assertThat(event.header("ce_source")).isEqualTo("/channels/" + channel.streamId());
        assertThat(event.id()).startsWith(channel.streamId() + "/").endsWith("/" + id);
        // The same instant may be written with and without zeros at its end.
        assertThat(Instant.parse(event.header("ce_time")))
                .isEqualTo(Instant.parse(event.data().path("sentAt").asText()));
        assertThat(event.key()).isEqualTo(channel.conversation(person));
        JsonNode data = event.data();
        assertThat(data.path("streamid").asText()).isEqualTo(channel.streamId());
        assertThat(data.path("botId").asText()).isEqualTo(channel.botId());
        assertThat(data.path("conversation").asText()).isEqualTo(channel.conversation(person));
        assertThat(data.at("/from/id").asText()).isEqualTo(person);
        assertThat(data.at("/from/screenName").asText()).startsWith("Person");
        assertThat(data.at("/message/id").asText()).isEqualTo(id);
        assertThat(event.text()).isEqualTo("Fish & chips <today>?");
        assertThat(data.at("/message/rawText").asText()).isEqualTo("Fish &amp; chips &lt;today&gt;?");
        assertThat(data.at("/raw/for_user_id").asText()).isEqualTo(channel.accountId());
        assertThat(data.at("/raw/direct_message_events/0/id").asText()).isEqualTo(id);
        assertThat(data.path("receivedAt").asText()).isNotEmpty();
    }

    @Test
    void g5_aReplyReachesThePersonAndIsSentAndThenConfirmed() {
        String person = adapter.newPerson();
        twitter.write(person, channel.accountId(), "Hello");
        Event question = bot.awaitReceived(channel.conversation(person), 1).getFirst();

        bot.reply(question.key(), "answer-to-" + person, "At your service");

        assertThat(twitter.awaitReceived(person, channel.accountId(), 1)).containsExactly("At your service");
        Event sent = bot.awaitOutcome("answer-to-" + person, "message.sent");
        Event confirmed = bot.awaitOutcome("answer-to-" + person, "message.confirmed");
        String messageId = twitter.receivedIds(person, channel.accountId()).getFirst();
        assertThat(sent.data().path("messageId").asText()).isEqualTo(messageId);
        assertThat(confirmed.data().path("messageId").asText()).isEqualTo(messageId);
        assertThat(bot.seen(event -> event.isOutcomeOf("answer-to-" + person)))
                .extracting(Event::type)
                .containsExactly("message.sent", "message.confirmed");
    }

    @Test
    void g2_whatTwitterSendsTwiceReachesTheBotOnce() {
        String person = adapter.newPerson();
        twitter.fault(person, "duplicate-delivery", Map.of());
        String first = twitter.write(person, channel.accountId(), "once");
        await("both deliveries")
                .atMost(TheAdapter.LIMIT)
                .until(() -> twitter.deliveries(first).equals(List.of("delivered", "delivered")));
        twitter.write(person, channel.accountId(), "after it");

        List<Event> received = bot.awaitReceived(channel.conversation(person), 2);

        assertThat(received).extracting(Event::text).containsExactly("once", "after it");
    }

    @Test
    void g3_g6_thirtyMessagesAndTheirRepliesKeepTheirOrder() {
        String person = adapter.newPerson();
        List<String> texts = numbered("message ", 30);
        texts.forEach(text -> twitter.write(person, channel.accountId(), text));

        List<Event> received = bot.awaitReceived(channel.conversation(person), 30);
        assertThat(received).extracting(Event::text).containsExactlyElementsOf(texts);

        received.forEach(event -> bot.reply(event.key(), event.id(), "re: " + event.text()));
        assertThat(twitter.awaitReceived(person, channel.accountId(), 30))
                .containsExactlyElementsOf(
                        texts.stream().map(text -> "re: " + text).toList());
    }

    @Test
    void g3_g6_conversationsThatGoOnTogetherKeepEachItsOwnOrder() {
        List<String> people =
                IntStream.range(0, 5).mapToObj(_ -> adapter.newPerson()).toList();
        List<String> texts = numbered("line ", 6);
        for (String text : texts) {
            people.forEach(person -> twitter.write(person, channel.accountId(), text));
        }

        List<Event> all = new ArrayList<>();
        for (String person : people) {
            List<Event> received = bot.awaitReceived(channel.conversation(person), 6);
            assertThat(received).extracting(Event::text).containsExactlyElementsOf(texts);
            all.addAll(received);
        }
        for (int line = 0; line < 6; line++) {
            for (int person = 0; person < 5; person++) {
                Event event = all.get(person * 6 + line);
                bot.reply(event.key(), event.id(), event.text());
            }
        }

        for (String person : people) {
            assertThat(twitter.awaitReceived(person, channel.accountId(), 6)).containsExactlyElementsOf(texts);
        }
    }

    @Test
    void g5_theSameReplyIdIsSentOnce() {
        String conversation = channel.conversation(adapter.newPerson());
        String person = conversation.substring(conversation.indexOf(':') + 1);
        twitter.write(person, channel.accountId(), "Hi");
        bot.awaitReceived(conversation, 1);

        bot.reply(conversation, "same-" + person, "only once");
        bot.reply(conversation, "same-" + person, "only once");
        bot.reply(conversation, "last-" + person, "the last");

        bot.awaitOutcome("last-" + person, "message.confirmed");
        assertThat(twitter.received(person, channel.accountId())).containsExactly("only once", "the last");
        assertThat(bot.seen(event -> event.isOutcomeOf("same-" + person)))
                .extracting(Event::type)
                .containsExactly("message.sent", "message.confirmed");
    }

    @Test
    void typingAndReadingReachTheBot() {
        String person = adapter.newPerson();
        String conversation = channel.conversation(person);
        twitter.write(person, channel.accountId(), "Hi");
        bot.awaitReceived(conversation, 1);
        bot.reply(conversation, "read-me-" + person, "read me");
        String messageId = bot.awaitOutcome("read-me-" + person, "message.sent")
                .data()
                .path("messageId")
                .asText();

        twitter.type(person, channel.accountId());
        twitter.read(person, channel.accountId(), messageId);

        bot.awaitEvent("typing", event -> event.type().equals("typing.started") && conversation.equals(event.key()));
        Event read = bot.awaitEvent(
                "reading", event -> event.type().equals("message.read") && conversation.equals(event.key()));
        assertThat(read.data().path("lastReadMessageId").asText()).isEqualTo(messageId);
    }

    @Test
    void anotherKindOfEventReachesTheBotAsItsOwnType() {
        ObjectNode body = Json.object().put("for_user_id", channel.accountId());
        body.putArray("follow_events")
                .addObject()
                .put("type", "follow")
                .put("created_timestamp", "1795400000000")
                .putObject("target")
                .put("id", channel.accountId());
        ((ObjectNode) body.at("/follow_events/0")).putObject("source").put("id", adapter.newPerson());

        twitter.event(channel.accountId(), body);

        Event follow = bot.awaitEvent("follow", event -> event.type().equals("follow"));
        assertThat(follow.key()).startsWith(channel.streamId());
        assertThat(follow.data().path("raw").toString()).contains("\"follow\"");
    }

    @Test
    void aMessageWrittenFromTheAccountByHandIsToldAsSentElsewhere() {
        String person = adapter.newPerson();
        String id = twitter.write(channel.accountId(), person, "Written by hand");

        Event elsewhere = bot.awaitEvent(
                "sent elsewhere",
                event -> event.type().equals("message.sent-elsewhere")
                        && event.key().equals(channel.conversation(person)));

        assertThat(elsewhere.text()).isEqualTo("Written by hand");
        assertThat(elsewhere.id()).endsWith("/" + id);
        assertThat(elsewhere.data().at("/from/id").asText()).isEqualTo(channel.accountId());
        assertThat(bot.seen(BotUnderTest.received(channel.conversation(person))))
                .isEmpty();
    }

    @Test
    void whatAPersonChoseOfQuickRepliesReachesTheBot() {
        String person = adapter.newPerson();
        twitter.write(
                Map.of("from", person, "to", channel.accountId(), "text", "Track it", "quickReplyMetadata", "track-7"));

        Event event = bot.awaitReceived(channel.conversation(person), 1).getFirst();

        assertThat(event.data().at("/message/quickReply/metadata").asText()).isEqualTo("track-7");
    }

    private static List<String> numbered(String text, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> text + n).toList();
    }
}
