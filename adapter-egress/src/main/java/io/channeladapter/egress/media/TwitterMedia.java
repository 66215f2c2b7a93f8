package io.channeladapter.egress.media;

import io.channeladapter.common.media.MediaHosts;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.SignedGet;
import io.channeladapter.egress.media.ByteRange.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks Twitter for a file, for no more of it than is wanted, and takes nothing but a photo or video. Safe for many
 * threads.
 */
public final class TwitterMedia {
    /** Formats that programs show and none of them runs. */
    private static final Set<String> TYPES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/webm", "video/quicktime");

    private static final Pattern ETAG = Pattern.compile("\"[!#-~]{0,200}\"");
    private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/[0-9]{1,18}");
    private static final long LONGEST_RETRY = Duration.ofMinutes(15).toSeconds();

    private final HttpClient http;
    private final MediaLimits limits;
    private final Patience patience;
    private final InstantSource clock;

    /** @param http must not follow redirects */
    public TwitterMedia(HttpClient http, MediaLimits limits, Patience patience, InstantSource clock) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a redirect would lead away from the hosts that may be asked");
        }
        this.http = http;
        this.limits = limits;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Asks.
     *
     * @param place one of the hosts that may be asked
     * @param credentials sign the request where the place wants it; null where it does not
     * @param ifRange the tag of the file that the range is meant for; null for any
     */
    Fetched fetch(
            MediaHosts.Place place,
            @Nullable Credentials credentials,
            Optional<ByteRange> range,
            @Nullable String ifRange)
            throws InterruptedException {
        // A condition that cannot be held against a tag is taken for one that does not hold.
        Optional<ByteRange> part = ifRange == null || ETAG.matcher(ifRange).matches() ? range : Optional.empty();
        HttpRequest.Builder request = request(place.address(), place.signed() ? credentials : null);
        request.timeout(limits.answer());
        part.ifPresent(wanted -> request.header("Range", wanted.header()));
        if (part.isPresent() && ifRange != null) {
            request.header("If-Range", ifRange);
        }
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            return new Fetched.Missing(Problem.TWITTER_TOO_SLOW);
        } catch (IOException e) {
            return new Fetched.Missing(Problem.TWITTER_UNAVAILABLE);
        }
        InputStream body = patience.watched(answer.body());
        Fetched fetched = read(answer.statusCode(), answer.headers(), body, part, ifRange);
        if (!(fetched instanceof Fetched.Found)) {
            close(body);
        }
        return fetched;
    }

    private static HttpRequest.Builder request(URI address, @Nullable Credentials credentials) {
        return credentials == null ? HttpRequest.newBuilder(address) : SignedGet.of(credentials, address);
    }

    private Fetched read(
            int status, HttpHeaders headers, InputStream body, Optional<ByteRange> range, @Nullable String ifRange) {
        return switch (status) {
            case 200 -> whole(headers, body, range, ifRange);
            case 206 ->
                range.map(wanted -> part(headers, body, wanted))
                        .orElseGet(() -> new Fetched.Missing(Problem.ANSWER_REFUSED));
            case 416 ->
                range.isPresent()
                        ? new Fetched.OutOfRange(headers.firstValue("content-range")
                                .filter(value -> UNSATISFIED.matcher(value).matches())
                                .orElse("bytes */*"))
                        : new Fetched.Missing(Problem.ANSWER_REFUSED);
            case 401 -> new Fetched.Missing(Problem.CREDENTIALS_REFUSED);
            case 403 -> new Fetched.Missing(Problem.ACCESS_REFUSED);
            case 404, 410 -> new Fetched.Missing(Problem.MEDIA_GONE);
            case 420, 429 -> new Fetched.Missing(Problem.RATE_LIMITED, retry(headers));
            default ->
                new Fetched.Missing(
                        status >= 500
                                ? Problem.TWITTER_UNAVAILABLE
                                : status >= 300 && status < 400 ? Problem.REDIRECT_REFUSED : Problem.ANSWER_REFUSED);
        };
    }

    private Fetched whole(HttpHeaders headers, InputStream body, Optional<ByteRange> range, @Nullable String ifRange) {
        Optional<String> type = type(headers);
        long length = headers.firstValueAsLong("content-length").orElse(Fetched.Found.UNKNOWN);
        if (type.isEmpty()) {
            return new Fetched.Missing(Problem.TYPE_REFUSED);
        }
        if (length > limits.maxSize()) {
            return new Fetched.Missing(Problem.TOO_LARGE);
        }
        String etag = etag(headers);
        // Twitter may give the whole where a part was asked for.
        boolean sliced = range.isPresent() && length >= 0 && (ifRange == null || ifRange.equals(etag));
        if (!sliced) {
            return new Fetched.Found(body, type.get(), 0, length, null, etag);
        }
        Optional<Slice> slice = range.get().in(length);
        return slice.isEmpty()
                ? new Fetched.OutOfRange("bytes */" + length)
                : new Fetched.Found(
                        body,
                        type.get(),
                        slice.get().first(),
                        slice.get().length(),
                        "bytes " + slice.get().first() + "-" + slice.get().last() + "/" + length,
                        etag);
    }

    private Fetched part(HttpHeaders headers, InputStream body, ByteRange wanted) {
        Optional<String> type = type(headers);
        if (type.isEmpty()) {
            return new Fetched.Missing(Problem.TYPE_REFUSED);
        }
        String contentRange = headers.firstValue("content-range").orElse("").strip();
        Optional<Slice> slice = Slice.read(contentRange);
        if (slice.isEmpty() || !isPartOf(wanted, slice.get(), Slice.totalOf(contentRange))) {
            return new Fetched.Missing(Problem.ANSWER_REFUSED);
        }
        long total = Slice.totalOf(contentRange);
        return (total == Long.MAX_VALUE ? slice.get().last() + 1 : total) > limits.maxSize()
                ? new Fetched.Missing(Problem.TOO_LARGE)
                : new Fetched.Found(body, type.get(), 0, slice.get().length(), contentRange, etag(headers));
    }

    private static boolean isPartOf(ByteRange wanted, Slice given, long total) {
        return switch (wanted) {
            case ByteRange.From from -> given.first() == from.first() && given.last() <= from.last();
            case ByteRange.Last last -> given.last() == total - 1 && given.length() <= last.count();
        };
    }

    private static Optional<String> type(HttpHeaders headers) {
        if (headers.firstValue("content-encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("identity"))
                .isPresent()) {
            return Optional.empty();
        }
        return headers.firstValue("content-type")
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(TYPES::contains);
    }

    private static @Nullable String etag(HttpHeaders headers) {
        return headers.firstValue("etag")
                .filter(tag -> ETAG.matcher(tag).matches())
                .orElse(null);
    }

    private @Nullable Long retry(HttpHeaders headers) {
        try {
            long reset = headers.firstValueAsLong("x-rate-limit-reset").orElse(-1);
            return reset < 0 ? null : Math.clamp(reset - clock.instant().getEpochSecond(), 1, LONGEST_RETRY);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // What is left of an answer that nobody wants.
        }
    }
}
