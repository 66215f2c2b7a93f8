package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayApiTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void lettersOfAChannelAreSentAgainOnceAndTheHistorySaysSo() {
        String path = enabled();
        put(3, path);
        put(4, path);

        JsonNode dry = json(user.api("POST", path + "/dead-letters/replay", "{\"dryRun\":true}"));
        JsonNode sent = json(user.api("POST", path + "/dead-letters/replay", "{\"reason\":\"channel-disabled\"}"));
        JsonNode second = json(user.api("POST", path + "/dead-letters/replay", ""));

        assertThat(dry.path("sent").asInt()).isEqualTo(2);
        assertThat(dry.path("dryRun").asBoolean()).isTrue();
        assertThat(sent.path("letters").findValuesAsText("result")).containsExactly("sent", "sent");
        assertThat(sent.path("recorded").asBoolean()).isTrue();
        assertThat(second.path("sentAlready").asInt()).isEqualTo(2);
        assertThat(user.server.front.brought()).containsExactly("3-3", "3-4");
        assertThat(json(user.api("GET", path + "/history", ""))
                        .at("/changes/0/text")
                        .asText())
                .isEqualTo("Sent 2 dead letters again.");
    }

    @Test
    void nextOfAnAnswerIsAfterOfTheNextRequest() {
        String path = enabled();
        put(3, path);
        put(4, path);

        JsonNode first = json(user.api("POST", path + "/dead-letters/replay", "{\"again\":true,\"limit\":1}"));
        JsonNode second = json(user.api(
                "POST",
                path + "/dead-letters/replay",
                "{\"again\":true,\"limit\":1,\"after\":\"" + first.path("next").asText() + "\"}"));

        assertThat(user.server.front.brought()).containsExactly("3-3", "3-4");
        assertThat(second.path("more").asBoolean()).isFalse();
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void oneIsSentAgainByItsName() {
        String path = enabled();
        put(3, path);

        JsonNode sent = json(user.api("POST", "/api/dead-letters/3-3/replay", "{}"));
        JsonNode second = json(user.api("POST", "/api/dead-letters/3-3/replay", "{}"));

        assertThat(sent.path("sent").asInt()).isEqualTo(1);
        assertThat(second.at("/letters/0/code").asText()).isEqualTo("sent-already");
    }

    @Test
    void whatCannotBeSentSaysWhy() {
        String path = user.configured();
        put(3, path);
        user.server.letterbox.put(
                InMemoryLetterbox.webhook(
                        4, StreamId.of(new UUID(5, 5)), "unknown-channel", Samples.NOW.minusSeconds(60)),
                "{}");

        assertThat(json(user.api("POST", path + "/dead-letters/replay", "{}"))
                        .at("/letters/0/code")
                        .asText())
                .isEqualTo("channel-not-enabled");
        assertThat(json(user.api("POST", "/api/dead-letters/3-4/replay", ""))
                        .at("/letters/0/code")
                        .asText())
                .isEqualTo("channel-gone");
        assertThat(user.server.front.brought()).isEmpty();
    }

    @Test
    void whatIsWrongIsNamed() {
        String path = enabled();

        for (String body : new String[] {
            "{\"limit\":201}",
            "{\"from\":\"noon\"}",
            "{\"dryRun\":\"yes\"}",
            "{\"channel\":\"x\"}",
            "{\"reason\":7}",
            "{\"after\":\"3-4\"}",
            "{\"from\":\"+999999999-01-01T00:00:00\"}"
        }) {
            assertProblem(user.api("POST", path + "/dead-letters/replay", body), 400, "invalid-field");
        }
        assertProblem(user.api("POST", "/api/dead-letters/3-9/replay", ""), 404, "not-found");
        user.server.letterbox.away();
        assertProblem(user.api("POST", path + "/dead-letters/replay", ""), 503, "kafka-unavailable");
    }

    private String enabled() {
        String path = user.configured();
        user.api("POST", path + "/authorize", "{}", "If-Match", "*");
        assertThat(user.api("POST", path + "/enable", "", "If-Match", "*").statusCode())
                .isEqualTo(200);
        return path;
    }

    private void put(long offset, String path) {
        StreamId channel = new StreamId(path.substring(path.lastIndexOf('/') + 1));
        user.server.letterbox.put(
                InMemoryLetterbox.webhook(offset, channel, "channel-disabled", Samples.NOW.minusSeconds(60)), "{}");
    }
}
