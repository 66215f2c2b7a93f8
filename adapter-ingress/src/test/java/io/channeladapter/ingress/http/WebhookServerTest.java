package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.ingress.limit.Rate;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.publish.testing.LoggedWebhook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookServerTest {
    private static final byte[] BODY = "{\"for_user_id\":\"42\",\"text\":\"Grüße\"}".getBytes(UTF_8);
    private static final byte[] TOO_LARGE =
            "x".repeat(IngressHarness.MAX_BODY + 1).getBytes(UTF_8);

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
    void bodyIsNotReadAsAnything() throws Exception {
        byte[] noJson = {(byte) 0xff, 0, '{', (byte) 0xc3};
        assertThat(ingress.send(ingress.signed(CHANNEL, noJson)).statusCode()).isEqualTo(200);
        assertThat(ingress.publisher.acknowledged().getFirst().value()).isEqualTo(noJson);
    }

    @Test
    void bodyOfTheFullSizeIsTaken() throws Exception {
        byte[] full = "x".repeat(IngressHarness.MAX_BODY).getBytes(UTF_8);
        assertThat(ingress.send(ingress.signed(CHANNEL, full)).statusCode()).isEqualTo(200);
        assertThat(ingress.send(chunked(full)).statusCode()).isEqualTo(200);
        assertThat(ingress.publisher.acknowledged())
                .allSatisfy(stored -> assertThat(stored.value()).isEqualTo(full));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "st-00000000-0000-0000-0000-000000000003",
                "st-00000000-0000-0000-0000-000000000004",
                "st-00000000-0000-0000-0000-000000000006",
                "st-00000000-0000-0000-0000-00000000000A",
                "nonsense",
                "%2e%2e"
            })
    void draftDeletedUnknownAndMalformedStreamidsAreAllTheSame404(String streamId) throws Exception {
        HttpRequest.Builder post = ingress.to(streamId, "")
                .header(WebhookHandler.SIGNATURE, sign(BODY))
                .POST(BodyPublishers.ofByteArray(BODY));
        if (streamId.startsWith("%")) {
            assertThat(ingress.send(post).statusCode()).isBetween(400, 404);
        } else {
            expectProblem(ingress.send(post), 404, "unknown-channel");
            expectProblem(ingress.send(ingress.to(streamId, "?crc_token=foo").GET()), 404, "unknown-channel");
        }
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void channelIsNotCalledUnknownBeforeAllChannelsAreRead() throws Exception {
        ingress.channelsRead.set(false);
        HttpResponse<String> response = ingress.send(ingress.signed(IngressHarness.UNKNOWN, BODY));
        expectProblem(response, 503, "not-ready");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        expectProblem(
                ingress.send(
                        ingress.to(IngressHarness.UNKNOWN, "?crc_token=foo").GET()),
                503,
                "not-ready");
    }

    @Test
    void channelWhoseKeysCannotBeOpenedIsAskedToComeAgain() throws Exception {
        HttpResponse<String> response = ingress.send(ingress.signed(IngressHarness.UNREADABLE, BODY));
        expectProblem(response, 503, "channel-unreadable");
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void bodyThatIsAnnouncedTooLargeIsRefusedUnread() throws Exception {
        assertThat(ingress.statusLine("POST /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\nHost: x\r\n"
                        + "Content-Length: 999999999\r\n\r\n"))
                .contains(" 413 ");
        expectProblem(ingress.send(ingress.signed(CHANNEL, TOO_LARGE)), 413, "body-too-large");
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void bodyThatTurnsOutTooLargeIsRefused() throws Exception {
        expectProblem(ingress.send(chunked(TOO_LARGE)), 413, "body-too-large");
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void bodyThatTheBrokerFindsTooLargeIsRefused() throws Exception {
        ingress.publisher.answer(new PublishOutcome.TooLarge());
        expectProblem(ingress.send(ingress.signed(CHANNEL, BODY)), 413, "body-too-large");
    }

    @Test
    void bodyThatIsCutIsNotTaken() throws Exception {
        String answer =
                ingress.raw("POST /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n" + WebhookHandler.SIGNATURE + ": x\r\n\r\nnonsense\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void encodedBodyIsRefused(String encoding) throws Exception {
        expectProblem(
                ingress.send(ingress.signed(CHANNEL, BODY).header("Content-Encoding", encoding)), 415, "encoded-body");
    }

    @Test
    void bodyThatIsEncodedByNothingIsTaken() throws Exception {
        assertThat(ingress.send(ingress.signed(CHANNEL, BODY).header("Content-Encoding", "identity"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void missingSignatureIsRefused() throws Exception {
        expectProblem(
                ingress.send(ingress.to(CHANNEL, "").POST(BodyPublishers.ofByteArray(BODY))), 401, "signature-missing");
    }

    @Test
    void bodyOfWhichAnySingleByteIsChangedIsRefused() throws Exception {
        for (int at = 0; at < BODY.length; at++) {
            byte[] changed = BODY.clone();
            changed[at] ^= 1;
            HttpRequest.Builder request = ingress.to(CHANNEL, "")
                    .header(WebhookHandler.SIGNATURE, sign(BODY))
                    .POST(BodyPublishers.ofByteArray(changed));
            expectProblem(ingress.send(request), 401, "signature-wrong");
        }
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void burstOfBadSignaturesIsOneSignalAndCostsTheOwnerNothing() throws Exception {
        try (IngressHarness slow = new IngressHarness(new Rate(1, 1), Duration.ofSeconds(20))) {
            for (int n = 0; n < 30; n++) {
                HttpRequest.Builder forged = slow.to(CHANNEL, "")
                        .header(WebhookHandler.SIGNATURE, "sha256=forged")
                        .POST(BodyPublishers.ofByteArray(BODY));
                expectProblem(slow.send(forged), 401, "signature-wrong");
            }
            assertThat(slow.send(slow.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
            assertThat(slow.signals).singleElement().satisfies(signal -> {
                assertThat(signal.kind()).isEqualTo(ChannelSignal.Kind.BAD_SIGNATURES);
                assertThat(signal.streamId()).isEqualTo(CHANNEL);
            });
        }
    }

    @Test
    void channelBeyondItsRateIsToldWhenToComeAgainAndNoOtherSuffers() throws Exception {
        try (IngressHarness slow = new IngressHarness(new Rate(1, 2), Duration.ofSeconds(20))) {
            assertThat(slow.send(slow.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
            assertThat(slow.send(slow.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
            HttpResponse<String> third = slow.send(slow.signed(CHANNEL, BODY));
            expectProblem(third, 429, "rate-exceeded");
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(slow.send(slow.signed(IngressHarness.DISABLED, BODY)).statusCode())
                    .isEqualTo(200);
        }
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
    void g7_webhookUnderWayIsAnsweredBeforeTheServerStops() throws Exception {
        CompletableFuture<PublishOutcome> acknowledgement = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        ingress.publisher.answer(webhook -> {
            asked.countDown();
            return acknowledgement;
        });
        CompletableFuture<HttpResponse<String>> response = ingress.sendLater(ingress.signed(CHANNEL, BODY));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(ingress::stopServer);
        acknowledgement.complete(new PublishOutcome.Acknowledged());

        assertThat(response.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"foo,foo", "test+token,test token", "a%2Bb%2F%3D,a+b/=", "MTIz&nonce=abc,MTIz"})
    void challengeIsAnsweredForTheDecodedToken(String query, String token) throws Exception {
        HttpResponse<String> response =
                ingress.send(ingress.to(CHANNEL, "?crc_token=" + query).GET());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.body()).isEqualTo("{\"response_token\":\"" + sign(token.getBytes(UTF_8)) + "\"}");
    }

    @Test
    void challengeIsAnsweredForADisabledChannelToo() throws Exception {
        assertThat(ingress.send(ingress.to(IngressHarness.DISABLED, "?crc_token=foo")
                                .GET())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'',token-missing",
        "?crc_token=,token-missing",
        "?other=1,token-missing",
        "?crc_token=a&crc_token=b,token-missing",
        "?crc_token=%7B%22a%22%3A1%7D,token-refused",
        "?crc_token=%5B%5D,token-refused",
        "?crc_token=%22a%22,token-refused",
        "?crc_token=+%7B%7D,token-refused",
        "?crc_token=123,token-refused",
        "?crc_token=%00,token-refused",
        "?crc_token=%C3%A4,token-refused",
    })
    void g9_challengeIsNotAnsweredForWhatCouldBeABody(String query, String code) throws Exception {
        HttpResponse<String> response = ingress.send(ingress.to(CHANNEL, query).GET());
        expectProblem(response, 400, code);
        assertThat(response.body()).doesNotContain("sha256=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "%C3%28", "a%"})
    void g9_malformedTokenGivesNoSignature(String token) throws Exception {
        String answer = ingress.raw("GET /webhooks/twitter/" + CHANNEL + "?crc_token=" + token
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("sha256=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        HttpResponse<String> response = ingress.send(ingress.to(CHANNEL, "").method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(405);
        if (!method.equals("HEAD")) {
            expectProblem(response, 405, "method-not-allowed");
        }
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        expectProblem(ingress.send(ingress.to("a/b", "").GET()), 404, "not-found");
    }

    @Test
    void requestWhoseHeadersAreTooLongIsRefusedAsAProblem() throws Exception {
        String answer = ingress.raw("GET /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\nHost: x\r\nX-Long: "
                + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 431 ")
                .contains("application/problem+json")
                .contains("bad-request");
    }

    @Test
    void g9_answersTellNeitherServerNorSecret() throws Exception {
        HttpResponse<String> good = ingress.send(ingress.signed(CHANNEL, BODY));
        HttpResponse<String> bad = ingress.send(ingress.to("nowhere/at/all", "").GET());
        assertThat(good.headers().map()).doesNotContainKeys("server", "x-powered-by");
        assertThat(bad.headers().map()).doesNotContainKeys("server", "x-powered-by");
        assertThat(bad.body()).doesNotContain(IngressHarness.SECRET).doesNotContainIgnoringCase("javalin");
        assertThat(bad.body().toLowerCase(Locale.ROOT)).doesNotContain("jetty");
    }

    @Test
    void everyWebhookIsCountedOnceUnderItsOutcome() throws Exception {
        ingress.send(ingress.signed(CHANNEL, BODY));
        ingress.send(ingress.signed(CHANNEL, TOO_LARGE));
        ingress.send(ingress.signed(IngressHarness.UNKNOWN, BODY));
        ingress.publisher.answer(new PublishOutcome.Unavailable(PublishOutcome.Cause.TIMED_OUT));
        ingress.send(ingress.signed(CHANNEL, BODY));
        ingress.publisher.answer(webhook -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
        ingress.send(ingress.signed(CHANNEL, BODY));

        assertThat(ingress.count("ingress.http.received")).isEqualTo(5);
        assertThat(ingress.count("ingress.verify.requests")).isEqualTo(5);
        assertThat(ingress.count("ingress.verify.requests", "result", "accepted"))
                .isEqualTo(1);
        assertThat(ingress.count("ingress.verify.requests", "result", "refused"))
                .isEqualTo(2);
        assertThat(ingress.count("ingress.verify.requests", "result", "failed")).isEqualTo(2);
        assertThat(ingress.count("ingress.publish.events", "outcome", "acknowledged"))
                .isEqualTo(1);
    }

    @Test
    void portInUseIsSaidInOneSentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> ingress.startAnother(port))
                    .isInstanceOf(IOException.class)
                    .hasMessage("port " + port + " is in use: stop what uses it, or set ADAPTER_INGRESS_PORT");
        }
    }

    private HttpRequest.Builder chunked(byte[] body) {
        return ingress.to(CHANNEL, "")
                .header(WebhookHandler.SIGNATURE, sign(body))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private static void expectProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem =
                Json.read(response.body().getBytes(UTF_8), JsonNode.class).orElseThrow();
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotEmpty();
    }
}
