package io.channeladapter.config.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallbackProbeTest {
    /** Known answer: secret "apiSecret", token "test token". */
    private static final String RIGHT = "{\"response_token\":\"sha256=O5hJl2njQRIa4vsumZ+3oom9ECR5m3aQLRZkPoYelp0=\"}";

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String answer = answers.size() > 1 ? answers.remove() : answers.element();
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.startsWith("{") ? 200 : 404, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/twitter/st-1");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void theRightAnswerPasses() {
        answers.add(RIGHT);

        assertThat(probe("apiSecret", Duration.ZERO)).isInstanceOf(CallbackProbe.Answer.Right.class);
    }

    @Test
    void anAnswerWithAnotherKeyDoesNotPass() {
        answers.add(RIGHT);

        assertThat(probe("other", Duration.ZERO))
                .isInstanceOfSatisfying(
                        CallbackProbe.Answer.Wrong.class,
                        wrong -> assertThat(wrong.detail()).contains("API secret key"));
    }

    @Test
    void anIngressThatLearnsTheChannelAMomentLaterPasses() {
        answers.add("unknown");
        answers.add("{\"response_token\":\"sha256=other\"}");
        answers.add(RIGHT);

        assertThat(probe("apiSecret", Duration.ofSeconds(5))).isInstanceOf(CallbackProbe.Answer.Right.class);
    }

    @Test
    void aStatusOtherThan200IsNamed() {
        answers.add("unknown");

        assertThat(probe("apiSecret", Duration.ZERO))
                .isInstanceOfSatisfying(
                        CallbackProbe.Answer.Wrong.class,
                        wrong -> assertThat(wrong.detail()).contains("HTTP 404"));
    }

    @Test
    void anAddressWithNothingBehindItIsNamed() {
        server.stop(0);

        assertThat(probe("apiSecret", Duration.ZERO))
                .isInstanceOfSatisfying(
                        CallbackProbe.Answer.Wrong.class,
                        wrong -> assertThat(wrong.detail()).contains("could not be reached"));
    }

    private CallbackProbe.Answer probe(String secret, Duration patience) {
        return new HttpCallbackProbe(client, () -> "test token", patience).challenge(url, new Secret(secret));
    }
}
