package io.channeladapter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.system.BotUnderTest.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong at Twitter is noticed, told, and repaired where it can be. */
@Tag(KafkaUnderTest.ANY)
@ExtendWith(WithAdapter.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthIT {
    private final TheAdapter adapter;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestChannel channel;
    private final BotUnderTest bot;
    private final TwitterApi api;
    private final Credentials keys;
    private final String label;

    HealthIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.channel = adapter.newChannel(adapter.newBotId());
        this.bot = adapter.bot(channel.botId());
        this.api = TwitterApis.over(URI.create(adapter.addresses().simulatorUrl()), http, Duration.ofSeconds(5))
                .of(ApiGeneration.ACCOUNT_ACTIVITY_V1);
        JsonNode issued = channel.keys();
        this.keys = new Credentials(
                secret(issued, "apiKey"),
                secret(issued, "apiSecretKey"),
                secret(issued, "accessToken"),
                secret(issued, "accessTokenSecret"));
        this.label = issued.path("environmentLabel").asText();
    }

    @AfterAll
    void close() {
        bot.close();
        http.close();
    }

    @Test
    void aSubscriptionThatIsGoneIsMadeAgainAndTheBotIsToldOfBoth() {
        succeeded(api.unsubscribe(keys, label, "", channel.accountId()));

        Event degraded = awaitNews("channel.degraded", "subscription-missing");
        Event recovered = awaitNews("channel.recovered", "subscription-missing");

        assertThat(degraded.data().path("details").path("noticedBy").asText()).isEqualTo("config-service");
        assertThat(recovered.data().path("details").path("detail").asText()).contains("subscribed again");
        assertThat(succeeded(api.subscribed(keys, label, ""))).isTrue();
    }

    @Test
    void aWebhookThatIsGoneIsRegisteredAnewAndEventsArriveAgain() {
        List<TwitterApi.Webhook> before = succeeded(api.webhooks(keys, label));
        succeeded(api.removeWebhook(keys, label, before.getFirst().id()));

        awaitNews("channel.degraded", "webhook-invalid");
        awaitNews("channel.recovered", "webhook-invalid");

        assertThat(succeeded(api.webhooks(keys, label)))
                .singleElement()
                .satisfies(webhook ->
                        assertThat(webhook.url()).isEqualTo(before.getFirst().url()));
        String text = "still there? " + UUID.randomUUID();
        adapter.twitter().write(adapter.newPerson(), channel.accountId(), text);
        bot.awaitEvent(
                "the message",
                event -> event.data().path("message").path("text").asText().equals(text));
    }

    @Test
    void tokensThatTwitterRefusesAreToldToBotAndOwnerAndRecoverByThemselves() {
        TestChannel other = adapter.newChannel(channel.botId());
        adapter.twitter().revoked(other.accountId(), true);

        await("the channel is broken")
                .atMost(TheAdapter.LIMIT)
                .until(() -> level(other).equals("broken"));
        JsonNode condition = health(other).path("conditions").path(0);
        assertThat(condition.path("cause").asText()).isEqualTo("credentials-refused");
        assertThat(condition.path("todo").asText()).isNotEmpty();
        bot.awaitEvent("channel.degraded", event -> is(event, other, "channel.degraded"));

        adapter.twitter().revoked(other.accountId(), false);

        await("the channel is healthy")
                .atMost(TheAdapter.LIMIT)
                .until(() -> level(other).equals("healthy"));
        bot.awaitEvent("channel.recovered", event -> is(event, other, "channel.recovered"));
    }

    private Event awaitNews(String type, String cause) {
        return bot.awaitEvent(
                type,
                event -> is(event, channel, type)
                        && event.data().path("details").path("cause").asText().equals(cause));
    }

    private static boolean is(Event event, TestChannel of, String type) {
        return event.type().equals(type)
                && event.data().path("streamid").asText().equals(of.streamId());
    }

    private String level(TestChannel of) throws IOException, InterruptedException {
        return adapter.config()
                .get(of.path())
                .body()
                .path("health")
                .path("level")
                .asText();
    }

    private JsonNode health(TestChannel of) {
        try {
            return adapter.config().get(of.path()).body().path("health");
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Secret secret(JsonNode keys, String name) {
        return new Secret(keys.path(name).asText());
    }

    private static <T> T succeeded(TwitterAnswer<T> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Success.class);
        return ((TwitterAnswer.Success<T>) answer).value();
    }
}
