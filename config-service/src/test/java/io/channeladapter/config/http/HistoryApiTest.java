package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was done to a channel. */
class HistoryApiTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void everyChangeIsInTheHistoryWithWhoDidIt() {
        String path = user.configured();
        user.api("POST", path + "/authorize", "", "If-Match", "*");
        user.api("POST", path + "/enable", "", "If-Match", "*");

        JsonNode page = json(user.api("GET", path + "/history?limit=3", ""));
        JsonNode rest = json(
                user.api("GET", path + "/history?cursor=" + page.path("next").asLong(), ""));

        assertThat(page.path("changes").findValuesAsText("type"))
                .containsExactly("enabled", "authorized", "configured");
        assertThat(page.path("changes").findValuesAsText("actor")).containsOnly("admin");
        assertThat(page.path("changes").path(1).path("text").asText()).contains("Authorized for @");
        assertThat(rest.path("changes").findValuesAsText("type")).containsExactly("created");
        assertThat(rest.has("next")).isFalse();
        assertThat(rest.path("whole").asBoolean()).isTrue();
        assertThat(page.toString()).doesNotContain(TestServer.SECRETS);
    }

    @Test
    void theHistoryOutlivesTheChannel() {
        String path = user.created();
        user.api("DELETE", path, "", "If-Match", "*");

        assertThat(json(user.api("GET", path + "/history", "")).path("changes").findValuesAsText("type"))
                .containsExactly("deleted", "created");
        assertProblem(
                user.api("GET", "/api/channels/st-00000000-0000-0000-0000-000000000000/history", ""), 404, "not-found");
        assertProblem(user.api("GET", path + "/history?cursor=x", ""), 400, "invalid-field");
    }

    @Test
    void aHistoryThatCannotBeReadNowIsToldAsSuch() {
        String path = user.created();
        user.server.kafkaIsAway = true;

        assertProblem(user.api("GET", path + "/history", ""), 503, "kafka-unavailable");
    }
}
