package io.channeladapter.config.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.channeladapter.config.doctor.TwitterClock.Comparison;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpTwitterClockTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    // The JDK's server writes the header Date itself, as every server does.
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(404, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    @Test
    void anErrorTellsTheTimeAsWell() {
        assertThat(compare(InstantSource.system()))
                .isInstanceOfSatisfying(
                        Comparison.Told.class,
                        told -> assertThat(told.ahead().abs()).isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    void aClockOfTheYear2000IsFarBehind() {
        assertThat(compare(InstantSource.fixed(Instant.parse("2000-01-01T00:00:00Z"))))
                .isInstanceOfSatisfying(
                        Comparison.Told.class, told -> assertThat(told.ahead()).isNegative());
    }

    @Test
    void nothingThereIsUnreachable() {
        URI gone = address();
        server.stop(0);

        assertThat(new HttpTwitterClock(gone, client, InstantSource.system(), Duration.ofSeconds(5)).compare())
                .isEqualTo(new Comparison.Unreachable());
    }

    private Comparison compare(InstantSource clock) {
        return new HttpTwitterClock(address(), client, clock, Duration.ofSeconds(5)).compare();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
