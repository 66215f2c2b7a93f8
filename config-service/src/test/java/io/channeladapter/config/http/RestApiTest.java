package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.config.view.CommandBus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestApiTest {
    private static final String CONFIGURATION = """
            {"generation":"account-activity-v1","environmentLabel":"prod","apiKey":"api-key-9d1",
             "apiSecretKey":"api-secret-9d2","accessToken":"access-token-9d3","accessTokenSecret":"access-secret-9d4"}
            """;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aChannelGoesFromCreationToDeletion() {
        HttpResponse<String> created = server.api("POST", "/api/channels", "{\"botId\":\"demo\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String path = created.headers().firstValue("Location").orElseThrow();
        assertThat(created.headers().firstValue("ETag")).hasValue("\"1\"");
        JsonNode view = json(created);
        assertThat(view.path("callbackUrl").asText())
                .isEqualTo("https://bots.example.com/webhooks/twitter/"
                        + view.path("streamid").asText());
        assertThat(view.path("credentialsSet").asBoolean(true)).isFalse();
        assertThat(view.has("account")).isFalse();

        HttpResponse<String> configured =
                server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"1\"");
        assertThat(configured.statusCode()).isEqualTo(200);
        assertThat(json(configured).path("status").asText()).isEqualTo("configured");

        HttpResponse<String> authorized = server.api("POST", path + "/authorize", "", "If-Match", "*");
        assertThat(authorized.statusCode()).isEqualTo(200);
        assertThat(json(authorized).path("authorized").asBoolean()).isTrue();
        assertThat(json(authorized).path("steps")).hasSize(5);
        assertThat(json(authorized).path("channel").path("account").path("id").asText())
                .isEqualTo("42");

        assertThat(json(server.api("POST", path + "/enable", "", "If-Match", "*"))
                        .path("status")
                        .asText())
                .isEqualTo("enabled");
        assertThat(json(server.api("POST", path + "/disable", "", "If-Match", "*"))
                        .path("status")
                        .asText())
                .isEqualTo("disabled");
        assertThat(server.api("GET", path, "").headers().firstValue("ETag")).hasValue("\"5\"");

        assertThat(server.api("DELETE", path, "", "If-Match", "*").statusCode()).isEqualTo(204);
        assertThat(server.api("GET", path, "").statusCode()).isEqualTo(404);
        assertThat(server.channels.events())
                .extracting(ChannelEvent::type)
                .containsExactly(
                        ChannelEvent.Type.CREATED,
                        ChannelEvent.Type.CONFIGURED,
                        ChannelEvent.Type.AUTHORIZED,
                        ChannelEvent.Type.ENABLED,
                        ChannelEvent.Type.DISABLED,
                        ChannelEvent.Type.DELETED);
    }

    @Test
    void g9_noAnswerAndNoEventHoldsASecret() {
        String path = configured();
        List<HttpResponse<String>> all = new ArrayList<>();
        all.add(server.api("GET", path, ""));
        all.add(server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"2\""));
        all.add(server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"2\""));
        all.add(server.api("PUT", path + "/configuration", CONFIGURATION.replace("prod", "no label"), "If-Match", "*"));
        all.add(server.api("PUT", path + "/configuration", CONFIGURATION + "}", "If-Match", "*"));
        server.twitter.access(AccessLevel.READ);
        all.add(server.api("POST", path + "/authorize", "", "If-Match", "*"));
        all.add(server.api("GET", "/api/channels", ""));

        assertThat(all)
                .allSatisfy(answer -> assertThat(answer.body() + answer.headers())
                        .doesNotContain(TestServer.SECRETS)
                        .doesNotContain(TestServer.TOKEN));
        assertThat(server.channels.events().toString()).doesNotContain(TestServer.SECRETS);
    }

    @Test
    void theBotsTopicsAreThereBeforeItsChannel() {
        created();

        assertThat(server.bots).containsExactly(new BotId("demo"));
        JsonNode bot = json(server.api("GET", "/api/bots", "")).path("bots").path(0);
        assertThat(bot.path("eventsTopic").asText()).isEqualTo("bot.demo.events");
        assertThat(bot.path("repliesTopic").asText()).isEqualTo("bot.demo.replies");
        assertThat(bot.path("channels").asInt()).isEqualTo(1);
    }

    @Test
    void withoutTopicsNoChannelIsCreated() {
        server.kafkaIsAway = true;

        HttpResponse<String> answer = server.api("POST", "/api/channels", "{\"botId\":\"demo\"}");

        assertProblem(answer, 503, "kafka-unavailable");
        assertThat(server.channels.all()).isEmpty();
    }

    @Test
    void whileTheChannelsAreStillReadNoneIsCalledUnknown() {
        String path = created();
        server.ready = false;

        assertProblem(server.api("GET", path, ""), 503, "starting");
    }

    @Test
    void channelsAreListedByBot() {
        created();
        server.api("POST", "/api/channels", "{\"botId\":\"other\"}");

        assertThat(json(server.api("GET", "/api/channels", "")).path("channels"))
                .hasSize(2);
        assertThat(json(server.api("GET", "/api/channels?botId=other", "")).path("channels"))
                .hasSize(1);
    }

    @Test
    void aListIsReadPageByPage() {
        for (int i = 0; i < 5; i++) {
            created();
        }

        JsonNode first = json(server.api("GET", "/api/channels?limit=3", ""));
        JsonNode second = json(server.api(
                "GET", "/api/channels?limit=3&cursor=" + first.path("next").asText(), ""));

        List<String> seen = new ArrayList<>(first.path("channels").findValuesAsText("streamid"));
        seen.addAll(second.path("channels").findValuesAsText("streamid"));
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void aListIsFilteredAndSearched() {
        String path = configured();
        created();

        assertThat(json(server.api("GET", "/api/channels?status=configured", ""))
                        .path("channels"))
                .hasSize(1);
        assertThat(json(server.api("GET", "/api/channels?q=PROD", "")).path("channels"))
                .hasSize(1);
        assertThat(json(server.api("GET", "/api/channels?health=broken", "")).path("channels"))
                .isEmpty();
        assertThat(json(server.api("GET", "/api/channels?q=" + path.substring(path.length() - 8), ""))
                        .path("channels"))
                .hasSize(1);
        assertThat(json(server.api("GET", "/api/bots?q=nobody", "")).path("bots"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/channels?limit=0, limit",
        "/api/channels?limit=201, limit",
        "/api/channels?cursor=abc, cursor",
        "/api/channels?health=fine, health",
        "/api/channels?status=gone, status",
        "/api/channels?botId=NO, botId",
        "/api/bots?limit=x, limit"
    })
    void aListThatCannotBeMadeIsRefused(String path, String field) {
        HttpResponse<String> answer = server.api("GET", path, "");

        assertProblem(answer, 400, "invalid-field");
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void everyChangeIsInTheHistoryWithWhoDidIt() {
        String path = configured();
        server.api("POST", path + "/authorize", "", "If-Match", "*");
        server.api("POST", path + "/enable", "", "If-Match", "*");

        JsonNode page = json(server.api("GET", path + "/history?limit=3", ""));
        JsonNode rest = json(
                server.api("GET", path + "/history?before=" + page.path("next").asLong(), ""));

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
        String path = created();
        server.api("DELETE", path, "", "If-Match", "*");

        assertThat(json(server.api("GET", path + "/history", ""))
                        .path("changes")
                        .findValuesAsText("type"))
                .containsExactly("deleted", "created");
        assertProblem(
                server.api("GET", "/api/channels/st-00000000-0000-0000-0000-000000000000/history", ""),
                404,
                "not-found");
        assertProblem(server.api("GET", path + "/history?before=x", ""), 400, "invalid-field");
    }

    @Test
    void aHistoryThatCannotBeReadNowIsToldAsSuch() {
        String path = created();
        server.kafkaIsAway = true;

        assertProblem(server.api("GET", path + "/history", ""), 503, "kafka-unavailable");
    }

    @Test
    void aLostUpdateIsRefused() {
        String path = created();

        assertProblem(server.api("PUT", path + "/configuration", CONFIGURATION), 428, "if-match-required");
        for (String action : List.of("/authorize", "/enable", "/disable")) {
            assertProblem(server.api("POST", path + action, "{}"), 428, "if-match-required");
        }
        assertProblem(server.api("DELETE", path, "{}"), 428, "if-match-required");
        assertProblem(
                server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"7\""), 412, "stale-version");
        assertProblem(server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "7"), 400, "invalid-field");
        assertProblem(server.api("DELETE", path, "", "If-Match", "\"7\""), 412, "stale-version");
        assertProblem(server.api("POST", path + "/enable", "", "If-Match", "\"7\""), 412, "stale-version");
    }

    @Test
    void sameKeysAgainNeedNoNewAuthorization() {
        String path = configured();
        server.api("POST", path + "/authorize", "", "If-Match", "*");
        server.api("POST", path + "/enable", "", "If-Match", "*");

        JsonNode again = json(server.api(
                "PUT",
                path + "/configuration",
                CONFIGURATION.replace("{\"gen", "{\"afterUnclear\":\"report\",\"gen"),
                "If-Match",
                "\"4\""));

        assertThat(again.path("status").asText()).isEqualTo("enabled");
        assertThat(again.path("afterUnclear").asText()).isEqualTo("report");
    }

    @Test
    void aFailedStepIsTold() {
        String path = configured();
        server.twitter.access(AccessLevel.READ_WRITE);

        HttpResponse<String> answer =
                server.api("POST", path + "/authorize", "{\"replaceWebhook\":\"1001\"}", "If-Match", "*");

        assertProblem(answer, 422, "not-authorized-by-twitter");
        assertThat(json(answer).path("steps").path(2).path("result").asText()).isEqualTo("failed");
        assertThat(json(server.api("GET", path, "")).path("status").asText()).isEqualTo("configured");
    }

    @Test
    void whatTheStateDoesNotAllowIsAConflict() {
        String path = created();

        assertProblem(server.api("POST", path + "/enable", "", "If-Match", "*"), 409, "not-authorized");
        assertProblem(server.api("POST", path + "/disable", "", "If-Match", "*"), 409, "not-enabled");
        assertProblem(server.api("POST", path + "/authorize", "", "If-Match", "*"), 409, "not-configured");
    }

    @ParameterizedTest
    @CsvSource({
        "generation, v9, generation",
        "environmentLabel, with space, environmentLabel",
        "apiKey, with space, apiKey",
        "apiSecretKey, '', apiSecretKey",
        "accessToken, ' ', accessToken",
        "accessTokenSecret, a b, accessTokenSecret",
        "afterUnclear, maybe, afterUnclear",
        "keepOldSecretHours, 24, keepOldSecretHours",
        "apikey, unknown, apikey"
    })
    void eachWrongFieldIsNamed(String field, String value, String named) throws JsonProcessingException {
        String path = created();
        var body = (com.fasterxml.jackson.databind.node.ObjectNode) Json.MAPPER.readTree(CONFIGURATION);
        body.put(field, value);

        HttpResponse<String> answer = server.api("PUT", path + "/configuration", body.toString(), "If-Match", "\"1\"");

        assertProblem(answer, 400, "invalid-field");
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo(named);
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() {
        String path = created();

        HttpResponse<String> answer = server.api("PUT", path + "/configuration", "{\"apiKey\":7}", "If-Match", "\"1\"");

        assertThat(json(answer).path("errors")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"botId\":\"Not A Bot\"}", "{\"botId\":5}", "{\"botId\":null}"})
    void aBotNeedsAName(String body) {
        assertProblem(server.api("POST", "/api/channels", body), 400, "invalid-field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "nonsense", "{\"botId\":\"demo\"", "{} {}", "\"demo\""})
    void aBodyThatIsNoJsonObjectIsTold(String body) {
        assertProblem(server.api("POST", "/api/channels", body), 400, "not-json");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertProblem(server.api("POST", "/api/channels", "x".repeat(70_000)), 413, "body-too-large");
    }

    @Test
    void onlyTheAdminTokenOpensTheApi() {
        for (String header : List.of("Bearer wrong", "Bearer ", "Basic " + TestServer.TOKEN, TestServer.TOKEN)) {
            assertProblem(
                    server.send("GET", server.request("/api/channels"), "", "Authorization", header),
                    401,
                    "not-signed-in");
        }
        assertProblem(server.send("GET", server.request("/api/channels"), ""), 401, "not-signed-in");
        assertProblem(server.send("POST", server.request("/api/nothing"), ""), 401, "not-signed-in");
    }

    @Test
    void whatIsNotThereIsToldAsAProblem() {
        assertProblem(server.api("GET", "/api/channels/nonsense", ""), 404, "not-found");
        assertProblem(
                server.api("POST", "/api/channels/st-00000000-0000-0000-0000-000000000000/enable", "", "If-Match", "*"),
                404,
                "not-found");
        assertProblem(server.api("GET", "/api/nothing", ""), 404, "no-such-path");
        assertProblem(server.api("PATCH", "/api/channels", ""), 405, "method-not-allowed");
    }

    @Test
    void anUndecidedChangeIsToldAsSuch() {
        String path = created();
        server.channels.answerNext(new CommandBus.Outcome.Undecided());
        server.channels.answerNext(new CommandBus.Outcome.Busy());

        HttpResponse<String> undecided = server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"1\"");
        HttpResponse<String> busy = server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"1\"");

        assertProblem(undecided, 503, "undecided");
        assertThat(undecided.headers().firstValue("Retry-After")).isPresent();
        assertProblem(busy, 503, "busy");
    }

    private String created() {
        return server.api("POST", "/api/channels", "{\"botId\":\"demo\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private String configured() {
        String path = created();
        assertThat(server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        return path;
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode body = json(answer);
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("detail").asText()).isNotBlank();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
