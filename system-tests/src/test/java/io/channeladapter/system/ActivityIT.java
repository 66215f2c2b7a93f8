package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a channel's owner can find out about messages and changes, read from the topics of a running adapter. */
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final TestChannel channel;
    private final BotUnderTest bot;

    ActivityIT(TheAdapter adapter) {
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
    void aMessageThatWasAnsweredIsSeenAtEveryStop() {
        String person = adapter.newPerson();
        String message = twitter.write(person, channel.accountId(), "Where is my parcel?");
        String event =
                bot.awaitReceived(channel.conversation(person), 1).getFirst().id();
        bot.write(
                channel.conversation(person),
                "{\"id\":\"answer-" + person + "\",\"inReplyTo\":\"" + event + "\",\"text\":\"On its way.\"}");
        bot.awaitOutcome("answer-" + person, "message.confirmed");

        JsonNode journey = only("message=" + message);

        assertThat(kinds(journey.path("stops"))).containsExactly("received", "routed", "at-the-bot");
        JsonNode answer = journey.path("answers").path(0);
        assertThat(kinds(answer.path("stops"))).containsExactly("answered", "checked", "sent", "echoed");
        assertThat(answer.path("guessed").asBoolean(true)).isFalse();
        assertThat(journey.findValuesAsText("state")).containsOnly("passed");
        assertThat(journey.path("text").asText()).isEqualTo("Where is my parcel?");
        assertThat(answer.path("text").asText()).isEqualTo("On its way.");
        assertThat(only("person=" + person)).isEqualTo(journey);
        assertThat(only("person=" + journey.path("screenName").asText())).isEqualTo(journey);
        assertThat(only("message=answer-" + person)).isEqualTo(journey);
    }

    @Test
    void aReplyThatTwitterRefusedSaysWhy() {
        String person = adapter.newPerson();
        twitter.fault(
                person, "error", Map.of("status", 403, "code", 349, "message", "You cannot write to them.", "next", 1));
        bot.reply(channel.conversation(person), "refused-" + person, "Hello");
        bot.awaitOutcome("refused-" + person, "message.failed");

        JsonNode journey = only("person=" + person);

        assertThat(journey.has("messageId")).isFalse();
        JsonNode last = last(journey);
        assertThat(last.path("kind").asText()).isEqualTo("sent");
        assertThat(last.path("state").asText()).isEqualTo("stopped");
        assertThat(last.path("detail").asText()).startsWith("recipient-refused").contains("You cannot write to them.");
    }

    @Test
    void aReplyThatHadToWaitShowsIt() {
        String person = adapter.newPerson();
        String fault = twitter.fault(person, "error", Map.of("status", 503));
        bot.reply(channel.conversation(person), "deferred-" + person, "Hello");
        bot.awaitOutcome("deferred-" + person, "message.deferred");

        JsonNode waiting = only("person=" + person);
        assertThat(kinds(waiting.path("answers").path(0).path("stops"))).contains("deferred");
        assertThat(last(waiting).path("state").asText()).isEqualTo("waiting");
        twitter.takeBack(fault);
        bot.awaitOutcome("deferred-" + person, "message.confirmed");

        assertThat(last(only("person=" + person)).path("kind").asText()).isEqualTo("echoed");
    }

    @Test
    void aMessageThatTheRouterGaveUpSaysWhy() throws IOException, InterruptedException {
        TestChannel disabled = adapter.newChannel(adapter.newBotId());
        assertThat(adapter.config()
                        .post(disabled.path() + "/disable", "*", Map.of())
                        .ok())
                .isTrue();
        String person = adapter.newPerson();
        String message = twitter.write(person, disabled.accountId(), "Is anybody there?");

        await("the message stopped").atMost(TheAdapter.LIMIT).untilAsserted(() -> {
            JsonNode stop = adapter.config()
                    .get(disabled.path() + "/activity?message=" + message)
                    .body()
                    .at("/journeys/0/stops/1");
            assertThat(stop.path("kind").asText()).isEqualTo("routed");
            assertThat(stop.path("state").asText()).isEqualTo("stopped");
            assertThat(stop.path("detail").asText()).startsWith("channel-disabled");
        });
    }

    @Test
    void messagesAreFoundByTimeAndReadPageByPage() throws IOException, InterruptedException {
        Instant begun = Instant.now();
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String person = adapter.newPerson();
            messages.add(twitter.write(person, channel.accountId(), "Message " + i));
            bot.awaitReceived(channel.conversation(person), 1);
        }
        String query = "/activity?limit=2&from=" + begun;

        JsonNode first = adapter.config().get(channel.path() + query).body();
        JsonNode second = adapter.config()
                .get(channel.path() + query + "&cursor=" + first.path("next").asText())
                .body();
        JsonNode before = adapter.config()
                .get(channel.path() + "/activity?from=2026-01-01&to=" + begun)
                .body();

        List<String> found = new ArrayList<>(first.path("journeys").findValuesAsText("messageId"));
        assertThat(found).hasSize(2);
        found.addAll(second.path("journeys").findValuesAsText("messageId"));
        assertThat(found).containsExactlyElementsOf(messages.reversed());
        assertThat(second.has("next")).isFalse();
        assertThat(before.path("journeys").findValuesAsText("messageId")).doesNotContainAnyElementsOf(messages);
    }

    @Test
    void everyChangeOfTheChannelIsInItsHistory() throws IOException, InterruptedException {
        JsonNode page =
                adapter.config().get(channel.path() + "/history?limit=2").body();
        JsonNode rest = adapter.config()
                .get(channel.path() + "/history?cursor=" + page.path("next").asLong())
                .body();

        assertThat(page.path("changes").findValuesAsText("type")).containsExactly("enabled", "authorized");
        assertThat(rest.path("changes").findValuesAsText("type")).containsExactly("configured", "created");
        assertThat(page.path("whole").asBoolean()).isTrue();
        assertThat(page.toString() + rest).doesNotContain(channel.secrets());
    }

    private JsonNode only(String query) {
        JsonNode[] found = new JsonNode[1];
        await("one journey of " + query).atMost(TheAdapter.LIMIT).untilAsserted(() -> {
            JsonNode body =
                    adapter.config().get(channel.path() + "/activity?" + query).body();
            assertThat(body.path("journeys")).as(body.toString()).hasSize(1);
            assertThat(body.path("whole").asBoolean()).isTrue();
            found[0] = body.path("journeys").path(0);
        });
        return found[0];
    }

    private static JsonNode last(JsonNode journey) {
        JsonNode stops = journey.path("answers").path(0).path("stops");
        return stops.path(stops.size() - 1);
    }

    private static List<String> kinds(JsonNode stops) {
        return StreamSupport.stream(stops.spliterator(), false)
                .map(stop -> stop.path("kind").asText())
                .toList();
    }
}
