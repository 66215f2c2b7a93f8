package io.channeladapter.common.twitter;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.Done;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the generations of the API have in common: calls in the account's name, signed by OAuth 1.0a, and calls in the
 * app's name, with its bearer token. A bearer token is asked for once and kept until Twitter refuses it. Safe for many
 * threads.
 */
final class SignedCalls {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

    private final String base;
    private final HttpTransport transport;
    private final BearerTokens tokens = new BearerTokens();

    /**
     * @param base such as {@code https://api.twitter.com}
     * @param client with a connect time-out of its own
     * @param timeout of a whole call
     */
    SignedCalls(URI base, HttpClient client, Duration timeout) {
        this.base = base.toString();
        this.transport = new HttpTransport(client, timeout);
    }

    /** A call in the account's name, without a body. */
    <T> TwitterAnswer<T> asUser(
            Credentials credentials, String method, String path, BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        String url = base + path;
        return transport.send(
                request(url)
                        .header("Authorization", OAuth1Signer.authorization(credentials, method, url, Map.of()))
                        .method(method, BodyPublishers.noBody()),
                read);
    }

    /** A form posted in the account's name; its fields are part of the signature. */
    <T> TwitterAnswer<T> postForm(
            Credentials credentials,
            String path,
            Map<String, String> form,
            BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        String url = base + path;
        String body = form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return transport.send(
                request(url)
                        .header("Authorization", OAuth1Signer.authorization(credentials, "POST", url, form))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)),
                read);
    }

    /** JSON posted in the account's name; it is no part of the signature. */
    <T> TwitterAnswer<T> postJson(
            Credentials credentials, String path, JsonNode body, BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        String url = base + path;
        return transport.send(
                request(url)
                        .header("Authorization", OAuth1Signer.authorization(credentials, "POST", url, Map.of()))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body))),
                read);
    }

    /** A file and its fields posted in the account's name; none of them is part of the signature. */
    <T> TwitterAnswer<T> postMultipart(
            Credentials credentials,
            String path,
            Map<String, String> fields,
            byte[] media,
            BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        String url = base + path;
        String boundary = UUID.randomUUID().toString();
        String line = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"";
        String head = fields.entrySet().stream()
                        .map(field -> line + field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + line + "media\"; filename=\"media\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        return transport.send(
                request(url)
                        .header("Authorization", OAuth1Signer.authorization(credentials, "POST", url, Map.of()))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(head),
                                BodyPublishers.ofByteArray(media),
                                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))),
                read);
    }

    /** A call in the app's name, without a body. */
    <T> TwitterAnswer<T> asApp(
            Credentials credentials, String method, String path, BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        return withToken(credentials, () -> request(base + path).method(method, BodyPublishers.noBody()), read);
    }

    /** JSON posted in the app's name. */
    <T> TwitterAnswer<T> postJsonAsApp(
            Credentials credentials, String path, JsonNode body, BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        return withToken(
                credentials,
                () -> request(base + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(Json.bytes(body))),
                read);
    }

    private <T> TwitterAnswer<T> withToken(
            Credentials credentials,
            Supplier<HttpRequest.Builder> request,
            BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        Optional<Secret> kept = tokens.of(credentials);
        if (kept.isPresent()) {
            TwitterAnswer<T> answer = transport.send(bearing(kept.get(), request.get()), read);
            if (!(answer instanceof TwitterAnswer.Refused<T>(Refusal refusal, var _) && refusal.httpStatus() == 401)) {
                return answer;
            }
            tokens.forget(credentials);
        }
        return switch (newToken(credentials)) {
            case TwitterAnswer.Success<Secret>(Secret token, RateLimits _) -> {
                tokens.keep(credentials, token);
                yield transport.send(bearing(token, request.get()), read);
            }
            case TwitterAnswer.Refused<Secret>(Refusal refusal, RateLimits limits) ->
                new TwitterAnswer.Refused<>(refusal, limits);
        };
    }

    private TwitterAnswer<Secret> newToken(Credentials credentials) {
        String basic = encoded(credentials.apiKey().reveal()) + ":"
                + encoded(credentials.apiSecretKey().reveal());
        HttpRequest.Builder request = request(base + "/oauth2/token")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
        return transport.send(
                request,
                (headers, body) -> Optional.of(body.path("access_token").asText())
                        .filter(VISIBLE.asMatchPredicate())
                        .map(Secret::new));
    }

    private static HttpRequest.Builder bearing(Secret token, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token.reveal());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json");
    }

    /** Reads an answer that yields nothing but that it was done. */
    static Optional<Done> done(HttpHeaders headers, JsonNode body) {
        return Optional.of(new Done());
    }

    /** Reads what the tokens of a signed call may do. */
    static AccessLevel access(HttpHeaders headers) {
        return switch (headers.firstValue("x-access-level").orElse("").toLowerCase(Locale.ROOT)) {
            case "read" -> AccessLevel.READ;
            case "read-write" -> AccessLevel.READ_WRITE;
            case "read-write-directmessages", "read-write-privatemessages" -> AccessLevel.READ_WRITE_DIRECT_MESSAGES;
            default -> AccessLevel.UNKNOWN;
        };
    }

    /** Reads a webhook; empty where the node is none. */
    static Optional<Webhook> webhook(JsonNode node) {
        try {
            return node.hasNonNull("id") && node.hasNonNull("url")
                    ? Optional.of(new Webhook(
                            node.path("id").asText(),
                            URI.create(node.path("url").asText()),
                            node.path("valid").asBoolean()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One segment of a path, or one field of a form. OAuth counts a space as %20, URLEncoder writes it as +. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
