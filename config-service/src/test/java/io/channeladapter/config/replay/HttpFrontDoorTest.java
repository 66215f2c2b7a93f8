package io.channeladapter.config.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.WebhookSignature;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.replay.FrontDoor.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontDoorTest {
    private static final Secret KEY = new Secret("api-secret-key");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final byte[] BODY = "{\"a\": \"ä\"}".getBytes(StandardCharsets.UTF_8);

    private final AtomicReference<Headers> headers = new AtomicReference<>();
    private final AtomicReference<byte[]> body = new AtomicReference<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private FrontDoor front;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/in/" + Samples.STREAM, exchange -> {
            try (exchange) {
                headers.set(exchange.getRequestHeaders());
                body.set(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/in/";
        front = new HttpFrontDoor(client, streamId -> URI.create(base + streamId));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void theBytesComeSignedAsTwitterSignsThemAndWithTheirNameAndTrace() throws InterruptedException {
        Opened letter = new Opened(
                InMemoryLetterbox.webhook(7, Samples.STREAM, "channel-disabled", Samples.NOW),
                List.of(new Opened.Header("traceparent", TRACE)),
                BODY);

        assertThat(front.bring(Samples.STREAM, letter, KEY)).isEqualTo(new Answer.Taken());

        assertThat(body.get()).isEqualTo(BODY);
        assertThat(headers.get().getFirst("x-twitter-webhooks-signature")).isEqualTo(WebhookSignature.of(BODY, KEY));
        assertThat(headers.get().getFirst("replay-of")).isEqualTo("3-7");
        assertThat(headers.get().getFirst("traceparent")).isEqualTo(TRACE);
    }

    @Test
    void anIngressThatIsAwayMayComeBack() throws InterruptedException {
        server.stop(0);
        Opened letter = new Opened(
                InMemoryLetterbox.webhook(7, Samples.STREAM, "channel-disabled", Samples.NOW),
                List.of(new Opened.Header("traceparent", "no trace\r\nat: all")),
                BODY);

        assertThat(front.bring(Samples.STREAM, letter, KEY)).isInstanceOf(Answer.Later.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void whoAsksForTimeGetsIt(int status) {
        assertThat(HttpFrontDoor.judge(status, Optional.of("7")))
                .isInstanceOfSatisfying(
                        Answer.Later.class, later -> assertThat(later.in()).isEqualTo(Duration.ofSeconds(7)));
        assertThat(HttpFrontDoor.judge(status, Optional.of("soon")))
                .isInstanceOfSatisfying(
                        Answer.Later.class, later -> assertThat(later.in()).isEqualTo(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 405, 415})
    void whatHoldsForAllEndsIt(int status) {
        assertThat(HttpFrontDoor.judge(status, Optional.empty()))
                .isInstanceOfSatisfying(
                        Answer.Shut.class, shut -> assertThat(shut.why()).contains(String.valueOf(status)));
    }

    @Test
    void whatHoldsForOneRefusesOne() {
        assertThat(HttpFrontDoor.judge(413, Optional.empty())).isInstanceOf(Answer.Refused.class);
    }
}
