package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.expectProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.ingress.publish.PublishOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void webhookThatHangsDoesNotKeepTheServerFromStopping() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ingress.publisher.answer(webhook -> {
            asked.countDown();
            return new CompletableFuture<>();
        });
        CompletableFuture<HttpResponse<String>> response = ingress.sendLater(ingress.signed(CHANNEL, BODY));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        ingress.stopServer();

        assertThat(response.handle((answer, error) -> answer == null || answer.statusCode() >= 500)
                        .get(30, TimeUnit.SECONDS))
                .isTrue();
    }
}
