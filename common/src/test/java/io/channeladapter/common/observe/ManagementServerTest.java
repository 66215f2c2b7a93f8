package io.channeladapter.common.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {
    private static final String HOST = "127.0.0.1";

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean kafka;
    private volatile boolean broken;
    private final ManagementServer server = ManagementServer.start(HOST, 0, metrics, this::readiness);

    ManagementServerTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
        client.shutdownNow();
    }

    @Test
    void isAliveWhileItCanAnswer() throws IOException, InterruptedException {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").body()).isEqualTo("live\n");
    }

    @Test
    void isReadyWhenAllPartsAreAndElseSaysWhatIsMissing() throws IOException, InterruptedException {
        HttpResponse<String> before = get("/health/ready");
        kafka = true;
        HttpResponse<String> after = get("/health/ready");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).isEqualTo("not ready: kafka\n");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).isEqualTo("ready\n");
    }

    @Test
    void showsTheMetricsInPrometheusForm() throws IOException, InterruptedException {
        metrics.counter("ingress.verify.requests", "outcome", "accepted").increment();

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body()).contains("ingress_verify_requests_total{outcome=\"accepted\"} 1.0");
    }

    @Test
    void aFaultIsAnAnswerAndNoCutConnection() throws IOException, InterruptedException {
        broken = true;

        assertThat(get("/health/ready").statusCode()).isEqualTo(500);
        assertThat(get("/health/ready").body()).doesNotContain("fault");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/health", "/health/readyz"})
    void otherPagesAreNotThere(String path) throws IOException, InterruptedException {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void answersAProbeByHeadAndNoWrite() throws IOException, InterruptedException {
        assertThat(send(request("/health/live").HEAD()).statusCode()).isEqualTo(200);
        assertThat(send(request("/health/live").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void aPortInUseIsToldInOneSentence() {
        assertThatThrownBy(() -> ManagementServer.start(HOST, server.port(), metrics, this::readiness))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("management port " + server.port() + " of 127.0.0.1")
                .hasMessageContaining("in use");
    }

    private Readiness readiness() {
        if (broken) {
            throw new IllegalStateException("fault");
        }
        return new Readiness(Map.of("kafka", kafka));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + server.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
