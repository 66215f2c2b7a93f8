package io.channeladapter.config.http;

import static io.channeladapter.config.http.RestUser.assertProblem;
import static io.channeladapter.config.http.RestUser.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a channel. */
class ChannelsApiTest {
    private final RestUser user = new RestUser();

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void aChannelGoesFromCreationToDeletion() {
        HttpResponse<String> created = user.api("POST", "/api/channels", "{\"botId\":\"demo\"}");
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
                user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "\"1\"");
        assertThat(configured.statusCode()).isEqualTo(200);
        assertThat(json(configured).path("status").asText()).isEqualTo("configured");

        HttpResponse<String> authorized = user.api("POST", path + "/authorize", "", "If-Match", "*");
        assertThat(authorized.statusCode()).isEqualTo(200);
        assertThat(json(authorized).path("authorized").asBoolean()).isTrue();
        assertThat(json(authorized).path("steps")).hasSize(5);
        assertThat(json(authorized).path("channel").path("account").path("id").asText())
                .isEqualTo("42");

        assertThat(json(user.api("POST", path + "/enable", "", "If-Match", "*"))
                        .path("status")
                        .asText())
                .isEqualTo("enabled");
        assertThat(json(user.api("POST", path + "/disable", "", "If-Match", "*"))
                        .path("status")
                        .asText())
                .isEqualTo("disabled");
        assertThat(user.api("GET", path, "").headers().firstValue("ETag")).hasValue("\"5\"");

        assertThat(user.api("DELETE", path, "", "If-Match", "*").statusCode()).isEqualTo(204);
        assertThat(user.api("GET", path, "").statusCode()).isEqualTo(404);
        assertThat(user.server.channels.events())
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
        String path = user.configured();
        List<HttpResponse<String>> all = new ArrayList<>();
        all.add(user.api("GET", path, ""));
        all.add(user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "\"2\""));
        all.add(user.api("PUT", path + "/configuration", RestUser.CONFIGURATION, "If-Match", "\"2\""));
        all.add(user.api(
                "PUT", path + "/configuration", RestUser.CONFIGURATION.replace("prod", "no label"), "If-Match", "*"));
        all.add(user.api("PUT", path + "/configuration", RestUser.CONFIGURATION + "}", "If-Match", "*"));
        user.server.twitter.access(AccessLevel.READ);
        all.add(user.api("POST", path + "/authorize", "", "If-Match", "*"));
        all.add(user.api("GET", "/api/channels", ""));

        assertThat(all)
                .allSatisfy(answer -> assertThat(answer.body() + answer.headers())
                        .doesNotContain(TestServer.SECRETS)
                        .doesNotContain(TestServer.TOKEN));
        assertThat(user.server.channels.events().toString()).doesNotContain(TestServer.SECRETS);
    }

    @Test
    void theBotsTopicsAreThereBeforeItsChannel() {
        user.created();

        assertThat(user.server.bots).containsExactly(new BotId("demo"));
        JsonNode bot = json(user.api("GET", "/api/bots", "")).path("bots").path(0);
        assertThat(bot.path("eventsTopic").asText()).isEqualTo("bot.demo.events");
        assertThat(bot.path("repliesTopic").asText()).isEqualTo("bot.demo.replies");
        assertThat(bot.path("channels").asInt()).isEqualTo(1);
    }

    @Test
    void withoutTopicsNoChannelIsCreated() {
        user.server.kafkaIsAway = true;

        HttpResponse<String> answer = user.api("POST", "/api/channels", "{\"botId\":\"demo\"}");

        assertProblem(answer, 503, "kafka-unavailable");
        assertThat(user.server.channels.all()).isEmpty();
    }

    @Test
    void sameKeysAgainNeedNoNewAuthorization() {
        String path = user.configured();
        user.api("POST", path + "/authorize", "", "If-Match", "*");
        user.api("POST", path + "/enable", "", "If-Match", "*");

        JsonNode again = json(user.api(
                "PUT",
                path + "/configuration",
                RestUser.CONFIGURATION.replace(
                        "{\"gen", "{\"afterUnclear\":\"report\",\"afterFailure\":\"stop\",\"gen"),
                "If-Match",
                "\"4\""));

        assertThat(again.path("status").asText()).isEqualTo("enabled");
        assertThat(again.path("afterUnclear").asText()).isEqualTo("report");
        assertThat(again.path("afterFailure").asText()).isEqualTo("stop");
    }

    @Test
    void anAccountThatAnotherChannelHasIsRefusedByTheNameOfItsBot() {
        String first = user.configured();
        user.api("POST", first + "/authorize", "", "If-Match", "*");
        String second = user.configured();

        HttpResponse<String> answer = user.api("POST", second + "/authorize", "", "If-Match", "*");

        assertProblem(answer, 422, "not-authorized-by-twitter");
        assertThat(json(answer).path("steps").path(1).path("detail").asText())
                .contains("connected already to bot demo, by its channel " + first.replace("/api/channels/", ""));
        assertThat(user.api("DELETE", second, "", "If-Match", "*").statusCode()).isEqualTo(204);
        assertThat(user.server.twitter.subscribed(TestServer.KEYS, "prod", ""))
                .as("of the first")
                .isEqualTo(new TwitterAnswer.Success<>(true, RateLimits.UNKNOWN));
    }

    @Test
    void anotherAccountNeedsASayOfItsOwn() {
        String path = user.configured();
        user.api("POST", path + "/authorize", "", "If-Match", "*");
        user.server.twitter.becomes(new TwitterAccount("43", "new_shop", "New Shop", null));

        HttpResponse<String> asked = user.api("POST", path + "/authorize", "", "If-Match", "*");
        assertProblem(asked, 422, "not-authorized-by-twitter");
        JsonNode step = json(asked).path("steps").path(1);
        assertThat(step.path("account").path("id").asText()).isEqualTo("43");
        assertThat(step.path("formerAccount").path("id").asText()).isEqualTo("42");

        assertThat(user.api("POST", path + "/authorize", "{\"changeAccount\":\"43\"}", "If-Match", "*")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFailedStepIsTold() {
        String path = user.configured();
        user.server.twitter.access(AccessLevel.READ_WRITE);

        HttpResponse<String> answer =
                user.api("POST", path + "/authorize", "{\"replaceWebhook\":\"1001\"}", "If-Match", "*");

        assertProblem(answer, 422, "not-authorized-by-twitter");
        assertThat(json(answer).path("steps").path(2).path("result").asText()).isEqualTo("failed");
        assertThat(json(user.api("GET", path, "")).path("status").asText()).isEqualTo("configured");
    }
}
