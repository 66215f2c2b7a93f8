package io.channeladapter.sandbox.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.channeladapter.sandbox.simulator.delivery.WebhookSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A callback URL as a channel would have: answers challenges, remembers events. */
final class HookReceiver implements AutoCloseable {
    /** How the receiver answers a GET. */
    enum OnChallenge {
        RIGHT,
        WRONG_TOKEN,
        NOT_JSON_TYPE,
        REDIRECT,
        SERVER_ERROR,
        NEVER
    }

    record Received(String signature, String contentType, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String secret;
    private final CountDownLatch closed = new CountDownLatch(1);
    final List<Received> events = new CopyOnWriteArrayList<>();
    final List<String> challenges = new CopyOnWriteArrayList<>();
    volatile OnChallenge onChallenge = OnChallenge.RIGHT;
    volatile int eventStatus = 200;

    HookReceiver(String secret) {
        this.secret = secret;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/twitter/st-1";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                events.add(new Received(
                        exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER),
                        exchange.getRequestHeaders().getFirst("content-type"),
                        body));
                exchange.sendResponseHeaders(eventStatus, -1);
            } else {
                challenge(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void challenge(HttpExchange exchange) throws IOException, InterruptedException {
        String query = exchange.getRequestURI().getRawQuery();
        challenges.add(query + " " + exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER));
        String token = query.substring("crc_token=".length(), query.indexOf('&'));
        String signed = onChallenge == OnChallenge.WRONG_TOKEN ? "wrong" : token;
        String type = onChallenge == OnChallenge.NOT_JSON_TYPE ? "text/plain" : "application/json";
        int status = switch (onChallenge) {
            case REDIRECT -> 302;
            case SERVER_ERROR -> 500;
            case RIGHT, WRONG_TOKEN, NOT_JSON_TYPE, NEVER -> 200;
        };
        if (onChallenge == OnChallenge.NEVER) {
            closed.await();
        }
        byte[] body = ("{\"response_token\":\"" + WebhookSignature.sign(secret, signed) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", type);
        exchange.getResponseHeaders().add("location", "/elsewhere");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
