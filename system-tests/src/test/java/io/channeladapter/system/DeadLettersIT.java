package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What could not go on goes on when it is sent again: once, and in its order. */
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {
    private static final int MESSAGES = 12;

    private final TheAdapter adapter;
    private final Twitter twitter;
    private final TestChannel channel;
    private final BotUnderTest bot;

    DeadLettersIT(TheAdapter adapter) {
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
    void g2_g3_whatCameWhileTheChannelWasDisabledReachesTheBotOnceAndInOrder() {
        String person = adapter.newPerson();
        change("disable");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            written.add("while it was off, " + i);
            twitter.write(person, channel.accountId(), written.getLast());
        }
        awaitLetters("channel-disabled", MESSAGES);

        JsonNode off = replay(Map.of("reason", "channel-disabled", "dryRun", true));
        assertThat(off.findValuesAsText("code")).hasSize(MESSAGES).containsOnly("channel-disabled");

        change("enable");
        JsonNode dry = replay(Map.of("reason", "channel-disabled", "dryRun", true));
        assertThat(dry.path("sent").asInt()).isEqualTo(MESSAGES);
        assertThat(bot.pollFor(Duration.ofSeconds(1), BotUnderTest.received(channel.conversation(person))))
                .isFalse();

        JsonNode sent = replay(Map.of("reason", "channel-disabled"));
        assertThat(sent.path("sent").asInt()).as(sent.toString()).isEqualTo(MESSAGES);
        assertThat(sent.path("recorded").asBoolean()).isTrue();
        assertThat(bot.awaitReceived(channel.conversation(person), MESSAGES))
                .extracting(BotUnderTest.Event::text)
                .containsExactlyElementsOf(written);

        JsonNode second = replay(Map.of("reason", "channel-disabled"));
        assertThat(second.path("sent").asInt()).isZero();
        assertThat(second.path("sentAlready").asInt()).isEqualTo(MESSAGES);
        JsonNode insisting = replay(Map.of("reason", "channel-disabled", "again", true));
        assertThat(insisting.path("sent").asInt()).isEqualTo(MESSAGES);
        // What came after them has come: so they have come, too, if they ever do.
        twitter.write(person, channel.accountId(), "the last");
        written.add("the last");
        bot.awaitReceived(channel.conversation(person), MESSAGES + 1);
        assertThat(bot.seen(BotUnderTest.received(channel.conversation(person))))
                .extracting(BotUnderTest.Event::text)
                .containsExactlyElementsOf(written);
        assertThat(history()).contains("Sent " + MESSAGES + " dead letters again.");
    }

    @Test
    void g5_aRefusedReplyIsNotSentAgain() {
        String person = adapter.newPerson();
        bot.write(channel.conversation(person), "no JSON");
        awaitLetters("reply-not-json", 1);

        JsonNode refused = replay(Map.of("reason", "reply-not-json"));

        assertThat(refused.at("/letters/0/code").asText()).isEqualTo("reply");
        assertThat(refused.at("/letters/0/detail").asText()).contains("under a new id");
    }

    @Test
    void oneIsFoundOpenedAndHadByteForByte() {
        twitter.event(
                channel.accountId(),
                io.channeladapter.common.codec.Json.object().put("for_user_id", "1"));
        JsonNode found = awaitLetters("unreadable-event", 1).path(0);
        assertThat(found.at("/origin/topic").asText()).isEqualTo("twitter.webhooks");

        JsonNode opened = get("/api/dead-letters/" + found.path("id").asText());

        assertThat(opened.at("/json/for_user_id").asText()).isEqualTo("1");
        assertThat(opened.path("headers").findValuesAsText("name"))
                .contains("received-at", "dead-letter-reason", "dead-letter-offset");
        assertThat(opened.path("meaning").asText()).isNotBlank();
    }

    private JsonNode awaitLetters(String reason, int count) {
        await(count + " dead letters " + reason)
                .atMost(TheAdapter.LIMIT)
                .until(() -> letters(reason).size() >= count);
        JsonNode letters = letters(reason);
        assertThat(letters.findValuesAsText("streamid")).hasSize(count).containsOnly(channel.streamId());
        assertThat(IntStream.range(1, letters.size())
                        .allMatch(i -> letters.at("/" + (i - 1) + "/at")
                                        .asText()
                                        .compareTo(letters.at("/" + i + "/at").asText())
                                >= 0))
                .isTrue();
        return letters;
    }

    private JsonNode letters(String reason) {
        return get("/api/dead-letters?channel=" + channel.streamId() + "&reason=" + reason)
                .path("letters");
    }

    private List<String> history() {
        return get(channel.path() + "/history").path("changes").findValuesAsText("text");
    }

    private JsonNode replay(Map<String, Object> wish) {
        return done(adapter.config()::post, channel.path() + "/dead-letters/replay", wish);
    }

    private void change(String what) {
        try {
            Rest.Answer answer = adapter.config().post(channel.path() + "/" + what, "*", Map.of());
            assertThat(answer.ok()).as(answer.toString()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode get(String path) {
        return done((where, none) -> adapter.config().get(where), path, Map.of());
    }

    private interface Call {
        Rest.Answer answer(String path, Map<String, Object> body) throws IOException, InterruptedException;
    }

    private static JsonNode done(Call call, String path, Map<String, Object> body) {
        try {
            Rest.Answer answer = call.answer(path, body);
            assertThat(answer.ok()).as(answer.toString()).isTrue();
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
