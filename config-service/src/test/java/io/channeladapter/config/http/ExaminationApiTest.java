package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.doctor.Examination.Check;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExaminationApiTest {
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
    void anExaminationNamesTheFirstWrongThingAndListsAllSteps() throws IOException {
        String id = json(server.api("POST", "/api/channels", "{\"botId\":\"demo\"}"))
                .path("streamid")
                .asText();

        HttpResponse<String> answer = server.api("POST", "/api/channels/" + id + "/examination", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = json(answer);
        assertThat(body.path("healthy").asBoolean(true)).isFalse();
        assertThat(body.path("first").asText()).contains("no keys and tokens yet");
        assertThat(body.path("steps")).hasSize(Check.values().length);
        assertThat(body.path("steps").path(0).path("step").asText()).isEqualTo("configuration");
        assertThat(body.path("steps").path(0).path("result").asText()).isEqualTo("failed");
    }

    @Test
    void anUnknownChannelIsNotFound() {
        assertThat(server.api("POST", "/api/channels/st-" + new UUID(9, 9) + "/examination", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void nobodyExaminesWithoutAToken() {
        assertThat(server.send("POST", server.request("/api/channels/st-" + new UUID(9, 9) + "/examination"), "")
                        .statusCode())
                .isEqualTo(401);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }
}
