package io.channeladapter.router.topology;

import static io.channeladapter.router.topology.RouterRig.header;
import static io.channeladapter.router.topology.RouterRig.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bot's replies through the router, from bytes to bytes. */
class RouterRepliesTest {
    private static final String WITH = RouterRig.STREAM + ":8";

    @TempDir
    private Path stateDir = Path.of("unset");

    private RouterRig router;

    @SuppressWarnings("NullAway") // set before each test
    RouterRepliesTest() {}

    @BeforeEach
    void start() {
        router = new RouterRig(stateDir, Guarantee.EXACTLY_ONCE);
        router.channel(ChannelStatus.ENABLED);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void aReplyOfPlainJsonGoesOutUnderItsStreamid() {
        router.reply("demo", WITH, "{\"text\":\"Hello\"}");

        assertThat(router.all(Topics.OUTBOUND.name())).singleElement().satisfies(record -> {
            assertThat(text(record.key())).isEqualTo(RouterRig.STREAM.value());
            CheckedReply reply = Json.read(record.value(), CheckedReply.class).orElseThrow();
            assertThat(reply.text()).isEqualTo("Hello");
            assertThat(reply.id()).isEqualTo("bot.demo.replies-0-0");
            assertThat(reply.conversation()).hasToString(WITH);
        });
        assertThat(router.events()).isEmpty();
    }

    @Test
    void g5_aReplyThatTheRouterFailsOnHasItsOutcomeAndTheNextOneGoesOut() {
        router.failOnce();
        router.reply("demo", WITH, "{\"id\":\"r1\",\"text\":\"Hello\"}");
        router.reply("demo", WITH, "{\"id\":\"r2\",\"text\":\"Hello\"}");

        assertThat(router.deadLetterReasons()).containsExactly("unreadable-record");
        assertThat(router.events()).singleElement().satisfies(event -> {
            assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.message.failed");
            JsonNode data = Json.MAPPER.readTree(event.value());
            assertThat(data.path("replyId").asText()).isEqualTo("r1");
            assertThat(data.path("reason").asText()).isEqualTo("adapter-failed");
        });
        assertThat(router.all(Topics.OUTBOUND.name())).hasSize(1);
    }

    @Test
    void aWebhookThatTheRouterFailsOnIsADeadLetterAlone() {
        router.failOnce();
        router.webhook("{}");

        assertThat(router.deadLetterReasons()).containsExactly("unreadable-record");
        assertThat(router.events()).isEmpty();
    }

    @Test
    void g3_repliesOfAConversationKeepTheirOrder() {
        for (int i = 0; i < 20; i++) {
            router.reply("demo", WITH, "{\"id\":\"r" + i + "\",\"text\":\"x\"}");
        }

        assertThat(router.all(Topics.OUTBOUND.name()))
                .extracting(record -> Json.read(record.value(), CheckedReply.class)
                        .orElseThrow()
                        .id())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> "r" + i)
                        .toList());
    }

    @Test
    void aReplyMayBeACloudEventInEitherMode() {
        router.reply(
                "demo",
                WITH,
                "{\"text\":\"binary\"}",
                new RecordHeaders()
                        .add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8))
                        .add("ce_id", "e1".getBytes(StandardCharsets.UTF_8))
                        .add("ce_type", "reply".getBytes(StandardCharsets.UTF_8))
                        .add("ce_source", "/bot".getBytes(StandardCharsets.UTF_8))
                        .add("ce_traceparent", RouterRig.TRACE.getBytes(StandardCharsets.UTF_8))
                        .add("content-type", "application/json".getBytes(StandardCharsets.UTF_8)));
        router.reply(
                "demo",
                WITH,
                "{\"specversion\":\"1.0\",\"id\":\"e2\",\"type\":\"reply\",\"source\":\"/bot\",\"data\":{\"text\":\"structured\"}}",
                new RecordHeaders()
                        .add(
                                "content-type",
                                "application/cloudevents+json; charset=utf-8".getBytes(StandardCharsets.UTF_8)));
        router.reply(
                "demo",
                WITH,
                "{\"text\":\"half\"}",
                new RecordHeaders()
                        .add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8))
                        .add("ce_id", "e3".getBytes(StandardCharsets.UTF_8)));

        List<CheckedReply> replies = router.all(Topics.OUTBOUND.name()).stream()
                .map(record -> Json.read(record.value(), CheckedReply.class).orElseThrow())
                .toList();
        assertThat(replies).extracting(CheckedReply::text).containsExactly("binary", "structured", "half");
        assertThat(replies).extracting(CheckedReply::id).containsExactly("e1", "e2", "e3");
        assertThat(replies.getFirst().traceparent()).isEqualTo(RouterRig.TRACE);
    }

    @Test
    void aHeaderWithoutValueKeepsNoReplyBack() {
        router.reply(
                "demo",
                WITH,
                "{\"text\":\"x\"}",
                new RecordHeaders()
                        .add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8))
                        .add("ce_id", "e1".getBytes(StandardCharsets.UTF_8))
                        .add("ce_type", null));

        assertThat(router.all(Topics.OUTBOUND.name()))
                .singleElement()
                .satisfies(record -> assertThat(Json.read(record.value(), CheckedReply.class)
                                .orElseThrow()
                                .id())
                        .isEqualTo("e1"));
    }

    @Test
    void g4_aBotCannotSpeakForAnothersChannel() throws IOException {
        router.reply("other", WITH, "{\"id\":\"r1\",\"text\":\"x\"}");

        assertThat(router.all(Topics.OUTBOUND.name())).isEmpty();
        assertThat(router.events()).isEmpty();
        assertThat(router.all(Topics.botEvents(new BotId("other"))))
                .singleElement()
                .satisfies(event -> {
                    assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.message.failed");
                    JsonNode data = Json.MAPPER.readTree(event.value());
                    assertThat(data.path("reason").asText()).isEqualTo("not-your-channel");
                    assertThat(data.path("replyId").asText()).isEqualTo("r1");
                });
        assertThat(router.deadLetterReasons()).containsExactly("not-your-channel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "none|{\"text\":\"x\"}|reply-without-key|demo",
                "st-00000000-0000-0000-0000-000000000001:8|Hello there|reply-not-json|st-00000000-0000-0000-0000-000000000001:8",
                "st-00000000-0000-0000-0000-000000000001:8|{\"text\":\"x\",\"n\":1e99999999999}|reply-not-json|st-00000000-0000-0000-0000-000000000001:8",
                "gibberish|Hello there|invalid-reply|demo",
                "st-00000000-0000-0000-0000-000000000009:8|{\"text\":\"x\"}|unknown-channel|st-00000000-0000-0000-0000-000000000009:8",
                "st-00000000-0000-0000-0000-000000000001:8|{\"text\":\"\"}|invalid-reply|st-00000000-0000-0000-0000-000000000001:8"
            })
    void g5_everyRefusedReplyGetsOneFailedOutcomeAndIsKept(String key, String value, String reason, String told) {
        router.reply("demo", key, value);

        assertThat(router.events()).singleElement().satisfies(event -> {
            assertThat(header(event, "ce_type")).isEqualTo("io.channeladapter.message.failed");
            assertThat(text(event.key())).isEqualTo(told);
        });
        assertThat(router.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(header(letter, DeadLetter.REASON)).isEqualTo(reason);
            assertThat(text(letter.value())).isEqualTo(value);
        });
    }

    @Test
    void anIdThatIsHalfOfACharacterIsAsNone() {
        router.reply(
                "demo",
                WITH,
                "{\"specversion\":\"1.0\",\"id\":\"e\\ud83d\",\"type\":\"reply\",\"source\":\"/bot\",\"data\":{\"text\":\"structured\"}}",
                new RecordHeaders()
                        .add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8)));

        assertThat(router.events()).isEmpty();
        assertThat(router.all(Topics.OUTBOUND.name()))
                .singleElement()
                .satisfies(record -> assertThat(Json.read(record.value(), CheckedReply.class)
                                .orElseThrow()
                                .id())
                        .isEqualTo("bot.demo.replies-0-0"));
    }
}
