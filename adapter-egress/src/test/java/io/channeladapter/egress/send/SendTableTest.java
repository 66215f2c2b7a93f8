package io.channeladapter.egress.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.SentMessage;
import io.channeladapter.common.twitter.TwitterApis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of a message by what Twitter answers: one row for each answer, as it comes over HTTP, through the client
 * of its API, to the decision. Bodies are Twitter's own: {@code {"errors":[{"code","message"}]}} of v1.1, problems of
 * RFC 7807 of v2.
 *
 * <p>A decision reads: sent, wait (seconds), retry (whether it is sure that Twitter did not take the message),
 * permanent (reason, Twitter's code), hold (signal, seconds to the next probe), unclear.
 */
class SendTableTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Credentials KEYS =
            new Credentials(new Secret("k"), new Secret("ks"), new Secret("t"), new Secret("ts"));
    private static final OutgoingMessage HELLO = new OutgoingMessage("42", "Hello", List.of(), List.of(), null, null);
    private static final Map<String, String> HEADERS = Map.of(
            "none", "",
            "reset", "x-rate-limit-limit: 15, x-rate-limit-remaining: 0, x-rate-limit-reset: 1795428600",
            "left", "x-rate-limit-limit: 15, x-rate-limit-remaining: 3, x-rate-limit-reset: 1795428600",
            "past", "x-rate-limit-limit: 15, x-rate-limit-remaining: 0, x-rate-limit-reset: 1795427900",
            "day",
                    "x-rate-limit-limit: 15, x-rate-limit-remaining: 3, x-rate-limit-reset: 1795428600,"
                            + " x-user-limit-24hour-limit: 1440, x-user-limit-24hour-remaining: 0,"
                            + " x-user-limit-24hour-reset: 1795431600",
            "odd", "x-rate-limit-limit: many, x-rate-limit-remaining: 0, x-rate-limit-reset: soon");

    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer twitter;
    private Step next = exchange -> {};

    private interface Step {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    @SuppressWarnings("NullAway") // set before each test
    SendTableTest() {}

    @BeforeEach
    void start() throws IOException {
        twitter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        twitter.setExecutor(threads);
        twitter.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                next.answer(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        twitter.start();
    }

    @AfterEach
    void stop() {
        closing.countDown();
        twitter.stop(0);
        threads.close();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "17  | 404 | permanent recipient-refused 17",
                "32  | 401 | hold CREDENTIALS_REFUSED",
                "34  | 404 | permanent refused 34",
                "50  | 404 | permanent recipient-refused 50",
                "63  | 403 | permanent recipient-refused 63",
                "64  | 403 | hold ACCOUNT_RESTRICTED 900",
                "88  | 429 | wait 60",
                "89  | 401 | hold CREDENTIALS_REFUSED",
                "93  | 403 | hold PERMISSION_MISSING",
                "108 | 404 | permanent recipient-refused 108",
                "130 | 503 | retry unsure",
                "131 | 500 | retry unsure",
                "135 | 401 | retry sure",
                "150 | 403 | permanent recipient-refused 150",
                "151 | 403 | permanent refused 151",
                "187 | 403 | permanent refused 187",
                "214 | 400 | permanent refused 214",
                "215 | 400 | hold CREDENTIALS_REFUSED",
                "226 | 403 | hold ACCOUNT_RESTRICTED 900",
                "261 | 403 | hold PERMISSION_MISSING",
                "323 | 400 | permanent media-refused 323",
                "324 | 400 | permanent media-refused 324",
                "325 | 400 | permanent media-refused 325",
                "326 | 403 | hold ACCOUNT_RESTRICTED 900",
                "349 | 403 | permanent recipient-refused 349",
                "354 | 403 | permanent too-long 354",
                "386 | 403 | permanent refused 386",
                "416 | 401 | hold ACCOUNT_RESTRICTED 900",
                "476 | 403 | permanent recipient-refused 476",
                "999 | 403 | permanent refused 999",
                "999 | 401 | hold CREDENTIALS_REFUSED",
                "999 | 500 | retry unsure",
            })
    void everyCodeOfV1HasItsRow(int code, int status, String decision) {
        answer(status, "{\"errors\":[{\"code\":" + code + ",\"message\":\"Twitter's words\"}]}", "none");

        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V1)).isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | https://api.twitter.com/2/problems/invalid-request            | permanent refused",
                "401 | about:blank                                                   | hold CREDENTIALS_REFUSED",
                "402 | https://api.twitter.com/2/problems/credits-depleted           | hold ACCOUNT_RESTRICTED 900",
                "403 | about:blank                                                   | permanent refused",
                "403 | https://api.twitter.com/2/problems/oauth1-permissions         | hold PERMISSION_MISSING",
                "403 | https://api.twitter.com/2/problems/client-forbidden           | hold PERMISSION_MISSING",
                "403 | https://api.twitter.com/2/problems/unsupported-authentication | hold PERMISSION_MISSING",
                "404 | https://api.twitter.com/2/problems/resource-not-found         | permanent recipient-refused",
                "404 | about:blank                                                   | permanent refused",
                "429 | about:blank                                                   | wait 60",
                "403 | https://api.x.com/2/problems/not-authorized-for-resource      | permanent refused",
                "429 | https://api.twitter.com/2/problems/usage-capped               | wait 60",
                "429 | https://api.x.com/2/problems/rate-limit-exceeded              | wait 60",
                "500 | https://api.x.com/2/problems/internal-error                   | retry unsure",
                "500 | about:blank                                                   | retry unsure",
                "503 | https://api.twitter.com/2/problems/service-unavailable        | retry unsure",
            })
    void everyProblemOfV2HasItsRow(int status, String type, String decision) {
        answer(
                status,
                "{\"title\":\"Title\",\"detail\":\"Twitter's words\",\"type\":\"" + type + "\",\"status\":" + status
                        + "}",
                "none");

        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V2)).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64  | 403 | hold ACCOUNT_RESTRICTED 900",
                "88  | 429 | wait 60",
                "135 | 401 | retry sure",
                "326 | 403 | hold ACCOUNT_RESTRICTED 900",
                "349 | 403 | permanent recipient-refused 349",
                "416 | 401 | hold ACCOUNT_RESTRICTED 900",
            })
    void aProblemOfV2ThatNamesACodeToo(int code, int status, String decision) {
        answer(
                status,
                "{\"errors\":[{\"code\":" + code
                        + ",\"message\":\"Twitter's words\"}],\"title\":\"Title\",\"detail\":\"d\","
                        + "\"type\":\"about:blank\",\"status\":" + status + "}",
                "none");

        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V2)).isEqualTo(decision);
    }

    // The two shapes of failure that v2's OpenAPI document knows beside a problem.
    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {'code':349,'message':'words'}                               | permanent recipient-refused 349",
                "429 | {'code':88,'message':'words'}                                | wait 60",
                "400 | {'code':1,'message':'words'}                                 | permanent refused 1",
                "201 | {'errors':[{'title':'t','detail':'d','resource_type':'user',"
                        + "'type':'https://api.x.com/2/problems/resource-not-found'}]}   "
                        + "| permanent recipient-refused",
                "201 | {'errors':[{'title':'t','detail':'d',"
                        + "'type':'https://api.x.com/2/problems/internal-error'}]} | unclear",
                "201 | {'errors':[]} | unclear",
                "201 | {'data':{'dm_conversation_id':'7-42','dm_event_id':'1001'},'errors':[{'title':'t','detail':'d',"
                        + "'type':'https://api.x.com/2/problems/not-authorized-for-field'}]} | sent 1001",
            },
            quoteCharacter = '`')
    void aFailureOfV2ThatIsNoProblemHasItsRow(int status, String body, String decision) {
        answer(status, body.replace('\'', '"'), "none");

        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V2)).isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}")
    @CsvSource({
        "429, reset, wait 601",
        "429, left, wait 601",
        "429, day, wait 3601",
        "429, past, wait 60",
        "429, odd, wait 60",
        "429, none, wait 60",
        "420, none, wait 60"
    })
    void aLimitEndsWhenTheHeadersSayElseByOurOwnGuess(int status, String headers, String decision) {
        answer(status, "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}", headers);
        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V1)).isEqualTo(decision);

        answer(
                status,
                "{\"title\":\"Too Many Requests\",\"detail\":\"Too Many Requests\",\"type\":\"about:blank\",\"status\":429}",
                headers);
        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V2)).isEqualTo(decision);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "300, unclear",
        "302, unclear",
        "400, permanent refused",
        "401, hold CREDENTIALS_REFUSED",
        "403, permanent refused",
        "404, permanent refused",
        "408, unclear",
        "410, permanent refused",
        "413, permanent refused",
        "418, permanent refused",
        "429, wait 60",
        "500, retry unsure",
        "501, unclear",
        "502, unclear",
        "503, retry unsure",
        "504, unclear",
        "520, unclear",
        "599, unclear"
    })
    void anAnswerOfAGatewayIsClassedByItsStatus(int status, String decision) {
        for (ApiGeneration generation : ApiGeneration.values()) {
            answer(status, "<html>gateway</html>", "none");
            assertThat(decided(generation)).as(generation.wire()).isEqualTo(decision);
        }
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void aMessageThatIsTakenIsSent(ApiGeneration generation) {
        switch (generation) {
            case ACCOUNT_ACTIVITY_V1 ->
                answer(
                        200,
                        "{\"event\":{\"type\":\"message_create\",\"id\":\"1993000000000000002\",\"created_timestamp\":"
                                + "\"1516403560557\",\"message_create\":{\"target\":{\"recipient_id\":\"42\"}}}}",
                        "none");
            case ACCOUNT_ACTIVITY_V2 ->
                answer(
                        201,
                        "{\"data\":{\"dm_conversation_id\":\"7-42\",\"dm_event_id\":\"1993000000000000002\"}}",
                        "none");
        }

        assertThat(decided(generation)).isEqualTo("sent 1993000000000000002");
    }

    @ParameterizedTest
    @EnumSource(ApiGeneration.class)
    void whatDoesNotSayWhetherItWasTakenIsUnclear(ApiGeneration generation) {
        answer(200, "{}", "none");
        assertThat(decided(generation)).as("taken, it says, but no id").isEqualTo("unclear");

        answer(200, "<html>", "none");
        assertThat(decided(generation)).as("no JSON").isEqualTo("unclear");

        next = exchange -> {};
        assertThat(decided(generation)).as("cut").isEqualTo("unclear");

        next = exchange -> closing.await();
        assertThat(decided(generation)).as("silence").isEqualTo("unclear");

        next = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{\"event\"".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            closing.await();
        };
        assertThat(decided(generation)).as("half an answer").isEqualTo("unclear");
    }

    @Test
    void whereNobodyListensNothingWasTaken() {
        twitter.stop(0);

        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V1)).isEqualTo("retry sure");
        assertThat(decided(ApiGeneration.ACCOUNT_ACTIVITY_V2)).isEqualTo("retry sure");
    }

    private void answer(int status, String body, String headers) {
        next = exchange -> {
            for (String header : HEADERS.getOrDefault(headers, "").split(", ", -1)) {
                String[] nameAndValue = header.split(": ", 2);
                if (nameAndValue.length == 2) {
                    exchange.getResponseHeaders().add(nameAndValue[0], nameAndValue[1]);
                }
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private String decided(ApiGeneration generation) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
            URI base = URI.create("http://127.0.0.1:" + twitter.getAddress().getPort());
            TwitterAnswer<SentMessage> answer = TwitterApis.over(base, client, Duration.ofMillis(1_500))
                    .of(generation)
                    .sendMessage(KEYS, HELLO);
            return described(SendDecisions.decide(answer, 0, 0, NOW, 1));
        }
    }

    private static String described(SendDecision decision) {
        return switch (decision) {
            case SendDecision.Sent(String messageId) -> "sent " + messageId;
            case SendDecision.WaitUntil(Instant until) ->
                "wait " + Duration.between(NOW, until).toSeconds();
            case SendDecision.Postponed(Instant until, String _) ->
                "postponed " + Duration.between(NOW, until).toSeconds();
            case SendDecision.Withdrawn() -> "withdrawn";
            case SendDecision.RetryAt retry -> "retry " + (retry.sure() ? "sure" : "unsure");
            case SendDecision.Permanent permanent ->
                "permanent " + permanent.reason()
                        + (permanent.twitterCode() == null ? "" : " " + permanent.twitterCode());
            case SendDecision.HoldChannel hold ->
                "hold " + hold.kind().name().toUpperCase(Locale.ROOT)
                        + (hold.probeAt() == null
                                ? ""
                                : " " + Duration.between(NOW, hold.probeAt()).toSeconds());
            case SendDecision.Unclear _ -> "unclear";
        };
    }
}
