package io.channeladapter.config.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Twitter's time from the header {@code Date} of any answer; also an error has it. */
public final class HttpTwitterClock implements TwitterClock {
    private final URI base;
    private final HttpClient client;
    private final InstantSource clock;
    private final Duration timeout;

    /** @param base where Twitter's API is */
    public HttpTwitterClock(URI base, HttpClient client, InstantSource clock, Duration timeout) {
        this.base = base;
        this.client = client;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public Comparison compare() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/"))
                .timeout(timeout)
                .HEAD()
                .build();
        Instant before = clock.instant();
        try {
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            Instant between =
                    before.plus(Duration.between(before, clock.instant()).dividedBy(2));
            Optional<Instant> told = response.headers().firstValue("date").flatMap(HttpTwitterClock::read);
            return told.<Comparison>map(time -> new Comparison.Told(Duration.between(time, between)))
                    .orElseGet(Comparison.Untold::new);
        } catch (IOException e) {
            return new Comparison.Unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Comparison.Unreachable();
        }
    }

    private static Optional<Instant> read(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
