package io.channeladapter.sandbox.simulator;

import static io.channeladapter.sandbox.simulator.TestBench.ENV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.sandbox.simulator.HookReceiver.OnChallenge;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import io.channeladapter.sandbox.simulator.delivery.WebhookSignature;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCallsTest {
    private final TestBench bench = new TestBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void registersAWebhookThatAnswersItsChallenge() {
        Answer answer = bench.register();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("valid").asBoolean()).isTrue();
        assertThat(answer.json().path("url").asText()).isEqualTo(bench.hook.url());
        assertThat(bench.hook.challenges).singleElement().satisfies(challenge -> {
            String query = challenge.substring(0, challenge.indexOf(' '));
            assertThat(challenge)
                    .endsWith(" " + WebhookSignature.sign(bench.keys.apiSecretKey(), query))
                    .matches("crc_token=[A-Za-z0-9]{43}&nonce=.*");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_TOKEN, Webhook URL does not meet the requirements. Invalid CRC token or json response format.",
        "NOT_JSON_TYPE, Webhook URL does not meet the requirements. Invalid CRC token or json response format.",
        "REDIRECT, 'Non-200 response code during CRC GET request (i.e. 404, 500, etc).'",
        "SERVER_ERROR, 'Non-200 response code during CRC GET request (i.e. 404, 500, etc).'",
        "NEVER, High latency on CRC GET request. Your webhook should respond in less than 3 seconds.",
    })
    void refusesAWebhookThatFailsItsChallenge(OnChallenge onChallenge, String message) {
        bench.hook.onChallenge = onChallenge;

        Answer answer = bench.register();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(214);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void refusesAWebhookThatCannotBeReached() {
        Answer answer = bench.signed("POST", ENV + "/webhooks.json", "url=http%3A%2F%2F127.0.0.1%3A1%2Fhook");

        assertThat(answer.code()).isEqualTo(214);
        assertThat(answer.message()).isEqualTo("Unable to connect during CRC GET request.");
    }

    @Test
    void takesTheUrlFromTheQueryToo() {
        assertThat(bench.signed(
                                "POST",
                                ENV + "/webhooks.json?url="
                                        + bench.hook.url().replace(":", "%3A").replace("/", "%2F"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoRightRegistration() {
        assertThat(bench.signed("POST", ENV + "/webhooks.json").code()).isEqualTo(357);
        assertThat(bench.signed("POST", ENV.replace("sandbox", "Sandbox") + "/webhooks.json", "url=x")
                        .code())
                .isEqualTo(200);
        assertThat(bench.bearer("POST", ENV + "/webhooks.json").code()).isEqualTo(261);
        bench.register();
        assertThat(bench.register().message()).isEqualTo("Too many resources already created.");
    }

    @Test
    void refusesToManageWebhooksWithoutPermissionForDirectMessages() {
        bench.control("PATCH", "/users/" + bench.keys.accountId(), "{\"accessLevel\":\"read-write\"}");

        assertThat(bench.register().code()).isEqualTo(261);
        assertThat(bench.signed("POST", ENV + "/subscriptions.json").code()).isEqualTo(261);
        assertThat(bench.signed("GET", "/1.1/account/verify_credentials.json").header("x-access-level"))
                .isEqualTo("read-write");
    }

    @Test
    void listsChallengesAndRemovesAWebhook() {
        String id = bench.register().json().path("id").asText();

        assertThat(bench.bearer("GET", ENV + "/webhooks.json")
                        .json()
                        .at("/0/id")
                        .asText())
                .isEqualTo(id);
        assertThat(bench.bearer("GET", "/1.1/account_activity/all/webhooks.json")
                        .json()
                        .at("/environments/0/webhooks/0/id")
                        .asText())
                .isEqualTo(id);
        assertThat(bench.signed("PUT", ENV + "/webhooks/" + id + ".json").status())
                .isEqualTo(204);
        assertThat(bench.signed("DELETE", ENV + "/webhooks/" + id + ".json").status())
                .isEqualTo(204);
        assertThat(bench.signed("DELETE", ENV + "/webhooks/" + id + ".json").code())
                .isEqualTo(34);
        assertThat(bench.bearer("GET", ENV + "/webhooks.json").json().size()).isZero();
    }

    @Test
    void aWrongAnswerMakesAWebhookInvalidAndARightOneValidAgain() {
        String id = bench.register().json().path("id").asText();
        bench.hook.onChallenge = OnChallenge.WRONG_TOKEN;

        assertThat(bench.signed("PUT", ENV + "/webhooks/" + id + ".json").code())
                .isEqualTo(214);
        assertThat(isValid()).isFalse();

        bench.hook.onChallenge = OnChallenge.RIGHT;
        bench.control("POST", "/webhooks/check", "");
        assertThat(isValid()).isTrue();
    }

    @Test
    void aServerErrorMakesAWebhookInvalidOnlyAfter28Hours() {
        bench.register();
        bench.hook.onChallenge = OnChallenge.SERVER_ERROR;
        bench.clock.advance(Duration.ofHours(28));

        bench.control("POST", "/webhooks/check", "");
        assertThat(isValid()).isTrue();

        bench.clock.advance(Duration.ofSeconds(1));
        bench.control("POST", "/webhooks/check", "");
        assertThat(isValid()).isFalse();
    }

    @Test
    void challengesARegisteredWebhookAgainAndAgain() {
        SimulatorConfig often = TestBench.FAST.withTimes(Duration.ofMillis(400), List.of(), Duration.ofMillis(20));
        try (TestBench impatient = new TestBench(often)) {
            impatient.register();

            await().untilAsserted(() -> assertThat(impatient.hook.challenges).hasSizeGreaterThan(2));
        }
    }

    @Test
    void subscribesAndUnsubscribes() {
        String list = ENV + "/subscriptions/list.json";
        assertThat(bench.signed("POST", ENV + "/subscriptions.json").code()).isEqualTo(34);
        bench.register();

        assertThat(bench.signed("GET", ENV + "/subscriptions.json").status()).isEqualTo(404);
        assertThat(bench.signed("POST", ENV + "/subscriptions.json").status()).isEqualTo(204);
        assertThat(bench.signed("POST", ENV + "/subscriptions.json").code()).isEqualTo(355);
        assertThat(bench.signed("GET", ENV + "/subscriptions.json").status()).isEqualTo(204);
        assertThat(bench.bearer("GET", list)
                        .json()
                        .at("/subscriptions/0/user_id")
                        .asText())
                .isEqualTo(bench.keys.accountId());
        assertThat(bench.bearer("GET", "/1.1/account_activity/all/subscriptions/count.json")
                        .json()
                        .path("subscriptions_count")
                        .asText())
                .isEqualTo("1");
        assertThat(bench.signed("GET", list).code()).isEqualTo(99);
        assertThat(bench.bearer("DELETE", ENV + "/subscriptions/" + bench.keys.accountId() + ".json")
                        .status())
                .isEqualTo(204);
        assertThat(bench.bearer("GET", list).json().path("subscriptions").size())
                .isZero();
    }

    private boolean isValid() {
        return bench.bearer("GET", ENV + "/webhooks.json").json().at("/0/valid").asBoolean();
    }
}
