package io.channeladapter.common.twitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.twitter.RateLimits.Scope;
import io.channeladapter.common.twitter.RateLimits.Window;
import io.channeladapter.common.twitter.Refusal.Kind;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends a signed request and turns whatever comes of it into an answer. Safe for many threads. */
final class HttpTransport {
    /** In seconds, the end of the year 9999: what is beyond is no second at all, or one of a thousandth. */
    private static final long LAST_RESET = 253_402_300_799L;

    private final HttpClient client;
    private final Duration timeout;

    HttpTransport(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * Sends.
     *
     * @param read makes the value of a 2xx from its headers and JSON body; empty where the body lacks what it needs
     *     or tells nothing but errors
     */
    <T> TwitterAnswer<T> send(HttpRequest.Builder request, BiFunction<HttpHeaders, JsonNode, Optional<T>> read) {
        HttpResponse<String> response;
        try {
            response = exchange(request.timeout(timeout).build());
        } catch (ExecutionException e) {
            return noAnswer(e.getCause());
        } catch (TimeoutException e) {
            return noAnswer(Kind.UNCLEAR, "Twitter did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return noAnswer(Kind.UNCLEAR, "interrupted while waiting for Twitter");
        }
        RateLimits limits = limits(response.headers());
        JsonNode body = json(response.body());
        if (response.statusCode() / 100 == 2) {
            Optional<T> value = read.apply(response.headers(), body);
            if (value.isPresent()) {
                return new TwitterAnswer.Success<>(value.get(), limits);
            }
            // v2 may tell errors under a status of success: what they name is known, what they do not is unclear.
            if (body.path("errors").isEmpty()) {
                return new TwitterAnswer.Refused<>(
                        new Refusal(
                                Kind.UNCLEAR,
                                response.statusCode(),
                                0,
                                "Twitter's answer lacks what it should hold",
                                null),
                        limits);
            }
        }
        ErrorBody error = ErrorBody.read(response.statusCode(), body);
        return new TwitterAnswer.Refused<>(
                AnswerTable.refusal(response.statusCode(), error.code(), error.reason(), error.message(), limits),
                limits);
    }

    // The time-out of a request ends with the headers of its answer; a body that never ends needs one of its own.
    private HttpResponse<String> exchange(HttpRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static <T> TwitterAnswer<T> noAnswer(@Nullable Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _, ConnectException _ ->
                noAnswer(Kind.UNREACHABLE, "Twitter cannot be reached");
            case SSLHandshakeException _ -> noAnswer(Kind.UNREACHABLE, "no trusted connection to Twitter came about");
            case HttpTimeoutException _ -> noAnswer(Kind.UNCLEAR, "Twitter did not answer in time");
            case null, default -> noAnswer(Kind.UNCLEAR, "the connection to Twitter broke before it answered");
        };
    }

    private static <T> TwitterAnswer<T> noAnswer(Kind kind, String message) {
        return new TwitterAnswer.Refused<>(new Refusal(kind, 0, 0, message, null), RateLimits.UNKNOWN);
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
        } catch (JsonProcessingException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }

    static RateLimits limits(HttpHeaders headers) {
        List<Window> windows = new ArrayList<>();
        window(headers, "x-rate-limit-", Scope.ENDPOINT).ifPresent(windows::add);
        window(headers, "x-user-limit-24hour-", Scope.USER_DAY).ifPresent(windows::add);
        window(headers, "x-app-limit-24hour-", Scope.APP_DAY).ifPresent(windows::add);
        return windows.isEmpty() ? RateLimits.UNKNOWN : new RateLimits(windows);
    }

    private static Optional<Window> window(HttpHeaders headers, String prefix, Scope scope) {
        try {
            long limit = headers.firstValueAsLong(prefix + "limit").orElse(-1);
            long remaining = headers.firstValueAsLong(prefix + "remaining").orElse(-1);
            long reset = headers.firstValueAsLong(prefix + "reset").orElse(-1);
            return limit < 0 || remaining < 0 || reset < 0 || reset > LAST_RESET
                    ? Optional.empty()
                    : Optional.of(new Window(scope, limit, remaining, Instant.ofEpochSecond(reset)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
