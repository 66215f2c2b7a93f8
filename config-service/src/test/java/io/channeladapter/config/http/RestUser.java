package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** Someone who uses REST with the admin token. One thread. */
final class RestUser implements AutoCloseable {
    static final String CONFIGURATION = """
            {"generation":"account-activity-v1","environmentLabel":"prod","apiKey":"api-key-9d1",
             "apiSecretKey":"api-secret-9d2","accessToken":"access-token-9d3","accessTokenSecret":"access-secret-9d4"}
            """;

    final TestServer server;

    RestUser() {
        try {
            server = new TestServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> api(String method, String path, String body, String... headers) {
        return server.api(method, path, body, headers);
    }

    /** The path of a channel in draft. */
    String created() {
        return api("POST", "/api/channels", "{\"botId\":\"demo\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** The path of a channel with keys and tokens. */
    String configured() {
        String path = created();
        assertThat(api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        return path;
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode body = json(answer);
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("detail").asText()).isNotBlank();
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
