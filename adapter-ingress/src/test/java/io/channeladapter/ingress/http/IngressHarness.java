package io.channeladapter.ingress.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.AfterUnclear;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.network.ForwardingHeader;
import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.ingress.limit.Rate;
import io.channeladapter.ingress.limit.RateLimiter;
import io.channeladapter.ingress.limit.SourceMemory;
import io.channeladapter.ingress.observe.IngressMeters;
import io.channeladapter.ingress.publish.PublishOutcome;
import io.channeladapter.ingress.publish.testing.RecordingPublisher;
import io.channeladapter.ingress.secret.ChannelSecrets;
import io.channeladapter.ingress.secret.TestChannels;
import io.channeladapter.ingress.signal.BadSignatures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HTTP side on a free port, with channels and publisher in memory; signs by code of its own. */
final class IngressHarness implements AutoCloseable {
    static final int MAX_BODY = 1_024;
    static final ConnectionLimits LIMITS = new ConnectionLimits(100, Duration.ofSeconds(15));
    static final Instant NOW = Instant.parse("2026-11-23T08:15:30Z");
    static final String SECRET = "api-secret-key";
    static final StreamId CHANNEL = StreamId.of(new UUID(0, 1));
    static final StreamId DISABLED = StreamId.of(new UUID(0, 2));
    static final StreamId DRAFT = StreamId.of(new UUID(0, 3));
    static final StreamId DELETED = StreamId.of(new UUID(0, 4));
    static final StreamId UNREADABLE = StreamId.of(new UUID(0, 5));
    static final StreamId CHANGING = StreamId.of(new UUID(0, 7));
    static final String NEW_SECRET = "new-api-secret-key";
    static final String OLD_SECRET = "old-api-secret-key";
    static final StreamId UNKNOWN = StreamId.of(new UUID(0, 6));

    final RecordingPublisher publisher = new RecordingPublisher();
    final List<ChannelSignal> signals = new CopyOnWriteArrayList<>();
    final List<PublishOutcome> outcomes = new CopyOnWriteArrayList<>();
    final MeterRegistry registry = new SimpleMeterRegistry();
    final AtomicBoolean channelsRead = new AtomicBoolean(true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Intake intake;
    private final WebhookServer server;

    IngressHarness() throws IOException {
        this(new Rate(100, 100), Duration.ofSeconds(20));
    }

    IngressHarness(Rate rate, Duration ackTimeout) throws IOException {
        this(rate, ackTimeout, LIMITS);
    }

    IngressHarness(Rate rate, Duration ackTimeout, ConnectionLimits limits) throws IOException {
        intake = new Intake(
                new KnownChannels(channels(), channelsRead::get),
                new Senders(TrustedProxies.of(List.of("127.0.0.1")), ForwardingHeader.X_FORWARDED_FOR),
                new SourceMemory(),
                new RateLimiter(rate, 100),
                new BadSignatures(signals::add),
                publisher,
                (_, outcome) -> outcomes.add(outcome),
                ackTimeout,
                MAX_BODY,
                1 << 20,
                new IngressMeters(registry),
                InstantSource.fixed(NOW),
                new Random(1),
                threads);
        server = WebhookServer.start("127.0.0.1", 0, limits, intake);
    }

    /** Tries to open one more server on this port. */
    void startAnother(int port) throws IOException {
        WebhookServer.start("127.0.0.1", port, LIMITS, intake).close();
    }

    private static ChannelSecrets channels() {
        Sealer sealer = Sealer.with(Sealer.newKeyset());
        ChannelSecrets secrets = new ChannelSecrets(sealer);
        for (Channel channel : List.of(
                TestChannels.configured(CHANNEL, sealer, SECRET),
                TestChannels.configured(DISABLED, sealer, SECRET).with(ChannelStatus.DISABLED, NOW),
                TestChannels.draft(DRAFT),
                TestChannels.configured(DELETED, sealer, SECRET),
                TestChannels.sealed(UNREADABLE, "damaged"),
                changing(sealer))) {
            secrets.changed(channel.streamId(), Optional.of(channel));
        }
        secrets.changed(DELETED, Optional.empty());
        return secrets;
    }

    /** In use with {@link #SECRET}, while a connection waits whose secret is {@link #NEW_SECRET}. */
    private static Channel changing(Sealer sealer) {
        return TestChannels.configured(CHANGING, sealer, SECRET)
                .authorized(new TwitterAccount("42", "shop", "Shop", null), "900", NOW)
                .entering(
                        Objects.requireNonNull(TestChannels.configured(CHANGING, sealer, NEW_SECRET)
                                .inUse()),
                        AfterUnclear.RESEND,
                        PreviousSecret.seal(new Secret(OLD_SECRET), sealer, CHANGING, NOW.plusSeconds(1)),
                        NOW);
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder to(Object streamId, String query) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port() + "/webhooks/twitter/" + streamId + query))
                .timeout(Duration.ofSeconds(30));
    }

    /** A request that is signed as Twitter would. */
    HttpRequest.Builder signed(StreamId streamId, byte[] body) {
        return to(streamId, "")
                .header("Content-Type", "application/json")
                .header(WebhookHandler.SIGNATURE, sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Sends these bytes and returns all that comes until the other side closes. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** The status line of the answer to these bytes, without waiting for more. */
    String statusLine(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            StringBuilder line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    static String sign(byte[] body) {
        return sign(SECRET, body);
    }

    static String sign(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(ISO_8859_1), "HmacSHA256"));
            return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same without its length announced. */
    HttpRequest.Builder chunked(byte[] body) {
        return to(CHANNEL, "")
                .header(WebhookHandler.SIGNATURE, sign(body))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    /** Problem details with this status and code. */
    static void expectProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem =
                Json.read(response.body().getBytes(UTF_8), JsonNode.class).orElseThrow();
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotEmpty();
    }

    double count(String metric, String... tags) {
        return registry.find(metric).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    void stopServer() {
        server.close();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        threads.close();
    }
}
