package io.channeladapter.common.twitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.common.twitter.Refusal.Kind;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.TwitterApi.VerifiedAccount;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountActivityV2Test {
    private static final Credentials KEYS =
            new Credentials(new Secret("k"), new Secret("ks"), new Secret("t"), new Secret("ts"));
    private static final OutgoingMessage HELLO =
            new OutgoingMessage("42", "Hi & bye", List.of(), List.of(), null, null);
    private static final String TOKEN = "{\"access_token\":\"AAA\"}";

    private final ScriptedHttp twitter = new ScriptedHttp();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TwitterApi api =
            TwitterApis.over(twitter.address(), client, Duration.ofSeconds(20)).of(ApiGeneration.ACCOUNT_ACTIVITY_V2);

    AccountActivityV2Test() throws IOException {}

    @AfterEach
    void close() {
        twitter.close();
        client.shutdownNow();
    }

    @Test
    void theAccountComesWithItsPictureAndAccess() {
        twitter.then(200, """
                {"data":{"id":"99","username":"d","name":"D","profile_image_url":"https://pbs.twimg.com/d_normal.png"}}
                """, "x-access-level", "read-write-directmessages");

        assertThat(api.verifyCredentials(KEYS))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new VerifiedAccount(
                                new TwitterAccount("99", "d", "D", "https://pbs.twimg.com/d_normal.png"),
                                AccessLevel.READ_WRITE_DIRECT_MESSAGES),
                        RateLimits.UNKNOWN));
        ScriptedHttp.Asked asked = twitter.asked().getFirst();
        assertThat(asked.path() + "?" + asked.query()).isEqualTo("/2/users/me?user.fields=profile_image_url");
        assertThat(asked.header("Authorization")).startsWith("OAuth ");
    }

    @Test
    void accessThatTwitterDoesNotTellIsUnknown() {
        twitter.then(200, "{\"data\":{\"id\":\"99\",\"username\":\"d\",\"name\":\"D\"}}");

        assertThat(api.verifyCredentials(KEYS))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new VerifiedAccount(new TwitterAccount("99", "d", "D", null), AccessLevel.UNKNOWN),
                        RateLimits.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:59Z, 2026-11-23T10:20:01Z, 202611231000, 202611231021",
        "2026-11-23T10:00:00Z, 2026-11-23T10:20:00Z, 202611231000, 202611231020",
        "2026-11-23T23:59:59Z, 2026-11-23T23:59:59.001Z, 202611232359, 202611240000"
    })
    void aReplayIsAskedForInWholeMinutesThatHoldTheSpan(Instant from, Instant until, String fromDate, String toDate)
            throws JsonProcessingException {
        twitter.then(200, TOKEN).then(200, "{\"data\":{\"job_id\":\"77\",\"created_at\":\"2026-11-23T10:21:00Z\"}}");

        assertThat(api.replay(KEYS, "7", from, until))
                .isEqualTo(new TwitterAnswer.Success<>(new TwitterApi.ReplayJob("77"), RateLimits.UNKNOWN));
        ScriptedHttp.Asked asked = twitter.asked().getLast();
        assertThat(asked.path()).isEqualTo("/2/webhooks/replay");
        assertThat(asked.header("Authorization")).isEqualTo("Bearer AAA");
        assertThat(Json.MAPPER.readTree(asked.body()))
                .isEqualTo(Json.object()
                        .put("webhook_id", "7")
                        .put("from_date", fromDate)
                        .put("to_date", toDate));
    }

    @Test
    void aReplaysIdIsReadAsTheReferenceShowsItToo() {
        twitter.then(200, TOKEN).then(200, "{\"job_id\":\"77\",\"created_at\":\"2026-11-23T10:21:00Z\"}");

        assertThat(api.replay(KEYS, "7", Instant.EPOCH, Instant.EPOCH))
                .isEqualTo(new TwitterAnswer.Success<>(new TwitterApi.ReplayJob("77"), RateLimits.UNKNOWN));
    }

    @Test
    void webhooksAreManagedWithTheBearerTokenOfTheApp() {
        twitter.then(200, TOKEN)
                .then(200, """
                        {"data":[{"id":"7","url":"https://example.com/a","valid":true,
                        "created_at":"2025-01-15T12:00:00.000Z"}],"meta":{"result_count":1}}
                        """)
                .then(200, "{\"data\":{\"id\":\"8\",\"url\":\"https://example.com/b\",\"valid\":true}}")
                .then(200, "{\"data\":{\"valid\":true}}")
                .then(200, "{\"data\":{\"deleted\":true}}");

        assertThat(api.webhooks(KEYS, ""))
                .isEqualTo(new TwitterAnswer.Success<>(
                        List.of(new Webhook("7", URI.create("https://example.com/a"), true)), RateLimits.UNKNOWN));
        assertThat(api.registerWebhook(KEYS, "", URI.create("https://example.com/b")))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new Webhook("8", URI.create("https://example.com/b"), true), RateLimits.UNKNOWN));
        assertThat(api.challengeWebhook(KEYS, "", "8")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.removeWebhook(KEYS, "", "8")).isInstanceOf(TwitterAnswer.Success.class);

        assertThat(twitter.asked())
                .extracting(asked -> asked.method() + " " + asked.path())
                .containsExactly(
                        "POST /oauth2/token",
                        "GET /2/webhooks",
                        "POST /2/webhooks",
                        "PUT /2/webhooks/8",
                        "DELETE /2/webhooks/8");
        assertThat(twitter.asked().subList(1, 5))
                .extracting(asked -> asked.header("Authorization"))
                .containsOnly("Bearer AAA");
        assertThat(twitter.asked().get(2).body()).isEqualTo("{\"url\":\"https://example.com/b\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[],\"meta\":{\"result_count\":0}}", "{\"meta\":{\"result_count\":0}}"})
    void noWebhookIsAnEmptyList(String body) {
        twitter.then(200, TOKEN).then(200, body);

        assertThat(api.webhooks(KEYS, "")).isEqualTo(new TwitterAnswer.Success<>(List.of(), RateLimits.UNKNOWN));
    }

    @Test
    void aWebhookThatStaysInvalidHasFailedItsChallenge() {
        twitter.then(200, TOKEN).then(200, "{\"data\":{\"valid\":false}}");

        assertThat(refusal(api.challengeWebhook(KEYS, "", "7")).reason()).isEqualTo("CrcValidationFailed");
    }

    @Test
    void theAccountSubscribesToOneWebhook() {
        twitter.then(200, "{\"data\":{\"subscribed\":true}}")
                .then(200, "{\"data\":{\"subscribed\":true}}")
                .then(200, TOKEN)
                .then(200, "{\"data\":{\"subscribed\":false}}");

        assertThat(api.subscribe(KEYS, "", "7")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.subscribed(KEYS, "", "7")).isEqualTo(new TwitterAnswer.Success<>(true, RateLimits.UNKNOWN));
        assertThat(api.unsubscribe(KEYS, "", "7", "99")).isInstanceOf(TwitterAnswer.Success.class);

        assertThat(twitter.asked())
                .extracting(asked -> asked.method() + " " + asked.path() + " "
                        + asked.header("Authorization").replaceFirst(" .*", ""))
                .containsExactly(
                        "POST /2/account_activity/webhooks/7/subscriptions/all OAuth",
                        "GET /2/account_activity/webhooks/7/subscriptions/all OAuth",
                        "POST /oauth2/token Basic",
                        "DELETE /2/account_activity/webhooks/7/subscriptions/99/all Bearer");
    }

    @Test
    void whoIsSubscribedAlreadyHasSubscribed() {
        twitter.then(400, problem("DuplicateSubscriptionFailed: it exists"));

        assertThat(api.subscribe(KEYS, "", "7")).isInstanceOf(TwitterAnswer.Success.class);
    }

    @Test
    void aMissingSubscriptionIsNone() {
        twitter.then(200, "{\"data\":{\"subscribed\":false}}")
                .then(404, problem("SubscriptionNotFound"))
                .then(400, problem("WebhookIdInvalid"));

        for (int i = 0; i < 3; i++) {
            assertThat(api.subscribed(KEYS, "", "7")).isEqualTo(new TwitterAnswer.Success<>(false, RateLimits.UNKNOWN));
        }
    }

    @Test
    void aMessageIsSentAsTwitterWantsIt() throws JsonProcessingException {
        twitter.then(
                201,
                "{\"data\":{\"dm_conversation_id\":\"42-99\",\"dm_event_id\":\"1001\"}}",
                "x-rate-limit-limit",
                "15",
                "x-rate-limit-remaining",
                "14",
                "x-rate-limit-reset",
                "1700000000");

        assertThat(api.sendMessage(KEYS, new OutgoingMessage("42", "Look", List.of(), List.of(), "777", null)))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new SentMessage("1001"),
                        new RateLimits(
                                List.of(new Window(Scope.ENDPOINT, 15, 14, Instant.ofEpochSecond(1_700_000_000))))));

        ScriptedHttp.Asked asked = twitter.asked().getFirst();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /2/dm_conversations/with/42/messages");
        assertThat(asked.header("Authorization")).startsWith("OAuth ");
        assertThat(Json.MAPPER.readTree(asked.body()))
                .isEqualTo(Json.MAPPER.readTree("{\"text\":\"Look\",\"attachments\":[{\"media_id\":\"777\"}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void mediaMayStandAlone(String nothing) {
        twitter.then(201, "{\"data\":{\"dm_event_id\":\"1001\"}}");

        api.sendMessage(KEYS, new OutgoingMessage("42", nothing, List.of(), List.of(), "777", null));

        assertThat(twitter.asked().getFirst().body()).isEqualTo("{\"attachments\":[{\"media_id\":\"777\"}]}");
    }

    @Test
    void typingAndReadingAreNoCalls() {
        assertThat(api.indicateTyping(KEYS, "42")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.markRead(KEYS, "42", "55")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(twitter.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"errors\":[{\"message\":\"CrcValidationFailed: Invalid response_token\"}],\"title\":\"Invalid Request\"}",
                "{\"title\":\"CrcValidationFailed\",\"detail\":\"no\",\"type\":\"about:blank\"}",
                "{\"detail\":\"CrcValidationFailed: Invalid response_token\"}",
                "{\"errors\":[{\"title\":\"x\",\"detail\":\"CrcValidationFailed\"}]}",
                "{\"reason\":\"CrcValidationFailed\",\"type\":\"https://api.twitter.com/2/problems/invalid-request\"}"
            })
    void aReasonIsFoundWhereverItStands(String body) {
        twitter.then(200, TOKEN).then(400, body);

        Refusal refusal = refusal(api.registerWebhook(KEYS, "", URI.create("https://example.com/b")));

        assertThat(refusal.reason()).isEqualTo("CrcValidationFailed");
        assertThat(refusal.kind()).isEqualTo(Kind.PERMANENT);
    }

    @Test
    void aProblemsTypeIsItsReason() {
        twitter.then(
                403,
                "{\"title\":\"Forbidden\",\"detail\":\"no\",\"type\":\"https://api.twitter.com/2/problems/oauth1-permissions\"}");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)))
                .isEqualTo(new Refusal(Kind.PERMISSION, 403, 0, "oauth1-permissions", "no", null));
    }

    @Test
    void aProblemWithoutATypeHasNoReason() {
        twitter.then(
                429,
                "{\"title\":\"Too Many Requests\",\"detail\":\"Too Many Requests\",\"type\":\"about:blank\",\"status\":429}");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)))
                .isEqualTo(new Refusal(Kind.RATE_LIMITED, 429, 0, "Too Many Requests", null));
    }

    private static String problem(String message) {
        return "{\"errors\":[{\"message\":\"" + message + "\"}],\"title\":\"Invalid Request\","
                + "\"type\":\"https://api.twitter.com/2/problems/invalid-request\"}";
    }

    private static Refusal refusal(TwitterAnswer<?> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Refused.class);
        return ((TwitterAnswer.Refused<?>) answer).refusal();
    }
}
