package io.channeladapter.egress.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine, and the names that lead to it and elsewhere. Safe for many threads. */
final class FakeHost implements CheckedNames.Lookup, AutoCloseable {
    static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Map<String, Deque<String>> names = new HashMap<>();
    private final List<String> lookups = new ArrayList<>();
    private final List<Map<String, List<String>>> asked = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Answers a request. */
    interface Page {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    FakeHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        name("media.example", "127.0.0.1");
    }

    /** A name that leads to these addresses, one for each time it is looked up; the last for ever. */
    FakeHost name(String host, String... addresses) {
        synchronized (names) {
            names.put(host, new ArrayDeque<>(List.of(addresses)));
        }
        return this;
    }

    URI at(String path) {
        return at("media.example", path);
    }

    URI at(String host, String path) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
    }

    FakeHost page(String path, Page page) {
        pages.put(path, page);
        return this;
    }

    FakeHost file(String path, byte[] bytes) {
        return page(path, exchange -> {
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    FakeHost status(String path, int status) {
        return page(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    FakeHost redirect(String path, String location) {
        return page(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    /** Begins an answer and never ends it. */
    FakeHost standstill(String path) {
        return page(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(PICTURE);
            exchange.getResponseBody().flush();
            closing.await();
        });
    }

    /** Gives a picture that never ends. */
    FakeHost flood(String path) {
        return page(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(PICTURE);
            byte[] more = new byte[8_192];
            while (closing.getCount() > 0) {
                exchange.getResponseBody().write(more);
            }
        });
    }

    List<String> lookups() {
        synchronized (names) {
            return List.copyOf(lookups);
        }
    }

    /** Headers of what was asked. */
    List<Map<String, List<String>>> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    @Override
    public InetAddress[] of(String host) throws UnknownHostException {
        synchronized (names) {
            lookups.add(host);
            Deque<String> addresses = names.get(host);
            if (addresses != null) {
                String first = addresses.size() > 1 ? addresses.removeFirst() : addresses.getFirst();
                return Arrays.stream(first.split(" ", -1))
                        .map(InetAddress::ofLiteral)
                        .toArray(InetAddress[]::new);
            }
        }
        if (host.matches("[0-9.]+|.*:.*")) {
            return InetAddress.getAllByName(host);
        }
        throw new UnknownHostException(host);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            synchronized (asked) {
                asked.add(Map.copyOf(exchange.getRequestHeaders()));
            }
            pages.getOrDefault(exchange.getRequestURI().getPath(), e -> e.sendResponseHeaders(404, -1))
                    .answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
