package io.channeladapter.config.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.authorize.CallbackProbe.Answer;
import io.channeladapter.config.authorize.CallbackProbe.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallbackProbeTest {
    /** Known answer: secret "apiSecret", token "test token". */
    private static final String RIGHT = "{\"response_token\":\"sha256=O5hJl2njQRIa4vsumZ+3oom9ECR5m3aQLRZkPoYelp0=\"}";

    private static final String JSON = "application/json";
    private static final int LATE = -1;

    private final Queue<Reply> answers = new ConcurrentLinkedQueue<>();
    private final Queue<HttpExchange> asked = new ConcurrentLinkedQueue<>();
    private final Semaphore late = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private URI url;

    private record Reply(int status, String type, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange);
                Reply answer = answers.size() > 1 ? answers.remove() : answers.element();
                if (answer.status() == LATE) {
                    late.acquireUninterruptibly();
                    return;
                }
                byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                exchange.getResponseHeaders().set("Location", url + "/elsewhere");
                exchange.sendResponseHeaders(answer.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/twitter/st-1");
    }

    @AfterEach
    void stop() {
        late.release(10);
        server.stop(0);
        client.close();
    }

    @Test
    void theRightAnswerPasses() {
        answer(200, JSON, RIGHT);

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Right());
    }

    @Test
    void theQuestionIsSignedWithItsNonceAsTwitterSignsIt() throws Exception {
        answer(200, JSON, RIGHT);

        probe("apiSecret", Duration.ZERO);

        HttpExchange exchange = asked.element();
        String query = exchange.getRequestURI().getRawQuery();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("apiSecret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = Base64.getEncoder().encodeToString(mac.doFinal(query.getBytes(StandardCharsets.UTF_8)));
        assertThat(query).matches("crc_token=[^&]+&nonce=[^&]+");
        assertThat(exchange.getRequestHeaders().getFirst("x-twitter-webhooks-signature"))
                .isEqualTo("sha256=" + expected);
    }

    @Test
    void anAnswerWithAnotherKeyDoesNotPass() {
        answer(200, JSON, RIGHT);

        assertThat(probe("other", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.OTHER_KEY, 200));
    }

    @Test
    void anIngressThatLearnsTheChannelAMomentLaterPasses() {
        answer(404, JSON, "unknown");
        answer(200, JSON, "{\"response_token\":\"sha256=other\"}");
        answer(200, JSON, RIGHT);

        assertThat(probe("apiSecret", Duration.ofSeconds(5))).isEqualTo(new Answer.Right());
    }

    @Test
    void aStatusOtherThan200IsNamed() {
        answer(404, JSON, "unknown");

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.STATUS, 404));
    }

    @Test
    void aRedirectIsNotFollowed() {
        answer(302, JSON, "");
        answer(200, JSON, RIGHT);

        assertThat(probe("apiSecret", Duration.ofSeconds(5))).isEqualTo(new Answer.Wrong(Fault.REDIRECTED, 302));
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatIsNotJsonDoesNotPass() {
        answer(200, "text/html", RIGHT);

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.NOT_JSON, 200));
    }

    @Test
    void anAnswerAfterThreeSecondsIsTooSlow() {
        answer(LATE, JSON, RIGHT);

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.TOO_SLOW, 0));
    }

    @Test
    void anAddressWithNothingBehindItIsNamed() {
        server.stop(0);

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.NO_CONNECTION, 0));
    }

    @Test
    void aNameThatNoOneKnowsIsNamed() {
        url = URI.create("http://nobody.invalid/webhooks/twitter/st-1");

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.NAME_UNKNOWN, 0));
    }

    @Test
    void aServerWithoutTrustedTlsIsNamed() throws Exception {
        HttpsServer withoutCertificate =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        withoutCertificate.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()));
        withoutCertificate.start();
        url = URI.create("https://127.0.0.1:" + withoutCertificate.getAddress().getPort() + "/webhooks/twitter/st-1");

        assertThat(probe("apiSecret", Duration.ZERO)).isEqualTo(new Answer.Wrong(Fault.NOT_TRUSTED, 0));

        withoutCertificate.stop(0);
    }

    @Test
    void aClientThatFollowsRedirectsIsNotTaken() {
        try (HttpClient following = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            assertThatThrownBy(() -> new HttpCallbackProbe(following, () -> "t", Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void answer(int status, String type, String body) {
        answers.add(new Reply(status, type, body));
    }

    private Answer probe(String secret, Duration patience) {
        return new HttpCallbackProbe(client, () -> "test token", patience).challenge(url, new Secret(secret));
    }
}
