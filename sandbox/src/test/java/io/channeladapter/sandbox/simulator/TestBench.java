package io.channeladapter.sandbox.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import io.channeladapter.sandbox.simulator.oauth.OAuthSignature;
import io.channeladapter.sandbox.simulator.oauth.Param;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A simulator, a webhook for it, and a client with the demo account's keys. */
final class TestBench implements AutoCloseable {
    static final String ENV = "/1.1/account_activity/all/sandbox";
    private static final String SEND = "/1.1/direct_messages/events/new.json";
    static final SimulatorConfig FAST = SimulatorConfig.local()
            .withTimes(
                    Duration.ofMillis(400), List.of(Duration.ofMillis(20), Duration.ofMillis(40)), Duration.ofHours(1));

    final TestClock clock = new TestClock();
    final TwitterSimulator simulator;
    final IssuedKeys keys;
    final HookReceiver hook;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicLong nonce = new AtomicLong();

    TestBench() {
        this(FAST);
    }

    TestBench(SimulatorConfig config) {
        simulator = TwitterSimulator.start(config, clock, new Random(1));
        keys = simulator.demoKeys();
        hook = new HookReceiver(keys.apiSecretKey());
    }

    static TestBench in(Path folder) {
        return new TestBench(FAST.withDataDir(folder));
    }

    /** A client's answer. */
    record Answer(int status, String body, @Nullable HttpResponse<String> response) {
        JsonNode json() {
            return read(body);
        }

        int code() {
            return json().at("/errors/0/code").asInt();
        }

        /** The reason of v2, from the place where this simulator puts it. */
        String reason() {
            return json().at("/errors/0/message").asText().replaceFirst(":.*", "");
        }

        /** The last part of a problem's type. */
        String type() {
            return json().path("type").asText().replaceFirst(".*/", "");
        }

        String message() {
            return json().at("/errors/0/message").asText();
        }

        String header(String name) {
            return response == null ? "" : response.headers().firstValue(name).orElse("");
        }
    }

    static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    /** A call signed with the demo account's keys. */
    Answer signed(String method, String pathAndQuery, String form) {
        return send(
                method,
                pathAndQuery,
                form,
                "application/x-www-form-urlencoded",
                authorization(method, pathAndQuery, form, keys));
    }

    Answer signed(String method, String pathAndQuery) {
        return signed(method, pathAndQuery, "");
    }

    Answer signedJson(String path, String json) {
        return send("POST", path, json, "application/json", authorization("POST", path, "", keys));
    }

    Answer say(String recipientId, String text) {
        return signedJson(SEND, message(recipientId, text));
    }

    /** Sends a message, but waits for the answer only a moment. */
    Answer impatient(String recipientId, String text) {
        String authorization = authorization("POST", SEND, "", keys);
        return send(
                "POST", SEND, message(recipientId, text), "application/json", authorization, Duration.ofMillis(300));
    }

    private static String message(String recipientId, String text) {
        return "{\"event\":{\"type\":\"message_create\",\"message_create\":{\"target\":{\"recipient_id\":\""
                + recipientId + "\"},\"message_data\":{\"text\":\"" + text + "\"}}}}";
    }

    Answer bearer(String method, String path) {
        return bearer(method, path, "");
    }

    Answer bearer(String method, String path, String json) {
        String pair = keys.apiKey() + ":" + keys.apiSecretKey();
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        String token = send(
                        "POST",
                        "/oauth2/token",
                        "grant_type=client_credentials",
                        "application/x-www-form-urlencoded",
                        basic)
                .json()
                .path("access_token")
                .asText();
        return send(method, path, json, "application/json", "Bearer " + token);
    }

    /** A call of the control API. */
    Answer control(String method, String path, String json) {
        return send(method, "/control" + path, json, "application/json", null);
    }

    String authorization(String method, String pathAndQuery, String form, IssuedKeys with) {
        int question = pathAndQuery.indexOf('?');
        String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        List<Param> params = new ArrayList<>(Param.parse(question < 0 ? "" : pathAndQuery.substring(question + 1)));
        params.addAll(Param.parse(form));
        List<Param> oauth = new ArrayList<>(List.of(
                new Param("oauth_consumer_key", with.apiKey()),
                new Param("oauth_nonce", "n" + nonce.incrementAndGet()),
                new Param("oauth_signature_method", "HMAC-SHA1"),
                new Param("oauth_timestamp", Long.toString(clock.instant().getEpochSecond())),
                new Param("oauth_token", with.accessToken()),
                new Param("oauth_version", "1.0")));
        params.addAll(oauth);
        String base = OAuthSignature.baseString(method, simulator.url() + path, params);
        oauth.add(
                new Param("oauth_signature", OAuthSignature.sign(base, with.apiSecretKey(), with.accessTokenSecret())));
        return oauth.stream()
                .map(param -> param.name() + "=\"" + OAuthSignature.percentEncode(param.value()) + "\"")
                .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    Answer send(String method, String path, String body, String contentType, @Nullable String authorization) {
        return send(method, path, body, contentType, authorization, Duration.ofSeconds(20));
    }

    private Answer send(
            String method,
            String path,
            String body,
            String contentType,
            @Nullable String authorization,
            Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.url() + path))
                .timeout(patience)
                .header("content-type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("authorization", authorization);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e.getMessage()), null);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    Answer register() {
        return signed("POST", ENV + "/webhooks.json", "url=" + OAuthSignature.percentEncode(hook.url()));
    }

    Answer registerV2() {
        return bearer("POST", "/2/webhooks", "{\"url\":\"" + hook.url() + "\"}");
    }

    /** Registers the webhook by v2, subscribes the demo account to it, and yields the webhook's id. */
    String connectV2() {
        String id = registerV2().json().at("/data/id").asText();
        signed("POST", "/2/account_activity/webhooks/" + id + "/subscriptions/all");
        return id;
    }

    Answer sayV2(String recipientId, String text) {
        return signedJson("/2/dm_conversations/with/" + recipientId + "/messages", "{\"text\":\"" + text + "\"}");
    }

    /** Registers the webhook and subscribes the demo account to it. */
    void connect() {
        register();
        signed("POST", ENV + "/subscriptions.json");
    }

    @Override
    public void close() {
        simulator.close();
        hook.close();
        http.shutdownNow();
    }
}
