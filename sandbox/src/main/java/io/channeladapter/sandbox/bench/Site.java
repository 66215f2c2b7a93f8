package io.channeladapter.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The config-service as an admin sees it, by REST and in a browser. Safe for many threads. */
final class Site {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final HttpClient client;
    private final String url;
    private final Secret token;
    private final String cookie;

    private Site(HttpClient client, String url, Secret token, String cookie) {
        this.client = client;
        this.url = url;
        this.token = token;
        this.cookie = cookie;
    }

    /** Signs in. */
    static Site enter(HttpClient client, String url, Secret token) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(url + "/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("token=" + token.reveal()))
                        .build(),
                BodyHandlers.ofString());
        String cookie = answer.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new IOException("sign-in was answered with " + answer.statusCode()));
        return new Site(client, url, token, cookie.substring(0, cookie.indexOf(';')));
    }

    /** Reads something, by REST where it is of REST. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_WITHIN);
        if (path.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + token.reveal());
        } else {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was answered with " + answer.statusCode());
        }
        return answer.body();
    }

    /** Reads JSON. */
    JsonNode json(String path) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(get(path));
    }
}
