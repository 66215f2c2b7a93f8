package io.channeladapter.config.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.channeladapter.config.decide.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile int status = 200;
    private volatile String type = "image/png";
    private volatile byte[] body = {1, 2, 3};
    private HttpServer server;
    private String base;
    private Pictures pictures;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.getResponseHeaders().set("Location", base + "/other.png");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        pictures = new Pictures(URI.create(base), client, InstantSource.fixed(Samples.NOW));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void aPictureComesWithItsTypeAndIsFetchedOnce() {
        assertThat(pictures.of(base + "/a.png")).hasValueSatisfying(picture -> {
            assertThat(picture.type()).isEqualTo("image/png");
            assertThat(picture.bytes()).containsExactly(1, 2, 3);
        });
        pictures.of(base + "/a.png");

        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml", "application/octet-stream", ""})
    void whatIsNoImageOfAKnownKindIsNoPicture(String other) {
        type = other;

        assertThat(pictures.of(base + "/a.png")).isEmpty();
    }

    @Test
    void moreThanOneMebibyteIsNoPicture() {
        body = new byte[1024 * 1024 + 1];

        assertThat(pictures.of(base + "/a.png")).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        status = 302;

        assertThat(pictures.of(base + "/a.png")).isEmpty();
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatFailedIsNotAskedForAgainAtOnce() {
        status = 500;
        pictures.of(base + "/a.png");
        pictures.of(base + "/a.png");

        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/a.png",
                "http://localhost:%d/a.png",
                "http://user@127.0.0.1:%d/a.png",
                "http://pbs.twimg.com/a.png",
                "https://pbs.twimg.com:8443/a.png",
                "https://pbs.twimg.com.example.com/a.png",
                "https://169.254.169.254/latest",
                "file:///etc/passwd",
                "not an address",
                ""
            })
    void nothingIsFetchedFromElsewhere(String url) {
        assertThat(pictures.of(
                        url.replace("%d", String.valueOf(server.getAddress().getPort()))))
                .isEmpty();
        assertThat(asked).hasValue(0);
    }

    @Test
    void anAccountWithoutAPictureHasNone() {
        assertThat(pictures.of(null)).isEmpty();
    }
}
