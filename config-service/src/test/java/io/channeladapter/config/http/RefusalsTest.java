package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.view.CommandBus;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not done is told as a problem with a stable code. */
class RefusalsTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void whileTheChannelsAreStillReadNoneIsCalledUnknown() {
        String path = user.created();
        user.server.ready = false;

        assertProblem(user.api("GET", path, ""), 503, "starting");
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
        HttpResponse<String> answer = user.api("GET", path, "");

        assertProblem(answer, 400, "invalid-field");
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void aLostUpdateIsRefused() {
        String path = user.created();

        assertProblem(user.api("PUT", path + "/configuration", RestUser.CONFIGURATION), 428, "if-match-required");
        for (String action : List.of("/authorize", "/enable", "/disable")) {
            assertProblem(user.api("POST", path + action, "{}"), 428, "if-match-required");
        }
        assertProblem(user.api("DELETE", path, "{}"), 428, "if-match-required");
        assertProblem(
                user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "\"7\""),
                412,
                "stale-version");
        assertProblem(
                user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "7"),
                400,
                "invalid-field");
        assertProblem(user.api("DELETE", path, "", "If-Match", "\"7\""), 412, "stale-version");
        assertProblem(user.api("POST", path + "/enable", "", "If-Match", "\"7\""), 412, "stale-version");
    }

    @Test
    void whatTheStateDoesNotAllowIsAConflict() {
        String path = user.created();

        assertProblem(user.api("POST", path + "/enable", "", "If-Match", "*"), 409, "not-authorized");
        assertProblem(user.api("POST", path + "/disable", "", "If-Match", "*"), 409, "not-enabled");
        assertProblem(user.api("POST", path + "/authorize", "", "If-Match", "*"), 409, "not-configured");
    }

    @ParameterizedTest
    @CsvSource({
        "generation, v9, generation",
        "environmentLabel, with space, environmentLabel",
        "apiKey, with space, apiKey",
        "apiSecretKey, '', apiSecretKey",
        "accessToken, ' ', accessToken",
        "accessTokenSecret, a b, accessTokenSecret",
        "afterFailure, maybe, afterFailure",
        "afterUnclear, maybe, afterUnclear",
        "keepOldSecretHours, 24, keepOldSecretHours",
        "apikey, unknown, apikey"
    })
    void eachWrongFieldIsNamed(String field, String value, String named) throws JsonProcessingException {
        String path = user.created();
        var body = (com.fasterxml.jackson.databind.node.ObjectNode) Json.MAPPER.readTree(RestUser.CONFIGURATION);
        body.put(field, value);

        HttpResponse<String> answer = user.api("PUT", path + "/configuration", body.toString(), "If-Match", "\"1\"");

        assertProblem(answer, 400, "invalid-field");
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo(named);
    }

    @Test
    void allWrongFieldsAreNamedAtOnce() {
        String path = user.created();

        HttpResponse<String> answer = user.api("PUT", path + "/configuration", "{\"apiKey\":7}", "If-Match", "\"1\"");

        assertThat(json(answer).path("errors")).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"botId\":\"Not A Bot\"}", "{\"botId\":5}", "{\"botId\":null}"})
    void aBotNeedsAName(String body) {
        assertProblem(user.api("POST", "/api/channels", body), 400, "invalid-field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "nonsense", "{\"botId\":\"demo\"", "{} {}", "\"demo\""})
    void aBodyThatIsNoJsonObjectIsTold(String body) {
        assertProblem(user.api("POST", "/api/channels", body), 400, "not-json");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        assertProblem(user.api("POST", "/api/channels", "x".repeat(70_000)), 413, "body-too-large");
    }

    @Test
    void onlyTheAdminTokenOpensTheApi() {
        for (String header : List.of("Bearer wrong", "Bearer ", "Basic " + TestServer.TOKEN, TestServer.TOKEN)) {
            assertProblem(
                    user.server.send("GET", user.server.request("/api/channels"), "", "Authorization", header),
                    401,
                    "not-signed-in");
        }
        assertProblem(user.server.send("GET", user.server.request("/api/channels"), ""), 401, "not-signed-in");
        assertProblem(user.server.send("POST", user.server.request("/api/nothing"), ""), 401, "not-signed-in");
    }

    @Test
    void whatIsNotThereIsToldAsAProblem() {
        assertProblem(user.api("GET", "/api/channels/nonsense", ""), 404, "not-found");
        assertProblem(
                user.api("POST", "/api/channels/st-00000000-0000-0000-0000-000000000000/enable", "", "If-Match", "*"),
                404,
                "not-found");
        assertProblem(user.api("GET", "/api/nothing", ""), 404, "no-such-path");
        assertProblem(user.api("PATCH", "/api/channels", ""), 405, "method-not-allowed");
    }

    @Test
    void anUndecidedChangeIsToldAsSuch() {
        String path = user.created();
        user.server.channels.answerNext(new CommandBus.Outcome.Undecided());
        user.server.channels.answerNext(new CommandBus.Outcome.Busy());

        HttpResponse<String> undecided =
                user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "\"1\"");
        HttpResponse<String> busy =
                user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "\"1\"");

        assertProblem(undecided, 503, "undecided");
        assertThat(undecided.headers().firstValue("Retry-After")).isPresent();
        assertProblem(busy, 503, "busy");
    }
}
