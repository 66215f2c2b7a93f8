package io.channeladapter.egress.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.media.MediaHost;
import io.channeladapter.common.media.MediaHosts;
import io.channeladapter.common.media.MediaKeys;
import io.channeladapter.common.media.MediaLink;
import io.channeladapter.common.media.MediaType;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.MediaSettings;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.egress.observe.MediaMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The server of media before a host that a test plays, with one channel. */
final class MediaRig implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    static final String PHOTO = "/1.1/ton/data/dm/100/5/a.jpg";
    static final String VIDEO = "/video/5/a.mp4";
    static final MediaLimits LIMITS = new MediaLimits(1_000_000, 4, 2, Duration.ofSeconds(5), Duration.ofSeconds(30));
    static final List<String> SECRETS =
            List.of("key-of-the-app", "secret-of-the-app", "token-of-the-account", "secret-of-the-token");

    private static final MediaKeys KEYS = MediaKeys.parse(new Secret("a-key-of-the-tests-0123456789-0123"));

    final FakeMediaHost host = new FakeMediaHost();
    final MockProducer<String, byte[]> signals =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    final Map<StreamId, Channel> channels = new HashMap<>();
    boolean channelsKnown = true;
    boolean keysetFits = true;
    Instant now = NOW;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HttpClient upstream =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpClient bot = HttpClient.newHttpClient();
    private final Patience patience;
    private final MediaServer server;

    MediaRig() throws IOException {
        this(LIMITS);
    }

    MediaRig(MediaLimits limits) throws IOException {
        channel(ChannelStatus.ENABLED, "sealed");
        patience = new Patience(limits.answer(), limits.whole());
        MediaHosts hosts = new MediaHosts(
                List.of(MediaHost.parse(host.url() + "/1.1/ton/")), List.of(MediaHost.parse(host.url() + "/video/")));
        server = MediaServer.start(
                new MediaConfig(new MediaSettings(KEYS, URI.create("http://unused"), hosts), "127.0.0.1", 0, limits),
                new MediaServer.Parts(
                        new KnownChannels(
                                id -> Optional.ofNullable(channels.get(id)),
                                () -> channelsKnown,
                                channel -> keysetFits && channel.sealedCredentials() != null
                                        ? Optional.of(credentials())
                                        : Optional.empty()),
                        new TwitterMedia(upstream, limits, patience, () -> now),
                        new RefusedKeys(signals, () -> now),
                        new MediaMeters(registry),
                        () -> now));
    }

    void channel(ChannelStatus status, @Nullable String sealedCredentials) {
        channels.put(
                STREAM,
                new Channel(
                        STREAM,
                        new BotId("demo"),
                        1,
                        null,
                        status,
                        ApiGeneration.ACCOUNT_ACTIVITY_V2,
                        null,
                        sealedCredentials,
                        null,
                        null,
                        null,
                        null,
                        AfterUnclear.RESEND,
                        null,
                        Health.healthy(NOW),
                        null,
                        NOW,
                        NOW));
    }

    /** A link to a file of the host, made as the router does. */
    String link(MediaType type, String path) {
        return elsewhere(type, host.url() + path);
    }

    /** The same of another channel. */
    String link(MediaType type, String path, StreamId streamId) {
        return new MediaLink(streamId, host.url() + path, type, NOW.plusSeconds(60)).address(base(), KEYS);
    }

    /** A link to any address. */
    String elsewhere(MediaType type, String source) {
        return new MediaLink(STREAM, source, type, NOW.plusSeconds(60)).address(base(), KEYS);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    HttpResponse<byte[]> get(String link, String... headers) throws IOException, InterruptedException {
        return bot.send(request(link, headers).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<InputStream> open(String link) throws IOException, InterruptedException {
        return bot.send(request(link).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<byte[]> send(String method, String link) throws IOException, InterruptedException {
        return bot.send(
                request(link)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(String link, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(link));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    /** Waits until so many requests have ended like this: they are counted after their answers. */
    void awaitCount(String outcome, int number) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(registry.find(EgressMetric.MEDIA_DOWNLOADS.metricName())
                                .tag("outcome", outcome)
                                .counters())
                        .as(outcome)
                        .singleElement()
                        .extracting(Counter::count)
                        .isEqualTo((double) number));
    }

    double underWay() {
        return registry.get(EgressMetric.MEDIA_UNDER_WAY.metricName()).gauge().value();
    }

    void closeServer() {
        server.close();
    }

    private static Credentials credentials() {
        return new Credentials(
                new Secret(SECRETS.get(0)),
                new Secret(SECRETS.get(1)),
                new Secret(SECRETS.get(2)),
                new Secret(SECRETS.get(3)));
    }

    @Override
    public void close() {
        bot.shutdownNow();
        upstream.shutdownNow();
        host.close();
        server.close();
        patience.close();
        signals.close();
    }
}
