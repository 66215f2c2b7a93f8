package io.channeladapter.common.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What an operator asks a service on its management port:
 *
 * <ul>
 *   <li>{@code GET /health/live}: 200 while the process can answer.
 *   <li>{@code GET /health/ready}: 200 when it can do its work, else 503; the body says what is missing.
 *   <li>{@code GET /metrics}: Prometheus text format.
 * </ul>
 *
 * Safe for many threads.
 */
public final class ManagementServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ManagementServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @param port 0 takes a free one
     * @throws IOException where the port is taken
     */
    public static ManagementServer start(
            String host, int port, PrometheusMeterRegistry metrics, Supplier<Readiness> readiness) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(host, port), 0);
        ManagementServer server = new ManagementServer(http);
        http.setExecutor(server.threads);
        http.createContext("/health/live", exchange -> answer(exchange, 200, "text/plain", "live\n"));
        http.createContext("/health/ready", exchange -> {
            Readiness now = readiness.get();
            answer(exchange, now.ready() ? 200 : 503, "text/plain", now.text() + "\n");
        });
        http.createContext(
                "/metrics", exchange -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape()));
        http.start();
        return server;
    }

    /** The port that is open. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
