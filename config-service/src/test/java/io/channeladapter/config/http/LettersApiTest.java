package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LettersApiTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");

    private final RestUser user = new RestUser();
    private final InMemoryLetterbox letters = user.server.letterbox;
    private final StreamId channel = streamId(user.created());

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void theNewestIsToldFirstAndPagesFollow() {
        for (int i = 0; i < 3; i++) {
            letters.put(InMemoryLetterbox.webhook(i, channel, "channel-disabled", AT.plusSeconds(i)), "{}");
        }

        JsonNode first = json(user.api("GET", "/api/dead-letters?limit=2&channel=" + channel, ""));
        JsonNode second = json(user.api(
                "GET",
                "/api/dead-letters?limit=2&channel=" + channel + "&cursor="
                        + first.path("next").asText(),
                ""));

        assertThat(first.path("letters").findValuesAsText("id")).containsExactly("3-2", "3-1");
        assertThat(second.path("letters").findValuesAsText("id")).containsExactly("3-0");
        assertThat(second.has("next")).isFalse();
        JsonNode letter = first.at("/letters/0");
        assertThat(letter.path("streamid").asText()).isEqualTo(channel.value());
        assertThat(letter.path("botId").asText()).isEqualTo("demo");
        assertThat(letter.at("/origin/topic").asText()).isEqualTo("twitter.webhooks");
        assertThat(letter.has("json")).isFalse();
    }

    @Test
    void theyAreFoundByReasonOriginServiceAndTime() {
        letters.put(InMemoryLetterbox.webhook(0, channel, "wrong-user", AT), "{}");
        letters.put(
                InMemoryLetterbox.letter(
                        1, channel + ":7", "bot.demo.replies", "invalid-reply", AT.plusSeconds(60), null),
                "{}");

        assertThat(found("reason=wrong-user")).containsExactly("3-0");
        assertThat(found("origin=bot.demo.replies")).containsExactly("3-1");
        assertThat(found("service=adapter-egress")).isEmpty();
        assertThat(found("to=2026-11-23T08:01")).containsExactly("3-0");
        assertThat(found("from=2026-11-23T08:01")).containsExactly("3-1");
        assertThat(found("channel=" + channel)).containsExactly("3-1", "3-0");
        assertThat(found("channel=" + StreamId.of(new UUID(5, 5)))).isEmpty();
    }

    @Test
    void oneIsToldWithAllThatIsInItAndWhatToDo() {
        letters.put(
                InMemoryLetterbox.letter(
                        7, channel.value(), "twitter.webhooks", "channel-disabled", AT, new LetterId(3, 2)),
                "{\"text\":\"Hi\"}");

        JsonNode letter = json(user.api("GET", "/api/dead-letters/3-7", ""));

        assertThat(letter.at("/json/text").asText()).isEqualTo("Hi");
        assertThat(letter.at("/headers/0/name").asText()).isEqualTo("remote-address");
        assertThat(letter.path("replayOf").asText()).isEqualTo("3-2");
        assertThat(letter.path("todo").asText()).contains("Enable the channel");
    }

    @Test
    void bytesThatAreNoJsonAreToldInBase64AndAreHadAsTheyAre() {
        letters.put(InMemoryLetterbox.webhook(1, channel, "not-json", AT), "{oh");
        letters.put(InMemoryLetterbox.webhook(2, channel, "unreadable-event", AT), "{ \"a\": 1}");

        assertThat(json(user.api("GET", "/api/dead-letters/3-1", ""))
                        .path("base64")
                        .asText())
                .isEqualTo("e29o");
        var bytes = user.api("GET", "/api/dead-letters/3-2/bytes", "");
        assertThat(bytes.body()).isEqualTo("{ \"a\": 1}");
        assertThat(bytes.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"dead-letter-3-2.bin\"");
    }

    @Test
    void whatIsNotThereOrCannotBeLookedForIsToldAsSuch() {
        assertProblem(user.api("GET", "/api/dead-letters/3-99", ""), 404, "not-found");
        assertProblem(user.api("GET", "/api/dead-letters/ninety", ""), 404, "not-found");
        for (String query : new String[] {
            "channel=demo", "reason=No!", "origin=a%20b", "service=A", "from=noon", "to=noon", "cursor=x", "limit=201"
        }) {
            assertProblem(user.api("GET", "/api/dead-letters?" + query, ""), 400, "invalid-field");
        }
        letters.away();
        assertProblem(user.api("GET", "/api/dead-letters", ""), 503, "kafka-unavailable");
        assertProblem(user.api("GET", "/api/dead-letters/3-1", ""), 503, "kafka-unavailable");
    }

    private java.util.List<String> found(String query) {
        return json(user.api("GET", "/api/dead-letters?" + query, ""))
                .path("letters")
                .findValuesAsText("id");
    }

    private static StreamId streamId(String path) {
        return new StreamId(path.substring(path.lastIndexOf('/') + 1));
    }
}
