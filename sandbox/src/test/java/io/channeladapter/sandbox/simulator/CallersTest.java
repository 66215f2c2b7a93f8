package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.sandbox.simulator.TestBench.Answer;
import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final String VERIFY = "/1.1/account/verify_credentials.json";

    private final TestBench bench = new TestBench();
    private final IssuedKeys keys = bench.keys;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tellsARightCallerWhoItIs() {
        Answer answer = bench.signed("GET", VERIFY + "?skip_status=true&include_entities=false");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id_str").asText()).isEqualTo(keys.accountId());
        assertThat(answer.header("x-access-level")).isEqualTo("read-write-directmessages");
        assertThat(answer.header("x-rate-limit-remaining")).isEqualTo("74");
    }

    @Test
    void refusesUnknownKeysTokensAndSecrets() {
        assertThat(as(keys.apiKey() + "x", keys.apiSecretKey(), keys.accessToken(), keys.accessTokenSecret())
                        .code())
                .isEqualTo(32);
        assertThat(as(keys.apiKey(), "x", keys.accessToken(), keys.accessTokenSecret())
                        .code())
                .isEqualTo(32);
        assertThat(as(keys.apiKey(), keys.apiSecretKey(), "x", keys.accessTokenSecret())
                        .code())
                .isEqualTo(89);
        assertThat(as(keys.apiKey(), keys.apiSecretKey(), keys.accessToken(), "x")
                        .code())
                .isEqualTo(32);
    }

    @Test
    void refusesCallsWithoutCredentials() {
        assertThat(with(null).code()).isEqualTo(215);
        assertThat(with("OAuth nonsense").code()).isEqualTo(215);
        assertThat(with("Bearer x").code()).isEqualTo(89);
        assertThat(bench.bearer("GET", VERIFY).code()).isEqualTo(220);
    }

    @Test
    void refusesAnOldTimestampAndAReplay() {
        String signed = bench.authorization("GET", VERIFY, "", keys);
        assertThat(with(signed).status()).isEqualTo(200);
        assertThat(with(signed).code()).isEqualTo(32);

        String old = bench.authorization("GET", VERIFY, "", keys);
        bench.clock.advance(Duration.ofSeconds(301));
        assertThat(with(old).status()).isEqualTo(401);
        assertThat(with(old).code()).isEqualTo(135);
    }

    @Test
    void refusesAChangedParameter() {
        String signed = bench.authorization("GET", VERIFY + "?skip_status=true", "", keys);

        assertThat(bench.send("GET", VERIFY + "?skip_status=false", "", "application/json", signed)
                        .code())
                .isEqualTo(32);
    }

    @Test
    void limitsCallsIn15Minutes() {
        for (int i = 0; i < 75; i++) {
            bench.signed("GET", VERIFY);
        }

        assertThat(bench.signed("GET", VERIFY).status()).isEqualTo(429);
        bench.clock.advance(Duration.ofMinutes(15));
        assertThat(bench.signed("GET", VERIFY).status()).isEqualTo(200);
    }

    @Test
    void answersUnknownPathsAsTwitterDoes() {
        Answer answer = bench.signed("GET", "/1.1/nothing.json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(34);
    }

    @Test
    void namesWhatIsWrongWithAControlRequest() {
        assertThat(detail("POST", "/messages", "{\"text\":\"a\"}")).isEqualTo("Field \"from\" is missing.");
        assertThat(detail("POST", "/messages", "[]")).isEqualTo("The body must be a JSON object.");
        assertThat(detail("POST", "/messages", "{\"form\":\"a\"}")).startsWith("Field \"form\" is not known here.");
        assertThat(detail("GET", "/messages?with=nobody", "")).contains("no user with the id or screen name nobody");
        assertThat(detail("POST", "/faults", "{\"target\":\"AcmeCare\",\"kind\":\"x\"}"))
                .contains("latency");
        assertThat(detail("GET", "/nothing", "")).contains("There is no GET /control/nothing");
    }

    @Test
    void makesFurtherAccountsWithKeysOfTheirOwn() {
        IssuedKeys mine = keys;

        Answer answer =
                bench.control("POST", "/accounts", "{\"screenName\":\"OtherShop\",\"environmentLabel\":\"prod\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("apiKey").asText()).isNotEqualTo(mine.apiKey());
        assertThat(answer.json().path("environmentLabel").asText()).isEqualTo("prod");
        assertThat(bench.control("GET", "/keys", "").json().path("apiKey").asText())
                .isEqualTo(mine.apiKey());
    }

    @Test
    void servesItsPage() {
        Answer page = bench.send("GET", "/", "", "text/html", null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(bench.send("GET", "/page/state", "", "text/html", null)
                        .json()
                        .path("persons")
                        .size())
                .isEqualTo(3);
    }

    private String detail(String method, String path, String json) {
        return bench.control(method, path, json).json().path("detail").asText();
    }

    private Answer as(String apiKey, String apiSecretKey, String token, String tokenSecret) {
        return with(bench.authorization(
                "GET",
                VERIFY,
                "",
                new IssuedKeys(
                        apiKey, apiSecretKey, token, tokenSecret, keys.accountId(), keys.personId(), "sandbox")));
    }

    private Answer with(@Nullable String authorization) {
        return bench.send("GET", VERIFY, "", "application/json", authorization);
    }
}
