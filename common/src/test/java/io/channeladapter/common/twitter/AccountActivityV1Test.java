package io.channeladapter.common.twitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Location;
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

class AccountActivityV1Test {
    private static final Credentials KEYS =
            new Credentials(new Secret("k y"), new Secret("ks"), new Secret("t"), new Secret("ts"));
    private static final OutgoingMessage HELLO =
            new OutgoingMessage("42", "Hi & bye", List.of(), List.of(), null, null);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ScriptedHttp twitter = new ScriptedHttp();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TwitterApi api = at(twitter.address(), LONG);
    private final TwitterApi impatient = at(twitter.address(), Duration.ofMillis(300));

    AccountActivityV1Test() throws IOException {}

    @AfterEach
    void close() {
        twitter.close();
        client.shutdownNow();
    }

    @Test
    void aPointIsSentWithItsLongitudeFirstAndAPlaceByItsId() throws JsonProcessingException {
        twitter.then(200, "{\"event\":{\"id\":\"1001\"}}").then(200, "{\"event\":{\"id\":\"1002\"}}");

        api.sendMessage(
                KEYS,
                new OutgoingMessage(
                        "42", "Here", List.of(), List.of(), null, new Location(48.8584, 2.2945, null, null)));
        api.sendMessage(
                KEYS,
                new OutgoingMessage(
                        "42", "", List.of(), List.of(), null, new Location(null, null, "07d9db48bc083000", null)));

        assertThat(attachment(twitter.asked().getFirst())).isEqualTo(Json.MAPPER.readTree("""
                {"type":"location","location":{"type":"shared_coordinate","shared_coordinate":
                {"coordinates":{"type":"Point","coordinates":[2.2945,48.8584]}}}}"""));
        assertThat(attachment(twitter.asked().get(1))).isEqualTo(Json.MAPPER.readTree("""
                {"type":"location","location":{"type":"shared_place","shared_place":{"place":{"id":"07d9db48bc083000"}}}}"""));
    }

    private static JsonNode attachment(ScriptedHttp.Asked asked) throws JsonProcessingException {
        return Json.MAPPER.readTree(asked.body()).at("/event/message_create/message_data/attachment");
    }

    @Test
    void aMessageIsSentAsTwitterWantsIt() throws JsonProcessingException {
        twitter.then(200, "{\"event\":{\"id\":\"1001\"}}");
        OutgoingMessage message = new OutgoingMessage(
                "42",
                "Choose",
                List.of(new CheckedReply.QuickReply("Yes", null, "y")),
                List.of(new CheckedReply.Button("Open", "https://example.com")),
                "777",
                null);

        assertThat(api.sendMessage(KEYS, message))
                .isEqualTo(new TwitterAnswer.Success<>(new SentMessage("1001"), RateLimits.UNKNOWN));

        ScriptedHttp.Asked asked = twitter.asked().getFirst();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /1.1/direct_messages/events/new.json");
        assertThat(asked.header("Content-type")).isEqualTo("application/json");
        assertThat(asked.header("Authorization")).startsWith("OAuth ").contains("oauth_signature=");
        assertThat(Json.MAPPER.readTree(asked.body())).isEqualTo(Json.MAPPER.readTree("""
                                {"event":{"type":"message_create","message_create":{"target":{"recipient_id":"42"},
                                "message_data":{"text":"Choose",
                                "quick_reply":{"type":"options","options":[{"label":"Yes","metadata":"y"}]},
                                "ctas":[{"type":"web_url","label":"Open","url":"https://example.com"}],
                                "attachment":{"type":"media","media":{"id":"777"}}}}}}
                                """));
    }

    @Test
    void aMessageWithoutExtrasCarriesNone() throws JsonProcessingException {
        twitter.then(200, "{\"event\":{\"id\":1001}}");

        assertThat(api.sendMessage(KEYS, HELLO))
                .isEqualTo(new TwitterAnswer.Success<>(new SentMessage("1001"), RateLimits.UNKNOWN));
        assertThat(Json.MAPPER
                        .readTree(twitter.asked().getFirst().body())
                        .at("/event/message_create/message_data")
                        .toString())
                .isEqualTo("{\"text\":\"Hi & bye\"}");
    }

    @Test
    void typingAndReadingAreForms() {
        twitter.then(204, "").then(204, "");

        assertThat(api.indicateTyping(KEYS, "42")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.markRead(KEYS, "42", "55")).isInstanceOf(TwitterAnswer.Success.class);

        ScriptedHttp.Asked typing = twitter.asked().getFirst();
        assertThat(typing.path()).isEqualTo("/1.1/direct_messages/indicate_typing.json");
        assertThat(typing.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(typing.body()).isEqualTo("recipient_id=42");
        assertThat(twitter.asked().getLast().body().split("&"))
                .containsExactlyInAnyOrder("last_read_event_id=55", "recipient_id=42");
    }

    @ParameterizedTest
    @CsvSource({
        "read, READ",
        "read-write, READ_WRITE",
        "read-write-directmessages, READ_WRITE_DIRECT_MESSAGES",
        "read-write-privatemessages, READ_WRITE_DIRECT_MESSAGES",
        "everything, UNKNOWN"
    })
    void theAccessIsReadFromItsHeader(String header, AccessLevel level) {
        twitter.then(
                200, "{\"id\":99,\"id_str\":\"99\",\"screen_name\":\"d\",\"name\":\"D\"}", "x-access-level", header);

        assertThat(api.verifyCredentials(KEYS))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new VerifiedAccount(new TwitterAccount("99", "d", "D", null), level), RateLimits.UNKNOWN));
        assertThat(twitter.asked().getFirst().query()).isEqualTo("skip_status=true&include_entities=false");
    }

    @Test
    void anAccountMayHaveItsIdAsANumberAlone() {
        twitter.then(200, "{\"id\":1234567890123456789,\"screen_name\":\"d\",\"name\":\"D\"}");

        assertThat(api.verifyCredentials(KEYS))
                .isEqualTo(new TwitterAnswer.Success<>(
                        new VerifiedAccount(
                                new TwitterAccount("1234567890123456789", "d", "D", null), AccessLevel.UNKNOWN),
                        RateLimits.UNKNOWN));
    }

    @Test
    void webhooksAreListedWithTheBearerTokenOfTheApp() {
        twitter.then(200, "{\"token_type\":\"bearer\",\"access_token\":\"AAA\"}")
                .then(200, "[{\"id\":7,\"url\":\"https://example.com/a\",\"valid\":true},{\"id\":\"8\"}]");

        assertThat(api.webhooks(KEYS, "my env"))
                .isEqualTo(new TwitterAnswer.Success<>(
                        List.of(new Webhook("7", URI.create("https://example.com/a"), true)), RateLimits.UNKNOWN));
        assertThat(twitter.asked().getFirst().header("Authorization")).isEqualTo("Basic ayUyMHk6a3M=");
        assertThat(twitter.asked().getFirst().body()).isEqualTo("grant_type=client_credentials");
        assertThat(twitter.asked().getLast().header("Authorization")).isEqualTo("Bearer AAA");
        assertThat(twitter.asked().getLast().path()).isEqualTo("/1.1/account_activity/all/my%20env/webhooks.json");
    }

    @Test
    void theBearerTokenIsKeptUntilTwitterRefusesIt() {
        twitter.then(200, "{\"access_token\":\"AAA\"}")
                .then(200, "[]")
                .then(200, "[]")
                .then(401, "{\"errors\":[{\"code\":89,\"message\":\"Invalid or expired token.\"}]}")
                .then(200, "{\"access_token\":\"BBB\"}")
                .then(200, "[]");

        assertThat(api.webhooks(KEYS, "prod")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.webhooks(KEYS, "prod")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.webhooks(KEYS, "prod")).isInstanceOf(TwitterAnswer.Success.class);

        assertThat(twitter.asked())
                .extracting(asked -> asked.header("Authorization"))
                .containsExactly(
                        "Basic ayUyMHk6a3M=",
                        "Bearer AAA",
                        "Bearer AAA",
                        "Bearer AAA",
                        "Basic ayUyMHk6a3M=",
                        "Bearer BBB");
    }

    @Test
    void aNewBearerTokenThatIsRefusedIsNotAskedForAgain() {
        twitter.then(200, "{\"access_token\":\"AAA\"}").then(401, "{}");

        assertThat(refusal(api.webhooks(KEYS, "prod")).kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(twitter.asked()).hasSize(2);
    }

    @Test
    void anotherSecretIsNotServedWithTheTokenOfTheRightOne() {
        twitter.then(200, "{\"access_token\":\"AAA\"}").then(200, "[]").then(403, "{}");
        Credentials wrong =
                new Credentials(KEYS.apiKey(), new Secret("wrong"), KEYS.accessToken(), KEYS.accessTokenSecret());

        assertThat(api.webhooks(KEYS, "prod")).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.webhooks(wrong, "prod")).isInstanceOf(TwitterAnswer.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"access_token\":\"\"}", "{\"access_token\":\"a\\nb\"}"})
    void aBearerTokenThatIsNoneIsUnclear(String body) {
        twitter.then(200, body);

        assertThat(refusal(api.webhooks(KEYS, "prod")).kind()).isEqualTo(Kind.UNCLEAR);
    }

    @Test
    void aRefusedBearerTokenRefusesTheCall() {
        twitter.then(403, "{\"errors\":[{\"code\":99,\"message\":\"Unable to verify your credentials\"}]}");

        assertThat(refusal(api.unsubscribe(KEYS, "prod", "7", "99")).code()).isEqualTo(99);
        assertThat(twitter.asked()).hasSize(1);
    }

    @Test
    void aWebhookIsRegisteredByAForm() {
        twitter.then(200, "{\"id\":\"7\",\"url\":\"https://example.com/a?b\",\"valid\":true}");

        assertThat(api.registerWebhook(KEYS, "prod", URI.create("https://example.com/a?b")))
                .isInstanceOf(TwitterAnswer.Success.class);
        assertThat(twitter.asked().getFirst().body()).isEqualTo("url=https%3A%2F%2Fexample.com%2Fa%3Fb");
    }

    @Test
    void webhooksAreChallengedAndRemovedById() {
        twitter.then(204, "").then(204, "");

        api.challengeWebhook(KEYS, "prod", "7");
        api.removeWebhook(KEYS, "prod", "7");

        assertThat(twitter.asked())
                .extracting(asked -> asked.method() + " " + asked.path())
                .containsExactly(
                        "PUT /1.1/account_activity/all/prod/webhooks/7.json",
                        "DELETE /1.1/account_activity/all/prod/webhooks/7.json");
    }

    @Test
    void whoIsSubscribedAlreadyHasSubscribed() {
        twitter.then(409, "{\"errors\":[{\"code\":355,\"message\":\"Subscription already exists.\"}]}");

        assertThat(api.subscribe(KEYS, "prod", "7")).isInstanceOf(TwitterAnswer.Success.class);
    }

    @Test
    void aMissingSubscriptionIsNone() {
        twitter.then(404, "{\"errors\":[{\"code\":34,\"message\":\"Sorry\"}]}").then(204, "");

        assertThat(api.subscribed(KEYS, "prod", "7")).isEqualTo(new TwitterAnswer.Success<>(false, RateLimits.UNKNOWN));
        assertThat(api.subscribed(KEYS, "prod", "7")).isEqualTo(new TwitterAnswer.Success<>(true, RateLimits.UNKNOWN));
    }

    @Test
    void twittersCodeAndWordsAreKept() {
        twitter.then(403, "{\"errors\":[{\"code\":349,\"message\":\"You cannot send messages to this user.\"}]}");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)))
                .isEqualTo(new Refusal(Kind.PERMANENT, 403, 349, "You cannot send messages to this user.", null));
    }

    @Test
    void anAnswerOfTheNewerKindIsReadToo() {
        twitter.then(401, "{\"title\":\"Unauthorized\",\"detail\":\"Unauthorized\",\"status\":401}");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)))
                .isEqualTo(new Refusal(Kind.CREDENTIALS, 401, 0, "Unauthorized", null));
    }

    @Test
    void g8_aLimitTellsItsEnd() {
        twitter.then(
                429,
                "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}",
                "x-rate-limit-limit",
                "15",
                "x-rate-limit-remaining",
                "0",
                "x-rate-limit-reset",
                "1700000000");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)).retryAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void aLimitWithoutHeadersIsStillALimit() {
        twitter.then(429, "");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)))
                .isEqualTo(new Refusal(Kind.RATE_LIMITED, 429, 0, "HTTP 429", null));
    }

    @Test
    void theWindowsOfADayAreRead() {
        twitter.then(
                200,
                "{\"event\":{\"id\":\"1\"}}",
                "x-user-limit-24hour-limit",
                "1000",
                "x-user-limit-24hour-remaining",
                "3",
                "x-user-limit-24hour-reset",
                "1700000000",
                "x-app-limit-24hour-limit",
                "15000",
                "x-app-limit-24hour-remaining",
                "9",
                "x-app-limit-24hour-reset",
                "1700000001");

        assertThat(api.sendMessage(KEYS, HELLO).limits().windows())
                .containsExactly(
                        new Window(Scope.USER_DAY, 1_000, 3, Instant.ofEpochSecond(1_700_000_000)),
                        new Window(Scope.APP_DAY, 15_000, 9, Instant.ofEpochSecond(1_700_000_001)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"soon", "-1", "1700000000000", "31556889864403199", "9223372036854775807", "99999999999999999999"
            })
    void aResetThatMakesNoSenseIsPassedOver(String reset) {
        twitter.then(
                200,
                "{\"event\":{\"id\":\"1\"}}",
                "x-rate-limit-limit",
                "15",
                "x-rate-limit-remaining",
                "3",
                "x-rate-limit-reset",
                reset);

        assertThat(api.sendMessage(KEYS, HELLO))
                .isEqualTo(new TwitterAnswer.Success<>(new SentMessage("1"), RateLimits.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"event\":{}}", "<html>"})
    void aSuccessThatNamesNoMessageIsUnclear(String body) {
        twitter.then(200, body);

        assertThat(refusal(api.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNCLEAR);
    }

    @ParameterizedTest
    @CsvSource({"500, UNAVAILABLE", "502, UNCLEAR", "503, UNAVAILABLE", "504, UNCLEAR", "302, UNCLEAR"})
    void anErrorThatIsNoJsonIsClassedByItsStatus(int status, Kind kind) {
        twitter.then(status, "<html>", "Location", "/elsewhere");

        assertThat(refusal(api.sendMessage(KEYS, HELLO)).kind()).isEqualTo(kind);
        assertThat(twitter.asked()).hasSize(1);
    }

    @Test
    void noAnswerInTimeIsUnclear() {
        twitter.thenSilence();

        assertThat(refusal(impatient.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNCLEAR);
    }

    @Test
    void anAnswerThatDoesNotEndIsUnclear() {
        twitter.thenHalfAnAnswer();

        assertThat(refusal(impatient.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNCLEAR);
    }

    @Test
    void g7_aConnectionThatIsCutIsUnclearAndNotTriedAgain() {
        twitter.then(200, "{\"event\":{\"id\":\"1\"}}").thenCut();
        api.sendMessage(KEYS, HELLO); // the second call finds the connection of the first

        assertThat(refusal(api.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(twitter.asked()).hasSize(2);
    }

    @Test
    void aPortThatNobodyListensOnIsUnreachable() {
        twitter.close();

        assertThat(refusal(api.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aHostThatDoesNotExistIsUnreachable() {
        TwitterApi nowhere = at(URI.create("http://no-such-host.invalid"), LONG);

        assertThat(refusal(nowhere.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aServerThatSpeaksNoTlsIsNeverSentTheMessage() {
        URI https = URI.create(twitter.address().toString().replace("http:", "https:"));
        TwitterApi secure = at(https, Duration.ofMillis(300));

        assertThat(refusal(secure.sendMessage(KEYS, HELLO)).httpStatus()).isZero();
        assertThat(twitter.asked()).isEmpty();
    }

    @Test
    void anInterruptIsUnclearAndKept() {
        twitter.thenSilence();
        Thread.currentThread().interrupt();

        assertThat(refusal(api.sendMessage(KEYS, HELLO)).kind()).isEqualTo(Kind.UNCLEAR);
        assertThat(Thread.interrupted()).isTrue();
    }

    private TwitterApi at(URI base, Duration timeout) {
        return TwitterApis.over(base, client, timeout).of(ApiGeneration.ACCOUNT_ACTIVITY_V1);
    }

    private static Refusal refusal(TwitterAnswer<?> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Refused.class);
        return ((TwitterAnswer.Refused<?>) answer).refusal();
    }
}
