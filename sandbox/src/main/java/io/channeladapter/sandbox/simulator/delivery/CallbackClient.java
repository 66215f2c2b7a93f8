package io.channeladapter.sandbox.simulator.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Calls callback URLs: no redirect is followed, and the time limit covers the whole answer. Safe for many threads. */
public final class CallbackClient {
    private final HttpClient http;
    private final Duration timeout;

    /**
     * A client with a time limit.
     *
     * @param http must not follow redirects
     * @param timeout for connecting, sending and reading together
     */
    public CallbackClient(HttpClient http, Duration timeout) {
        this.http = http;
        this.timeout = timeout;
    }

    /** What a callback URL answered, or why it did not. */
    public sealed interface Reply {
        /**
         * There was an answer.
         *
         * @param response whatever its status
         */
        record Answered(HttpResponse<String> response) implements Reply {}

        /**
         * There was none.
         *
         * @param reason why there is no answer
         */
        record Unanswered(Reason reason) implements Reply {}
    }

    /** Why there is no answer. */
    public enum Reason {
        /** No answer in time. */
        TIMEOUT,
        /** Name or port does not answer. */
        NO_CONNECTION,
        /** The certificate or the handshake is bad. */
        TLS,
        /** The connection was closed before an answer. */
        CLOSED
    }

    /** Asks, and waits for the answer at most as long as the limit. */
    public Reply call(HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return new Reply.Answered(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Reply.Unanswered(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            return new Reply.Unanswered(reasonOf(e.getCause()));
        }
    }

    /** A request to a callback URL, ready for its method. */
    HttpRequest.Builder to(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("user-agent", "Twitterbot/1.0");
    }

    private static Reason reasonOf(@Nullable Throwable cause) {
        return switch (cause) {
            case SSLException _ -> Reason.TLS;
            case ConnectException _, UnresolvedAddressException _ -> Reason.NO_CONNECTION;
            case IOException _ -> Reason.CLOSED;
            case null, default -> throw new IllegalStateException("A callback URL could not be called", cause);
        };
    }
}
