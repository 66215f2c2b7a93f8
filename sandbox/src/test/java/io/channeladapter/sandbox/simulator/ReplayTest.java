package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import io.channeladapter.sandbox.simulator.delivery.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock of the bench stands at 2026-11-23T10:00 until a test moves it. */
class ReplayTest {
    private static final String REPLAY = "/2/webhooks/replay";

    private TestBench bench = new TestBench();
    private final String person = bench.keys.personId();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sendsDeliveredAndLostEventsOfTheSpanAgainAndThenTellsThatItIsDone() {
        String webhook = bench.connectV2();
        write("too early");
        bench.clock.advance(Duration.ofMinutes(10));
        write("delivered");
        awaitEvents(2);
        bench.hook.eventStatus = 503;
        write("lost");
        awaitEvents(2 + 3);
        bench.clock.advance(Duration.ofMinutes(10));
        bench.hook.eventStatus = 200;
        write("too late");
        awaitEvents(6);
        bench.hook.events.clear();

        Answer answer = ask(webhook, "202611231010", "202611231020");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/created_at").asText()).isEqualTo("2026-11-23T10:20:00Z");
        List<JsonNode> sent = awaitEvents(3);
        assertThat(sent).extracting(ReplayTest::text).containsExactly("delivered", "lost", "");
        assertThat(sent.getFirst().at("/meta/replay").asBoolean()).isTrue();
        assertThat(sent.getFirst().path("for_user_id").asText()).isEqualTo(bench.keys.accountId());
        JsonNode status = sent.getLast().path("replay_job_status");
        assertThat(status.path("job_id").asText())
                .isEqualTo(answer.json().at("/data/job_id").asText());
        assertThat(status.path("webhook_id").asText()).isEqualTo(webhook);
        assertThat(status.path("job_state").asText()).isEqualTo("Complete");
        HookReceiver.Received last = bench.hook.events.getLast();
        assertThat(last.signature())
                .isEqualTo(WebhookSignature.sign(
                        bench.keys.apiSecretKey(), last.body().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aReplayIsNotReplayed() {
        String webhook = bench.connectV2();
        write("once");
        awaitEvents(1);
        bench.clock.advance(Duration.ofMinutes(1));
        ask(webhook, "202611231000", "202611231001");
        awaitEvents(3);
        bench.hook.events.clear();
        bench.clock.advance(Duration.ofMinutes(1));

        ask(webhook, "202611231000", "202611231002");

        assertThat(awaitEvents(2)).extracting(ReplayTest::text).containsExactly("once", "");
    }

    @Test
    void whatIsNotTakenMakesTheJobIncomplete() {
        String webhook = bench.connectV2();
        write("refused");
        awaitEvents(1);
        bench.clock.advance(Duration.ofMinutes(1));
        bench.hook.events.clear();
        bench.hook.eventStatus = 500;

        ask(webhook, "202611231000", "202611231001");

        // The status itself is tried again until it is taken.
        awaitEvents(2);
        bench.hook.eventStatus = 200;
        await().untilAsserted(() -> assertThat(awaitEvents(3)
                        .getLast()
                        .at("/replay_job_status/job_state")
                        .asText())
                .isEqualTo("Incomplete"));
    }

    @Test
    void messagesFromBeforeItsRestartAreKnownToo() {
        bench.close();
        bench = TestBench.in(folder);
        String webhook = bench.connectV2();
        write("before");
        awaitEvents(1);
        String url = bench.hook.url();
        bench.simulator.close();
        TestBench again = TestBench.in(folder);
        try (again) {
            again.clock.advance(Duration.ofMinutes(1));
            assertThat(again.bearer("POST", REPLAY, body(webhook, "202611231000", "202611231001"))
                            .status())
                    .isEqualTo(200);
            // The hook of the first bench still listens at the registered address.
            assertThat(url).isEqualTo(bench.hook.url());
            assertThat(awaitEvents(3)).extracting(ReplayTest::text).containsExactly("before", "before", "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "202611230959, 2026112309, invalid-request",
        "202611230959, , invalid-request",
        "202613010959, 202611231000, invalid-request",
        "202611231000, 202611231000, invalid-request",
        "202611230959, 202611231001, invalid-request",
        "202611220959, 202611231000, invalid-request"
    })
    void refusesDatesThatAreNone(String from, String to, String type) {
        Answer answer = ask(bench.connectV2(), from, to == null ? "" : to);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo(type);
    }

    @Test
    void refusesAnUnknownWebhookAndAnotherCaller() {
        String webhook = bench.connectV2();

        assertThat(ask("12345", "202611230900", "202611231000").reason()).isEqualTo("WebhookIdInvalid");
        assertThat(bench.signedJson(REPLAY, body(webhook, "202611230900", "202611231000"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aFaultMayStrikeIt() {
        String webhook = bench.connectV2();
        bench.control(
                "POST",
                "/faults",
                "{\"target\":\"" + bench.keys.accountId()
                        + "\",\"kind\":\"error\",\"on\":\"replay\",\"status\":503,\"next\":1}");

        assertThat(ask(webhook, "202611230900", "202611231000").status()).isEqualTo(503);
        assertThat(ask(webhook, "202611230900", "202611231000").status()).isEqualTo(200);
    }

    private void write(String text) {
        bench.control("POST", "/messages", "{\"from\":\"" + person + "\",\"text\":\"" + text + "\"}");
    }

    private Answer ask(String webhook, String from, String to) {
        return bench.bearer("POST", REPLAY, body(webhook, from, to));
    }

    private static String body(String webhook, String from, String to) {
        return "{\"webhook_id\":\"" + webhook + "\",\"from_date\":\"" + from + "\",\"to_date\":\"" + to + "\"}";
    }

    private List<JsonNode> awaitEvents(int count) {
        await().untilAsserted(() -> assertThat(bench.hook.events).hasSizeGreaterThanOrEqualTo(count));
        return bench.hook.events.stream()
                .map(event -> TestBench.read(event.body()))
                .toList();
    }

    private static String text(JsonNode body) {
        return body.at("/direct_message_events/0/message_create/message_data/text")
                .asText();
    }
}
