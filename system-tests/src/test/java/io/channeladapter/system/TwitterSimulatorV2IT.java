package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.common.twitter.testing.AccountActivityV2Contract;
import io.channeladapter.sandbox.simulator.SimulatorConfig;
import io.channeladapter.sandbox.simulator.TwitterSimulator;
import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;

/** Our client of v2 against the simulated Twitter: the two share no code, and must agree on the contract. */
class TwitterSimulatorV2IT extends AccountActivityV2Contract {
    private final TwitterSimulator twitter = TwitterSimulator.start(SimulatorConfig.local());
    private final IssuedKeys keys = twitter.demoKeys();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TwitterApi api = TwitterApis.over(URI.create(twitter.url()), client, Duration.ofSeconds(10))
            .of(ApiGeneration.ACCOUNT_ACTIVITY_V2);
    private final HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    TwitterSimulatorV2IT() throws IOException {
        webhook.createContext("/", this::answerChallenge);
        webhook.start();
    }

    @AfterEach
    void close() {
        twitter.close();
        webhook.stop(0);
        client.shutdownNow();
    }

    @Override
    protected TwitterApi api() {
        return api;
    }

    @Override
    protected Credentials credentials() {
        return new Credentials(
                new Secret(keys.apiKey()),
                new Secret(keys.apiSecretKey()),
                new Secret(keys.accessToken()),
                new Secret(keys.accessTokenSecret()));
    }

    @Override
    protected Credentials strangers() {
        return new Credentials(new Secret("x"), new Secret("x"), new Secret("x"), new Secret("x"));
    }

    @Override
    protected URI callback() {
        return URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/webhooks/twitter/st-1");
    }

    @Override
    protected String accountId() {
        return keys.accountId();
    }

    @Override
    protected String personId() {
        return keys.personId();
    }

    @Override
    protected String messageOfPerson() {
        String message =
                Json.object().put("from", keys.personId()).put("text", "Hi").toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(twitter.url() + "/control/messages"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
            return Json.MAPPER.readTree(answer.body()).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void answerChallenge(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            String token = URLDecoder.decode(query.replaceAll(".*crc_token=([^&]*).*", "$1"), UTF_8);
            byte[] body = Json.bytes(Json.object().put("response_token", "sha256=" + hmac(token)));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.apiSecretKey().getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
