package io.channeladapter.common.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

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
        HttpServer http = bind(host, port);
        ManagementServer server = new ManagementServer(http);
        http.setExecutor(server.threads);
        http.createContext("/", exchange -> answer(exchange, new Answer(404, "text/plain", "no such page\n")));
        on(http, "/health/live", () -> new Answer(200, "text/plain", "live\n"));
        on(http, "/health/ready", () -> {
            Readiness now = readiness.get();
            return new Answer(now.ready() ? 200 : 503, "text/plain", now.text() + "\n");
        });
        on(http, "/metrics", () -> new Answer(200, "text/plain; version=0.0.4", metrics.scrape()));
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

    private static HttpServer bind(String host, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "management port " + port + " of " + host
                            + " cannot be opened, it is in use or not this machine's: set another by the service's"
                            + " management-port",
                    e);
        }
    }

    private static void on(HttpServer http, String path, Supplier<Answer> page) {
        http.createContext(path, exchange -> answer(exchange, answerOf(exchange, path, page)));
    }

    private static Answer answerOf(HttpExchange exchange, String path, Supplier<Answer> page) {
        String method = exchange.getRequestMethod();
        if (!exchange.getRequestURI().getPath().equals(path)) {
            return new Answer(404, "text/plain", "no such page\n");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Answer(405, "text/plain", "only GET\n");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue(LogKeys.STEP, path).log("the management server cannot answer");
            return new Answer(500, "text/plain", "internal error\n");
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type() + "; charset=utf-8");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
            } else {
                exchange.sendResponseHeaders(answer.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private record Answer(int status, String type, String body) {}
}
