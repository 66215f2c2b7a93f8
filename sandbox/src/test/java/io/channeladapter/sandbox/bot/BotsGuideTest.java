package io.channeladapter.sandbox.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/bots.md} and the code together. */
class BotsGuideTest {
    private static String guide = "";

    @BeforeAll
    static void read() throws IOException {
        guide = Files.readString(Path.of("../docs/bots.md"));
    }

    @Test
    void itsProgramIsTheEchoBot() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/channeladapter/sandbox/bot/EchoBot.java"));

        assertThat(blocks("java"))
                .singleElement()
                .satisfies(program -> assertThat(withoutSpaces(program).split("privatestaticString", -1))
                        .allSatisfy(part -> assertThat(withoutSpaces(source)).contains(part)));
    }

    @Test
    void itsJavaScriptIsPartOfTheExample() throws IOException {
        String example = Files.readString(Path.of("../examples/javascript/bot.js"));

        assertThat(blocks("js"))
                .filteredOn(part -> part.contains("eachMessage"))
                .singleElement()
                .satisfies(part -> assertThat(example).contains(part));
    }

    @Test
    void itsMessageIsOneThatTheRouterCouldWrite() throws IOException {
        JsonNode example = Json.MAPPER.readTree(json("rawText"));

        EventData.Message message = Json.MAPPER.treeToValue(example, EventData.Message.class);

        assertThat(Json.MAPPER.readTree(Json.bytes(message))).isEqualTo(example);
    }

    @Test
    void itsMentionIsOneThatTheRouterCouldWrite() throws IOException {
        JsonNode example = Json.MAPPER.readTree(json("byAccount"));

        EventData.TweetActivity mention = Json.MAPPER.treeToValue(example, EventData.TweetActivity.class);

        assertThat(Json.MAPPER.readTree(Json.bytes(mention))).isEqualTo(example);
    }

    @Test
    void itsOutcomeIsOneThatTheEgressCouldWrite() throws JsonProcessingException {
        JsonNode example = Json.MAPPER.readTree(json("messageId"));
        Conversation conversation = Conversation.of(example.path("conversation").asText());

        EventData.ReplyOutcome outcome = new EventData.ReplyOutcome(
                conversation.streamId(),
                new BotId("demo"),
                conversation,
                "order-7-shipped",
                new Outcome.Sent("1993000000000000002", Instant.parse("2026-11-23T08:15:30.702Z")));

        assertThat(Json.MAPPER.<JsonNode>valueToTree(outcome)).isEqualTo(example);
    }

    private static String json(String part) {
        return blocks("json").stream()
                .filter(block -> block.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String withoutSpaces(String text) {
        return text.replaceAll("\\s", "");
    }
}
