package io.channeladapter.config.authorize;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.WebhookSignature;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Challenges over HTTP, signed as Twitter signs. It asks again for a while where an ingress may only not know the
 * channel's keys yet, since it learns them a moment later than this service.
 */
public final class HttpCallbackProbe implements CallbackProbe {
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** Twitter waits as long, for the whole answer. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

    private final HttpClient client;
    private final Supplier<String> tokens;
    private final Duration patience;

    /**
     * @param client must not follow redirects, as Twitter does not
     * @param tokens fresh random tokens of URL-safe Base64
     * @param patience how long to ask again
     */
    public HttpCallbackProbe(HttpClient client, Supplier<String> tokens, Duration patience) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a probe that follows redirects finds right what Twitter does not");
        }
        this.client = client;
        this.tokens = tokens;
        this.patience = patience;
    }

    @Override
    public Answer challenge(URI callbackUrl, Secret apiSecretKey) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Answer answer = once(callbackUrl, apiSecretKey);
            boolean enough = System.nanoTime() + PAUSE.toNanos() > deadline;
            if (enough || !mayPass(answer) || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Whether waiting may help. */
    private static boolean mayPass(Answer answer) {
        return switch (answer) {
            case Answer.Right _ -> false;
            case Answer.Wrong(Fault fault, int _) ->
                switch (fault) {
                    case NO_CONNECTION, CLOSED, STATUS, OTHER_KEY -> true;
                    case NAME_UNKNOWN, NOT_TRUSTED, TOO_SLOW, REDIRECTED, NOT_JSON, INTERRUPTED -> false;
                };
        };
    }

    private Answer once(URI callbackUrl, Secret apiSecretKey) {
        String token = tokens.get();
        String query = "crc_token=" + encoded(token) + "&nonce=" + encoded(tokens.get());
        HttpRequest request = HttpRequest.newBuilder(URI.create(callbackUrl + "?" + query))
                .header(WebhookSignature.HEADER, signature(query, apiSecretKey))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return judge(answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS), signature(token, apiSecretKey));
        } catch (ExecutionException e) {
            return wrong(fault(e.getCause()));
        } catch (TimeoutException e) {
            return wrong(Fault.TOO_SLOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return wrong(Fault.INTERRUPTED);
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer wrong(Fault fault) {
        return new Answer.Wrong(fault, 0);
    }

    private static Fault fault(@Nullable Throwable failure) {
        boolean unknown = Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .anyMatch(e -> e instanceof UnresolvedAddressException || e instanceof UnknownHostException);
        return switch (failure) {
            case HttpTimeoutException _ -> Fault.TOO_SLOW;
            case SSLException _ -> Fault.NOT_TRUSTED;
            case Throwable _ when unknown -> Fault.NAME_UNKNOWN;
            case ConnectException _ -> Fault.NO_CONNECTION;
            case null, default -> Fault.CLOSED;
        };
    }

    private static Answer judge(HttpResponse<String> response, String expected) {
        int status = response.statusCode();
        if (status / 100 == 3) {
            return new Answer.Wrong(Fault.REDIRECTED, status);
        }
        if (status != 200) {
            return new Answer.Wrong(Fault.STATUS, status);
        }
        String type = response.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
        String token = token(response.body());
        if (!type.startsWith("application/json") || token.isEmpty()) {
            return new Answer.Wrong(Fault.NOT_JSON, status);
        }
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
                ? new Answer.Right()
                : new Answer.Wrong(Fault.OTHER_KEY, status);
    }

    private static String token(String body) {
        try {
            return Json.MAPPER.readTree(body).path("response_token").asText("");
        } catch (JsonProcessingException | NumberFormatException e) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String signature(String text, Secret key) {
        return WebhookSignature.of(text.getBytes(StandardCharsets.UTF_8), key);
    }
}
