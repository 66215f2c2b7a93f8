package io.channeladapter.sandbox.simulator;

import static io.channeladapter.sandbox.simulator.TestBench.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.simulator.TestBench.Answer;
import io.channeladapter.sandbox.simulator.faults.Trouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can stand in the way of an owner who connects a channel, switched on one by one, in both generations. */
class TroublesTest {
    private static final String VERIFY = "/1.1/account/verify_credentials.json";
    private static final String ME = "/2/users/me";

    private final TestBench bench = new TestBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @CsvSource({
        "keys-wrong, 401, 32, 401, ",
        "token-revoked, 401, 89, 401, ",
        "bad-authentication-data, 400, 215, 401, ",
        "clock-off, 401, 135, 401, 135",
        "app-suspended, 401, 416, 401, 416",
        "account-suspended, 403, 64, 403, 64",
        "account-locked, 403, 326, 403, 326",
        "rate-limited, 429, 88, 429, ",
        "over-capacity, 503, 130, 503, "
    })
    void spoilsEveryCall(String trouble, int status, int code, int statusV2, @Nullable Integer codeV2) {
        trouble(trouble);

        Answer v1 = bench.signed("GET", VERIFY);
        assertThat(v1.status()).isEqualTo(status);
        assertThat(v1.code()).isEqualTo(code);
        assertThat(bench.register().code()).isEqualTo(code);
        Answer v2 = bench.signed("GET", ME);
        assertThat(v2.status()).isEqualTo(statusV2);
        assertThat(v2.code()).isEqualTo(codeV2 == null ? 0 : codeV2);
        assertThat(bench.sayV2(bench.keys.personId(), "Hi").status()).isEqualTo(statusV2);
    }

    @ParameterizedTest
    @CsvSource({
        "too-many-webhooks, 214, Too many resources already created., WebhookLimitExceeded",
        "url-refused, 214, Webhook URL does not meet the requirements. Please use HTTPS., UrlValidationFailed",
        "url-twice, 214, Webhook URL does not meet the requirements., DuplicateUrlFailed",
        "challenge-wrong, 214, Webhook URL does not meet the requirements. Invalid CRC token or json response format.,"
                + " CrcValidationFailed",
        "challenge-slow, 214, High latency on CRC GET request. Your webhook should respond in less than 3 seconds.,"
                + " CrcValidationFailed",
        "challenge-error, 214, 'Non-200 response code during CRC GET request (i.e. 404, 500, etc).',"
                + " CrcValidationFailed",
        "challenge-redirected, 214, 'Non-200 response code during CRC GET request (i.e. 404, 500, etc).',"
                + " CrcValidationFailed",
        "challenge-unreachable, 214, Unable to connect during CRC GET request., CrcValidationFailed",
        "challenge-tls, 214, Unable to connect during CRC GET request., CrcValidationFailed"
    })
    void spoilsTheRegistration(String trouble, int code, String message, String reason) {
        trouble(trouble);

        Answer v1 = bench.register();
        assertThat(v1.code()).isEqualTo(code);
        assertThat(v1.message()).isEqualTo(message);
        assertThat(bench.registerV2().reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"cannot-write, 261, oauth1-permissions", "url-missing, 357, invalid-request"})
    void spoilsTheRegistrationByItsType(String trouble, int code, String type) {
        trouble(trouble);

        assertThat(bench.register().code()).isEqualTo(code);
        assertThat(bench.registerV2().type()).isEqualTo(type);
    }

    @Test
    void reportsAnErrorOfItsOwnAtRegistration() {
        trouble("internal-error");

        assertThat(bench.register().code()).isEqualTo(131);
        assertThat(bench.registerV2().status()).isEqualTo(500);
    }

    @Test
    void keepsAnAppFromListingItsWebhooks() {
        trouble("no-access-to-api");

        assertThat(bench.bearer("GET", ENV + "/webhooks.json").code()).isEqualTo(99);
        assertThat(bench.bearer("GET", "/2/webhooks").type()).isEqualTo("client-forbidden");
    }

    @Test
    void knowsNoSuchEnvironment() {
        trouble("wrong-label");

        assertThat(bench.bearer("GET", ENV + "/webhooks.json").code()).isEqualTo(200);
    }

    @Test
    void givesAnAppNoBearerToken() {
        trouble("app-unknown");

        assertThat(bench.bearer("GET", "/2/webhooks").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-gone, 34, WebhookIdInvalid",
        "already-subscribed, 355, DuplicateSubscriptionFailed",
        "subscriptions-full, 200, SubscriptionLimitExceeded"
    })
    void spoilsTheSubscription(String trouble, int code, String reason) {
        bench.register();
        String id = bench.registerV2().json().at("/data/id").asText();
        trouble(trouble);

        assertThat(bench.signed("POST", ENV + "/subscriptions.json").code()).isEqualTo(code);
        assertThat(bench.signed("POST", "/2/account_activity/webhooks/" + id + "/subscriptions/all")
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void doesNotLetAnAppSeeTheSubscription() {
        bench.register();
        trouble("not-permitted");

        assertThat(bench.signed("POST", ENV + "/subscriptions.json").code()).isEqualTo(348);
    }

    @Test
    void forgetsASubscriptionAndAValidWebhook() {
        bench.connect();
        String id = bench.connectV2();
        String account = bench.keys.accountId();

        assertThat(bench.control("POST", "/accounts/" + account + "/webhooks/invalidate", "")
                        .status())
                .isEqualTo(204);
        assertThat(bench.control("DELETE", "/accounts/" + account + "/subscriptions", "")
                        .status())
                .isEqualTo(204);

        assertThat(bench.bearer("GET", ENV + "/webhooks.json")
                        .json()
                        .at("/0/valid")
                        .asBoolean(true))
                .isFalse();
        assertThat(bench.signed("GET", ENV + "/subscriptions.json").status()).isEqualTo(404);
        assertThat(bench.signed("GET", "/2/account_activity/webhooks/" + id + "/subscriptions/all")
                        .json()
                        .at("/data/subscribed")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void anyOperationCanBeAnsweredAsOneLikes() {
        bench.control(
                "POST",
                "/faults",
                "{\"target\":\"AcmeCare\",\"kind\":\"error\",\"on\":\"webhook-list\",\"reason\":\"usage-capped\","
                        + "\"status\":429,\"next\":1}");

        assertThat(bench.signed("GET", ME).status()).isEqualTo(200);
        assertThat(bench.bearer("GET", "/2/webhooks").type()).isEqualTo("usage-capped");
        assertThat(bench.bearer("GET", "/2/webhooks").status()).isEqualTo(200);
    }

    @Test
    void namesWhatIsWrongWithATrouble() {
        assertThat(bench.control("POST", "/troubles", "{\"target\":\"AcmeCare\",\"trouble\":\"x\"}")
                        .json()
                        .path("detail")
                        .asText())
                .contains("too-many-webhooks");
        assertThat(bench.control("POST", "/faults", "{\"target\":\"AcmeCare\",\"kind\":\"challenge-fails\"}")
                        .json()
                        .path("detail")
                        .asText())
                .contains("failure");
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void everyTroubleCanBeSwitchedOnAndTakenBack(Trouble trouble) {
        String id = trouble(trouble.word()).json().path("id").asText();

        assertThat(bench.control("DELETE", "/faults/" + id, "").status()).isEqualTo(204);
        assertThat(bench.registerV2().status()).isEqualTo(200);
    }

    private Answer trouble(String word) {
        Answer answer = bench.control("POST", "/troubles", "{\"target\":\"AcmeCare\",\"trouble\":\"" + word + "\"}");
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }
}
