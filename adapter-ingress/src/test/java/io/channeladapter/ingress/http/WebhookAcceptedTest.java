package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.expectProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.ingress.limit.Rate;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.publish.testing.LoggedWebhook;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAcceptedTest {
    private static final byte[] BODY = "{\"for_user_id\":\"42\",\"text\":\"Grüße\"}".getBytes(UTF_8);

    private IngressHarness ingress;

    @BeforeEach
    void start() throws IOException {
        ingress = new IngressHarness();
    }

    @AfterEach
    void stop() {
        ingress.close();
    }

    @Test
    void duringAChangeNoWebhookIsRefused() throws Exception {
        byte[] body = "{}".getBytes(UTF_8);
        for (String secret : List.of(IngressHarness.SECRET, IngressHarness.NEW_SECRET, IngressHarness.OLD_SECRET)) {
            HttpResponse<String> response = ingress.send(ingress.to(IngressHarness.CHANGING, "")
                    .header(WebhookHandler.SIGNATURE, IngressHarness.sign(secret, body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(response.statusCode()).as(secret).isEqualTo(200);
        }
    }

    @Test
    void genuineWebhookIsStoredByteForByteAndAnswered200() throws Exception {
        HttpResponse<String> response = ingress.send(ingress.signed(CHANNEL, BODY));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        LoggedWebhook stored = ingress.publisher.acknowledged().getFirst();
        assertThat(stored.key()).isEqualTo(CHANNEL.value());
        assertThat(stored.value()).isEqualTo(BODY);
        assertThat(stored.headers())
                .containsEntry(RecordHeaders.RECEIVED_AT, "2026-11-23T08:15:30Z")
                .containsEntry(RecordHeaders.REMOTE_ADDRESS, "127.0.0.1");
    }

    @Test
    void ofABodyNoMoreIsReadThanThatItBeginsAsAnObject() throws Exception {
        byte[] noJson = {'\n', '{', (byte) 0xff, 0, (byte) 0xc3};
        assertThat(ingress.send(ingress.signed(CHANNEL, noJson)).statusCode()).isEqualTo(200);
        assertThat(ingress.publisher.acknowledged().getFirst().value()).isEqualTo(noJson);
    }

    @Test
    void bodyOfTheFullSizeIsTaken() throws Exception {
        byte[] full = ("{" + "x".repeat(IngressHarness.MAX_BODY - 1)).getBytes(UTF_8);
        assertThat(ingress.send(ingress.signed(CHANNEL, full)).statusCode()).isEqualTo(200);
        assertThat(ingress.send(ingress.chunked(full)).statusCode()).isEqualTo(200);
        assertThat(ingress.publisher.acknowledged())
                .allSatisfy(stored -> assertThat(stored.value()).isEqualTo(full));
    }

    @Test
    void whatIsSentAgainNamesItsDeadLetter() throws Exception {
        ingress.send(ingress.signed(CHANNEL, BODY).header(DeadLetter.REPLAY_OF, "3-1042"));
        ingress.send(ingress.signed(CHANNEL, BODY).header(DeadLetter.REPLAY_OF, "3-1042; or something else"));
        assertThat(ingress.publisher.acknowledged())
                .extracting(stored -> stored.headers().get(DeadLetter.REPLAY_OF))
                .containsExactly("3-1042", null);
    }

    @Test
    void traceOfTheSenderGoesOn() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        ingress.send(ingress.signed(CHANNEL, BODY).header("traceparent", trace));
        assertThat(ingress.publisher.acknowledged().getFirst().headers())
                .containsEntry(RecordHeaders.TRACEPARENT, trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void traceThatIsNotValidIsReplaced(String trace) throws Exception {
        ingress.send(ingress.signed(CHANNEL, BODY).header("traceparent", trace));
        assertThat(ingress.publisher.acknowledged().getFirst().headers().get(RecordHeaders.TRACEPARENT))
                .isNotEqualTo(trace)
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void disabledChannelIsRecordedAndAnsweredLikeAnyOther() throws Exception {
        assertThat(ingress.send(ingress.signed(IngressHarness.DISABLED, BODY)).statusCode())
                .isEqualTo(200);
        assertThat(ingress.publisher.acknowledged()).hasSize(1);
    }

    @Test
    void bodyThatIsEncodedByNothingIsTaken() throws Exception {
        assertThat(ingress.send(ingress.signed(CHANNEL, BODY).header("Content-Encoding", "identity"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void g1_isAnswered200OnlyAfterTheAcknowledgement() throws Exception {
        CompletableFuture<PublishOutcome> acknowledgement = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        ingress.publisher.answer(webhook -> {
            asked.countDown();
            return acknowledgement;
        });

        CompletableFuture<HttpResponse<String>> response = ingress.sendLater(ingress.signed(CHANNEL, BODY));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(response).isNotDone();
        acknowledgement.complete(new PublishOutcome.Acknowledged());

        assertThat(response.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(PublishOutcome.Cause.class)
    void g1_whatIsNotAcknowledgedIsAskedToComeAgain(PublishOutcome.Cause cause) throws Exception {
        ingress.publisher.answer(new PublishOutcome.Unavailable(cause));
        HttpResponse<String> response = ingress.send(ingress.signed(CHANNEL, BODY));
        expectProblem(response, 503, cause == PublishOutcome.Cause.OVERLOADED ? "overloaded" : "not-acknowledged");
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
        assertThat(ingress.outcomes).containsExactly(new PublishOutcome.Unavailable(cause));
    }

    @Test
    void g1_brokerThatNeverAnswersIsWaitedForNoLongerThanSet() throws Exception {
        try (IngressHarness hasty = new IngressHarness(new Rate(100, 100), Duration.ofMillis(100))) {
            CompletableFuture<PublishOutcome> never = new CompletableFuture<>();
            hasty.publisher.answer(webhook -> never);
            HttpResponse<String> response = hasty.send(hasty.signed(CHANNEL, BODY));
            expectProblem(response, 503, "not-acknowledged");
            assertThat(response.headers().firstValue("Retry-After")).contains("3");
            assertThat(hasty.outcomes).containsExactly(new PublishOutcome.Unavailable(PublishOutcome.Cause.TIMED_OUT));
        }
    }

    @Test
    void g1_publisherThatFailsUnforeseenIsNoAcceptance() throws Exception {
        ingress.publisher.answer(webhook -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
        HttpResponse<String> response = ingress.send(ingress.signed(CHANNEL, BODY));
        expectProblem(response, 500, "internal-error");
        assertThat(response.body()).doesNotContain("broken");
    }

    @Test
    void bodyThatTheBrokerFindsTooLargeIsRefused() throws Exception {
        ingress.publisher.answer(new PublishOutcome.TooLarge());
        expectProblem(ingress.send(ingress.signed(CHANNEL, BODY)), 413, "body-too-large");
    }
}
