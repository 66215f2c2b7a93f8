package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.config.change.Configuration;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes of a channel that is in use. */
class ChangeWithoutLossTest {
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
    void anotherConnectionWaitsWhileTheOldOneServes() {
        String path = enabled();

        HttpResponse<String> answer = server.api(
                "PUT",
                path + "/configuration",
                "{\"generation\":\"account-activity-v1\",\"environmentLabel\":\"stage\",\"apiSecretKey\":\"rolled\"}",
                "If-Match",
                "\"4\"");

        JsonNode waiting = json(answer);
        assertThat(waiting.path("status").asText()).isEqualTo("configured");
        assertThat(waiting.path("serving").asBoolean()).isTrue();
        assertThat(waiting.path("enabled").asBoolean()).isTrue();
        assertThat(waiting.path("environmentLabel").asText()).isEqualTo("stage");
        assertThat(waiting.path("previousSecretValidUntil").asText())
                .isEqualTo(Samples.NOW.plus(Configuration.KEEP_OLD_SECRET).toString());
        assertThat(channel().environmentLabel()).as("in use").isEqualTo("prod");

        server.channels.submit(new CommandEnvelope(
                "by-hand",
                channel().streamId(),
                5L,
                "ann",
                Samples.NOW,
                new Command.RecordAuthorization(Samples.ACCOUNT, "901")));
        JsonNode authorized = json(server.api("GET", path, ""));
        assertThat(authorized.path("status").asText()).isEqualTo("enabled");
        assertThat(authorized.path("serving").asBoolean(true)).isFalse();
        assertThat(channel().environmentLabel()).as("in use").isEqualTo("stage");
    }

    @Test
    void whatIsLeftOutStaysAsItIsStored() {
        String path = enabled();
        String before = channel().sealedCredentials();

        JsonNode same = json(server.api(
                "PUT",
                path + "/configuration",
                "{\"generation\":\"account-activity-v1\",\"environmentLabel\":\"prod\",\"apiKey\":\"\"}",
                "If-Match",
                "*"));
        assertThat(same.path("serving").asBoolean(true)).isFalse();
        assertThat(same.path("status").asText()).isEqualTo("enabled");

        server.api("PUT", path + "/configuration", "{\"generation\":\"account-activity-v2\"}", "If-Match", "*");
        Connection pending = Objects.requireNonNull(channel().pending());
        assertThat(pending.sealedCredentials()).isEqualTo(before);
        assertThat(pending.environmentLabel()).isNull();
        assertThat(channel().previousSecret()).as("the secret is the same").isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "1, 1", "168, 168"})
    void theOldSecretIsKeptForAsLongAsTheOwnerSays(int hours, int kept) {
        String path = enabled();

        server.api(
                "PUT",
                path + "/configuration",
                CONFIGURATION
                        .replace("api-secret-9d2", "rolled")
                        .replace("{\"gen", "{\"keepOldSecretHours\":" + hours + ",\"gen"),
                "If-Match",
                "*");

        assertThat(channel().pending()).isNotNull();
        assertThat(channel().previousSecret() == null)
                .isEqualTo(kept < 0)
                .isEqualTo(!json(server.api("GET", path, "")).has("previousSecretValidUntil"));
        PreviousSecret previous = channel().previousSecret();
        if (previous != null) {
            assertThat(previous.validUntil()).isEqualTo(Samples.NOW.plusSeconds(3_600L * kept));
        }
    }

    @Test
    void aTypingErrorDoesNotPushOutTheSecretInUse() throws UnsealableException {
        String path = enabled();
        for (String secret : List.of("mistyped", "right")) {
            server.api(
                    "PUT", path + "/configuration", CONFIGURATION.replace("api-secret-9d2", secret), "If-Match", "*");
        }

        PreviousSecret kept = Objects.requireNonNull(channel().previousSecret());
        assertThat(kept.open(server.sealer, channel().streamId())).isEqualTo(new Secret("api-secret-9d2"));
    }

    @Test
    void whatTheAdapterNoticesMakesNoChangeStale() {
        String path = enabled();
        server.channels.signal(new ChannelSignal(
                channel().streamId(),
                ChannelSignal.Kind.BAD_SIGNATURES,
                "adapter-ingress",
                Samples.NOW.plusSeconds(1),
                "x",
                null,
                null));
        assertThat(channel().version()).isEqualTo(5);

        assertThat(server.api("POST", path + "/disable", "", "If-Match", "\"4\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSecondOfTwoIsToldWhatTheFirstChanged() {
        String path = enabled();
        server.api("POST", path + "/disable", "", "If-Match", "\"4\"");

        HttpResponse<String> second =
                server.api("PUT", path + "/configuration", CONFIGURATION.replace("prod", "stage"), "If-Match", "\"4\"");

        assertThat(second.statusCode()).isEqualTo(412);
        JsonNode problem = json(second);
        assertThat(problem.path("code").asText()).isEqualTo("stale-version");
        assertThat(problem.path("changes")).hasSize(1);
        JsonNode change = problem.path("changes").path(0);
        assertThat(change.path("version").asLong()).isEqualTo(5);
        assertThat(change.path("who").asText()).isEqualTo("admin");
        assertThat(change.path("when").asText()).isEqualTo(Samples.NOW.toString());
        assertThat(change.path("what").asText()).startsWith("Disabled the channel");
        assertThat(problem.path("detail").asText()).contains("Since then: admin at", "Disabled the channel");
        assertThat(channel().pending()).isNull();
    }

    private Channel channel() {
        return server.channels.all().iterator().next();
    }

    private String enabled() {
        String path = server.api("POST", "/api/channels", "{\"botId\":\"demo\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        server.api("PUT", path + "/configuration", CONFIGURATION, "If-Match", "\"1\"");
        server.api("POST", path + "/authorize", "", "If-Match", "*");
        server.api("POST", path + "/enable", "", "If-Match", "*");
        return path;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
