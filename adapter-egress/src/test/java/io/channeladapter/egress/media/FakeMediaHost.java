package io.channeladapter.egress.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A host of media that answers as a test says, and remembers what it was asked. */
final class FakeMediaHost implements AutoCloseable {
    /** Answers one request. */
    interface Reply {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /**
     * A request as it came in.
     *
     * @param address path and query
     * @param authorization null where it was not signed
     * @param range null where all was wanted
     */
    record Asked(
            String address,
            @Nullable String authorization,
            @Nullable String range) {}

    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Reply reply = exchange -> exchange.sendResponseHeaders(404, -1);

    FakeMediaHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(new Asked(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Range")));
            try (exchange) {
                reply.give(exchange);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void replies(Reply next) {
        reply = next;
    }

    /** A file with headers by name and value in turn; ranges are passed over. */
    void has(String contentType, byte[] file, String... headers) {
        reply = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            set(exchange, headers);
            exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
            exchange.getResponseBody().write(file);
        };
    }

    /** A status without a body, with headers by name and value in turn. */
    void refuses(int status, String... headers) {
        reply = exchange -> {
            set(exchange, headers);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private static void set(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
