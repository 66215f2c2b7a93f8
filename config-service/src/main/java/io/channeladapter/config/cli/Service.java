package io.channeladapter.config.cli;

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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A config-service that runs, and how to get in.
 *
 * @param url where it is, without a slash at its end
 * @param token of someone who may do what is asked
 */
record Service(String url, Secret token) {
    private static final String URL = "ADAPTER_CONFIG_URL";
    private static final String DEFAULT_URL = "http://localhost:8090";
    private static final List<String> TOKENS = List.of("ADAPTER_CONFIG_TOKEN", "ADAPTER_CONFIG_ADMIN_TOKEN");
    /** An examination waits for Twitter several times. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(90);

    /**
     * Finds it: by the arguments, else by the environment, else as the sandbox of this installation.
     *
     * @param url where it is; null where it was not said
     * @param tokenFile holds the token; null where it was not said
     * @param data folder of a sandbox; null where it was not said
     * @throws IOException where no token is to be found; the message says what to do
     */
    static Service find(
            Map<String, String> environment, @Nullable String url, @Nullable Path tokenFile, @Nullable Path data)
            throws IOException {
        String token = data != null ? null : tokenFile != null ? read(tokenFile) : token(environment);
        if (token != null) {
            String address = url != null ? url : environment.getOrDefault(URL, DEFAULT_URL);
            return new Service(address.replaceAll("/+$", ""), new Secret(token));
        }
        Path sandbox = data != null ? data : Path.of(System.getProperty("adapter.home", "."), ".sandbox");
        Path noted = sandbox.resolve("config-url");
        if (url == null && Files.notExists(noted)) {
            throw new IOException("no token is set and no sandbox runs on "
                    + sandbox.toAbsolutePath().normalize() + ": set " + TOKENS.getFirst()
                    + ", or name the sandbox's folder by --data");
        }
        return new Service(
                url != null ? url.replaceAll("/+$", "") : read(noted),
                new Secret(read(sandbox.resolve("admin-token"))));
    }

    private static @Nullable String token(Map<String, String> environment) throws IOException {
        for (String name : TOKENS) {
            String value = environment.get(name);
            String file = environment.get(name + "_FILE");
            if (value != null) {
                return value.strip();
            }
            if (file != null) {
                return read(Path.of(file));
            }
        }
        return null;
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IOException(file + " cannot be read", e);
        }
    }

    /** What an examination found; as {@link #post}. */
    JsonNode examine(HttpClient http, String streamId) throws IOException, InterruptedException {
        return post(http, "/api/channels/" + streamId + "/examination", "steps");
    }

    /**
     * The answer to a question.
     *
     * @param member that every right answer has
     * @throws IOException where it does not answer, or refuses; the message is for a person
     */
    JsonNode get(HttpClient http, String path, String member) throws IOException, InterruptedException {
        return json(http, path, HttpRequest.Builder::GET, member);
    }

    /** The answer to a request without a body; as {@link #get}. */
    JsonNode post(HttpClient http, String path, String member) throws IOException, InterruptedException {
        return json(http, path, request -> request.POST(BodyPublishers.noBody()), member);
    }

    /** The answer to a request; as {@link #get}. */
    JsonNode post(HttpClient http, String path, JsonNode body, String member) throws IOException, InterruptedException {
        return json(http, path, request -> request.POST(BodyPublishers.ofString(body.toString())), member);
    }

    /** The answer to a change of a channel, whatever its version; as {@link #get}. */
    JsonNode change(HttpClient http, String path, JsonNode body, String member)
            throws IOException, InterruptedException {
        return json(
                http,
                path,
                request -> request.header("If-Match", "*").POST(BodyPublishers.ofString(body.toString())),
                member);
    }

    /** The bytes that stand there; as {@link #get}. */
    byte[] bytes(HttpClient http, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(http, path, HttpRequest.Builder::GET);
        if (response.statusCode() != 200) {
            throw refused(response);
        }
        return response.body();
    }

    private JsonNode json(HttpClient http, String path, UnaryOperator<HttpRequest.Builder> method, String member)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(http, path, method);
        JsonNode body = json(response);
        if (response.statusCode() / 100 == 2 && body.has(member)) {
            return body;
        }
        throw refused(response);
    }

    private HttpResponse<byte[]> send(HttpClient http, String path, UnaryOperator<HttpRequest.Builder> method)
            throws IOException, InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(ANSWER_WITHIN)
                    .header("Authorization", "Bearer " + token.reveal());
            return http.send(method.apply(request).build(), BodyHandlers.ofByteArray());
        } catch (IllegalArgumentException e) {
            throw new IOException(url + " is no address, or the token holds what no header may", e);
        } catch (IOException e) {
            throw new IOException("the config-service does not answer at " + url + ": start it, or set " + URL, e);
        }
    }

    private IOException refused(HttpResponse<byte[]> response) {
        String detail = json(response).path("detail").asText("what answers at " + url + " is not the config-service");
        return new IOException("HTTP " + response.statusCode() + ", " + detail);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            JsonNode body = Json.MAPPER.readTree(response.body());
            return body == null ? Json.object() : body;
        } catch (IOException e) {
            return Json.object();
        }
    }
}
