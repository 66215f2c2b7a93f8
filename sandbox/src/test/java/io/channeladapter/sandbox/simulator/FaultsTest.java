package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final TestBench bench = new TestBench();
    private final String account = bench.keys.accountId();
    private final String person = bench.keys.personId();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void limitsTheNextCallsOnly() {
        fault("\"kind\":\"rate-limited\",\"resetSeconds\":30,\"next\":2");

        Answer refused = bench.say(person, "1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo(88);
        assertThat(refused.header("x-rate-limit-reset"))
                .isEqualTo(Long.toString(bench.clock.instant().getEpochSecond() + 30));
        assertThat(bench.say(person, "1").status()).isEqualTo(429);
        assertThat(bench.say(person, "1").status()).isEqualTo(200);
    }

    @Test
    void limitsWithoutSayingUntilWhen() {
        fault("\"kind\":\"rate-limited\",\"headers\":false");

        assertThat(bench.say(person, "1").header("x-rate-limit-reset")).isEmpty();
    }

    @Test
    void answersAnyErrorForOnePersonAndLeavesOthersAlone() {
        bench.control(
                "POST",
                "/faults",
                "{\"target\":\"" + person
                        + "\",\"kind\":\"error\",\"status\":403,\"code\":226,\"message\":\"automated\"}");

        assertThat(bench.say(person, "1").code()).isEqualTo(226);
        assertThat(bench.say("2200000002", "1").status()).isEqualTo(200);
    }

    @Test
    void answersLikeAFailingProxy() {
        fault("\"kind\":\"error\",\"status\":502,\"on\":\"all\"");

        Answer answer = bench.signed("GET", "/1.1/account/verify_credentials.json");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).startsWith("<html>");
    }

    @Test
    void cutsTheConnectionBeforeOrAfterTakingTheMessage() {
        fault("\"kind\":\"cut\",\"next\":1");
        assertThat(bench.say(person, "before").status()).isZero();
        fault("\"kind\":\"cut-after-accept\",\"next\":1");
        assertThat(bench.say(person, "after").status()).isZero();

        assertThat(bench.control("GET", "/messages?with=" + person, "").json().findValuesAsText("text"))
                .containsExactly("after");
        assertThat(bench.control("GET", "/calls", "").json().findValuesAsText("fault"))
                .containsExactly("cut", "cut-after-accept");
    }

    @Test
    void leavesACallUnansweredWhetherOrNotItTookTheMessage() {
        fault("\"kind\":\"silence\",\"next\":1");
        fault("\"kind\":\"silence-after-accept\",\"next\":1");

        assertThat(bench.impatient(person, "before").status()).isZero();
        assertThat(bench.impatient(person, "after").status()).isZero();

        await().untilAsserted(() -> assertThat(bench.control("GET", "/messages?with=" + person, "")
                        .json()
                        .findValuesAsText("text"))
                .containsExactly("after"));
    }

    @Test
    void answersLate() {
        fault("\"kind\":\"latency\",\"millis\":1000,\"next\":1");

        assertThat(bench.impatient(person, "late").status()).isZero();

        await().untilAsserted(() -> assertThat(bench.control("GET", "/messages?with=" + person, "")
                        .json()
                        .findValuesAsText("text"))
                .containsExactly("late"));
    }

    @Test
    void losesAndDelaysAndDoublesEchoes() {
        bench.connect();
        fault("\"kind\":\"lost-echo\",\"next\":1");
        bench.say(person, "lost");
        fault("\"kind\":\"delayed-echo\",\"millis\":50,\"next\":1");
        bench.say(person, "late");
        fault("\"kind\":\"duplicate-delivery\",\"next\":1");
        bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"twice\"}");

        await().untilAsserted(() -> assertThat(bench.hook.events)
                .extracting(event -> TestBench.read(event.body())
                        .at("/direct_message_events/0/message_create/message_data/text")
                        .asText())
                .containsExactlyInAnyOrder("late", "twice", "twice"));
    }

    @Test
    void revokesTheAppAndTellsTheWebhook() {
        bench.connect();

        bench.control("POST", "/accounts/" + account + "/revoke", "");

        await().untilAsserted(() -> assertThat(bench.hook.events)
                .singleElement()
                .satisfies(event -> {
                    JsonNode body = TestBench.read(event.body());
                    assertThat(body.has("for_user_id")).isFalse();
                    assertThat(body.at("/user_event/revoke/source/user_id").asText())
                            .isEqualTo(account);
                }));
        assertThat(bench.signed("GET", "/1.1/account/verify_credentials.json").code())
                .isEqualTo(89);
        assertThat(bench.bearer("GET", TestBench.ENV + "/subscriptions/list.json")
                        .json()
                        .path("subscriptions")
                        .size())
                .isZero();
    }

    @Test
    void strikesEachSoManiethCallOfWhoever() {
        bench.control("POST", "/faults", "{\"target\":\"*\",\"kind\":\"error\",\"every\":3,\"next\":2}");

        assertThat(IntStream.rangeClosed(1, 10)
                        .mapToObj(n -> bench.say(n % 2 == 0 ? person : "2200000002", "message " + n)
                                .status()))
                .containsExactly(200, 200, 503, 200, 200, 503, 200, 200, 200, 200);
        assertThat(bench.control("GET", "/faults", "").json()).isEmpty();
    }

    @Test
    void listsAndTakesBackFaults() {
        String id = fault("\"kind\":\"silence\"").json().path("id").asText();

        assertThat(bench.control("GET", "/faults", "").json().at("/0/kind").asText())
                .isEqualTo("silence");
        assertThat(bench.control("DELETE", "/faults/" + id, "").status()).isEqualTo(204);
        assertThat(bench.say(person, "1").status()).isEqualTo(200);
    }

    private Answer fault(String rest) {
        Answer answer = bench.control("POST", "/faults", "{\"target\":\"" + account + "\"," + rest + "}");
        assertThat(answer.status()).isEqualTo(201);
        return answer;
    }
}
