package io.channeladapter.sandbox.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls an HTTP interface that speaks JSON. Safe for many threads. */
public final class Rest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String address;
    private final Map<String, String> headers;

    /**
     * @param address start of each address, without a slash at its end
     * @param headers sent with each call
     */
    public Rest(HttpClient http, String address, Map<String, String> headers) {
        this.http = http;
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param etag the header ETag; null where there is none
     * @param body JSON; missing where the body is empty or no JSON
     */
    public record Answer(int status, @Nullable String etag, JsonNode body) {
        /** Whether the call succeeded. */
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /** Reads. */
    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Sends JSON. */
    public Answer post(String path, Object body) throws IOException, InterruptedException {
        return send(json(path).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Sends JSON about what stands at this version. */
    public Answer post(String path, String etag, Object body) throws IOException, InterruptedException {
        return send(json(path).header("If-Match", etag).POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Replaces what stands at this version. */
    public Answer put(String path, String etag, Object body) throws IOException, InterruptedException {
        return send(json(path).header("If-Match", etag).PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Deletes what stands at this version. */
    public Answer delete(String path, String etag) throws IOException, InterruptedException {
        return send(request(path).header("If-Match", etag).DELETE());
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(
                response.statusCode(), response.headers().firstValue("ETag").orElse(null), read(response.body()));
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
