package io.channeladapter.config.picture;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures of accounts and keeps the last ones for a while. It goes only to Twitter's two hosts of pictures, by
 * https, and to where Twitter's API is set to be; follows no redirect; and takes only images of at most 1 MiB that come
 * within 3 seconds. Whatever else is asked for, or cannot be had, is as no picture. Safe for many threads.
 */
public final class Pictures {
    private static final Set<String> HOSTS = Set.of("pbs.twimg.com", "abs.twimg.com");
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final long MOST_BYTES = 1024 * 1024;
    private static final int MOST_KEPT = 64;
    private static final Duration FETCHED_WITHIN = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofHours(1);
    /** What failed is tried again soon, but not with every view of a page. */
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);

    private final URI twitter;
    private final HttpClient client;
    private final InstantSource clock;
    private final Map<URI, Kept> kept = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Kept> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * @param twitter where Twitter's API is
     * @param client must not follow redirects
     */
    public Pictures(URI twitter, HttpClient client, InstantSource clock) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects goes to any host");
        }
        this.twitter = twitter;
        this.client = client;
        this.clock = clock;
    }

    /** A picture. */
    public static final class Picture {
        private final String type;
        private final byte[] bytes;

        private Picture(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        /** Its media type. */
        public String type() {
            return type;
        }

        /** The image itself. */
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    private record Kept(Optional<Picture> picture, Instant until) {}

    /** The picture at this address; empty where there is none to be had. */
    public Optional<Picture> of(@Nullable String url) {
        Optional<URI> address = Optional.ofNullable(url).flatMap(this::allowed);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        synchronized (kept) {
            Kept before = kept.get(address.get());
            if (before != null && now.isBefore(before.until())) {
                return before.picture();
            }
        }
        Optional<Picture> picture = fetch(address.get());
        synchronized (kept) {
            kept.put(address.get(), new Kept(picture, now.plus(picture.isPresent() ? KEPT : FAILURE_KEPT)));
        }
        return picture;
    }

    private Optional<URI> allowed(String url) {
        try {
            URI uri = URI.create(url);
            String host = uri.getHost();
            if (host == null || uri.getUserInfo() != null) {
                return Optional.empty();
            }
            boolean ofTwitter = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getPort() == -1
                    && HOSTS.contains(host.toLowerCase(Locale.ROOT));
            boolean ofTheApi = twitter.getScheme().equalsIgnoreCase(uri.getScheme())
                    && twitter.getHost().equalsIgnoreCase(host)
                    && twitter.getPort() == uri.getPort();
            return ofTwitter || ofTheApi ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Picture> fetch(URI address) {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                HttpRequest.newBuilder(address).build(),
                BodyHandlers.limiting(info -> BodySubscribers.ofByteArray(), MOST_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(FETCHED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            String type = response.headers()
                    .firstValue("content-type")
                    .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                    .orElse("");
            return response.statusCode() == 200 && TYPES.contains(type)
                    ? Optional.of(new Picture(type, response.body()))
                    : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }
}
