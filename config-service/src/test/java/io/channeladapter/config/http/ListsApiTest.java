package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of bots and channels, page by page. */
class ListsApiTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void channelsAreListedByBot() {
        user.created();
        user.api("POST", "/api/channels", "{\"botId\":\"other\"}");

        assertThat(json(user.api("GET", "/api/channels", "")).path("channels")).hasSize(2);
        assertThat(json(user.api("GET", "/api/channels?botId=other", "")).path("channels"))
                .hasSize(1);
    }

    @Test
    void aListIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            user.created();
        }

        JsonNode first = json(user.api("GET", "/api/channels?limit=3", ""));
        JsonNode second = json(user.api(
                "GET", "/api/channels?limit=3&cursor=" + first.path("next").asText(), ""));

        List<String> seen = new ArrayList<>(first.path("channels").findValuesAsText("streamid"));
        seen.addAll(second.path("channels").findValuesAsText("streamid"));
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void aListIsFilteredAndSearched() {
        String path = user.configured();
        user.created();

        assertThat(json(user.api("GET", "/api/channels?status=configured", "")).path("channels"))
                .hasSize(1);
        assertThat(json(user.api("GET", "/api/channels?q=PROD", "")).path("channels"))
                .hasSize(1);
        assertThat(json(user.api("GET", "/api/channels?health=broken", "")).path("channels"))
                .isEmpty();
        assertThat(json(user.api("GET", "/api/channels?q=" + path.substring(path.length() - 8), ""))
                        .path("channels"))
                .hasSize(1);
        assertThat(json(user.api("GET", "/api/bots?q=nobody", "")).path("bots")).isEmpty();
    }
}
