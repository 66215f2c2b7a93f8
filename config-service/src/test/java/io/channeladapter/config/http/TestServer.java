package io.channeladapter.config.http;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.network.TrustedProxies;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.config.access.Clients;
import io.channeladapter.config.access.CookieKey;
import io.channeladapter.config.access.Gate;
import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.Sessions;
import io.channeladapter.config.access.Tokens;
import io.channeladapter.config.activity.Activity;
import io.channeladapter.config.activity.Search;
import io.channeladapter.config.authorize.Authorize;
import io.channeladapter.config.authorize.CallbackProbe;
import io.channeladapter.config.authorize.Unauthorize;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Reseal;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.doctor.Doctor;
import io.channeladapter.config.doctor.Examinations;
import io.channeladapter.config.doctor.TwitterClock;
import io.channeladapter.config.history.EventLog;
import io.channeladapter.config.history.History;
import io.channeladapter.config.journey.Journey;
import io.channeladapter.config.journey.Journeys;
import io.channeladapter.config.journey.Seen;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import io.channeladapter.config.letterbox.LetterAccess;
import io.channeladapter.config.letterbox.LettersAtHand;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.oidc.OidcSignIn;
import io.channeladapter.config.oidc.ProviderSettings;
import io.channeladapter.config.page.OwnerPages;
import io.channeladapter.config.page.SignIn;
import io.channeladapter.config.picture.Pictures;
import io.channeladapter.config.replay.LetterDesk;
import io.channeladapter.config.replay.RecordingFrontDoor;
import io.channeladapter.config.replay.Replay;
import io.channeladapter.config.replay.Replays;
import io.channeladapter.config.replay.SteppedTicker;
import io.channeladapter.config.view.testing.InMemoryChannels;
import io.channeladapter.config.view.testing.InMemoryOutboxes;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** REST and page over channels in memory and a Twitter in memory, on a free port. Its caller is a trusted proxy. */
public final class TestServer implements AutoCloseable {
    public static final String TOKEN = "admin-token-of-the-tests";
    public static final List<String> SECRETS =
            List.of("api-key-9d1", "api-secret-9d2", "access-token-9d3", "access-secret-9d4");

    public final InMemoryChannels channels = new InMemoryChannels();
    public final InMemoryOutboxes outboxes = new InMemoryOutboxes();
    public static final Credentials KEYS = new Credentials(
            new Secret(SECRETS.get(0)),
            new Secret(SECRETS.get(1)),
            new Secret(SECRETS.get(2)),
            new Secret(SECRETS.get(3)));
    public final FakeTwitterApi twitter = new FakeTwitterApi(KEYS, "prod", Samples.ACCOUNT);
    public final FakeTwitterApi twitterV2 = FakeTwitterApi.v2(KEYS, Samples.ACCOUNT);
    public final Sealer sealer = Sealer.with(Sealer.newKeyset());
    public final List<BotId> bots = Collections.synchronizedList(new ArrayList<>());
    public volatile CallbackProbe callback = (url, key) -> new CallbackProbe.Answer.Right();
    public final List<Seen> seen = Collections.synchronizedList(new ArrayList<>());
    public final InMemoryLetterbox letterbox = new InMemoryLetterbox();
    public final RecordingFrontDoor front = new RecordingFrontDoor();
    public volatile boolean textsAsked;
    public volatile boolean kafkaIsAway;
    public volatile boolean ready = true;
    public final MeterRegistry metrics = new SimpleMeterRegistry();

    private final AtomicLong ids = new AtomicLong();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Consumer<RoutesConfig>> routes;
    private final HttpServer server;

    public TestServer() throws IOException {
        this(null);
    }

    /** Knows named tokens too. */
    public TestServer(@Nullable Path tokensFile) throws IOException {
        this(tokensFile, null);
    }

    /** Has an identity provider too. */
    public TestServer(@Nullable Path tokensFile, @Nullable ProviderSettings provider) throws IOException {
        InstantSource clock = InstantSource.fixed(Samples.NOW);
        outboxes.toldUntil(Samples.NOW);
        CallbackUrls callbackUrls = new CallbackUrls(URI.create("https://bots.example.com"));
        Doctor doctor = new Doctor(
                sealer,
                callbackUrls,
                this::twitter,
                (url, key) -> new CallbackProbe.Answer.Right(),
                TwitterClock.Comparison.Untold::new,
                topic -> true,
                clock);
        Examinations examinations = new Examinations(doctor, clock);
        History history = new History(this::events);
        ChannelChanges changes = new ChannelChanges(
                channels,
                channels,
                this::ensure,
                sealer,
                new Authorize(this::twitter, (url, key) -> callback.challenge(url, key), clock),
                new Unauthorize(this::twitter),
                callbackUrls,
                history,
                clock,
                () -> new UUID(1, ids.incrementAndGet()));
        Secret token = new Secret(TOKEN);
        Tokens tokens = tokens(token, tokensFile);
        CookieKey key = CookieKey.of(token, 1);
        Gate gate = new Gate(tokens, new Clients(TrustedProxies.of(List.of("127.0.0.1"))), clock, metrics);
        String mark = provider == null ? null : provider.mark();
        SignIn signIn = new SignIn(gate, new Sessions(key, tokens, mark, () -> "n" + ids.incrementAndGet()), clock);
        OidcSignIn oidc = provider == null ? null : new OidcSignIn(provider, tokens, key);
        LetterAccess access = new LetterAccess(channels);
        LettersAtHand atHand = new LettersAtHand(letterbox, access);
        Replay replay = new Replay(
                letterbox,
                new Replays(this::events),
                channels,
                sealer,
                front,
                1_000,
                new SteppedTicker(),
                clock,
                () -> new UUID(1, ids.incrementAndGet()),
                metrics);
        OwnerPages pages = new OwnerPages(
                changes,
                channels,
                outboxes,
                history,
                this::journeys,
                new LetterDesk(letterbox, access, atHand, replay),
                callbackUrls,
                signIn,
                new Pictures(URI.create("http://127.0.0.1:1"), client, clock),
                examinations,
                oidc,
                clock);
        routes = List.of(
                new RestApi(changes, channels, history, this::journeys, clock, callbackUrls, new BearerFilter(gate))
                        ::addTo,
                new ExaminationApi(changes, examinations)::addTo,
                new OutboxApi(changes, channels, outboxes, clock)::addTo,
                new LettersApi(changes, letterbox, access, atHand, clock)::addTo,
                new ReplayApi(changes, channels, atHand, replay, clock)::addTo,
                new ResealApi(new Reseal(channels, channels, sealer, clock, () -> new UUID(1, ids.incrementAndGet())))
                        ::addTo,
                pages::addTo);
        server = HttpServer.start("127.0.0.1", 0, () -> ready, pages::problem, routes);
    }

    /** All that is served: method, a space, path with its parameters' names. */
    public List<String> routes() {
        return Javalin.create(config -> routes.forEach(each -> each.accept(config.routes)))
                .unsafe
                .internalRouter
                .allHttpHandlers()
                .stream()
                .map(route -> route.endpoint.method.name() + " " + route.endpoint.path)
                .filter(route -> !route.startsWith("BEFORE") && !route.startsWith("AFTER"))
                .toList();
    }

    public int port() {
        return server.port();
    }

    /** A request with the admin token. */
    public HttpResponse<String> api(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + TOKEN);
        return send(method, request, body, headers);
    }

    /** A request as it is; an answer of REST is held to its document. */
    public HttpResponse<String> send(String method, HttpRequest.Builder request, String body, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = client.send(
                    request.method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.uri().getPath().startsWith("/api/")) {
                OpenApi.DOCUMENT.hold(method, answer.uri().getPath(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }

    private TwitterApi twitter(ApiGeneration generation) {
        return switch (generation) {
            case ACCOUNT_ACTIVITY_V1 -> twitter;
            case ACCOUNT_ACTIVITY_V2 -> twitterV2;
        };
    }

    private static Tokens tokens(Secret adminToken, @Nullable Path file) {
        try {
            return new Tokens(adminToken, file, InstantSource.fixed(Samples.NOW));
        } catch (InvalidTokensException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Activity.Found journeys(Channel channel, Search search, boolean texts) throws NotReadException {
        if (kafkaIsAway) {
            throw new NotReadException(NotReadException.Reason.UNAVAILABLE);
        }
        textsAsked = texts;
        List<Journey> journeys = Journeys.of(List.copyOf(seen), Optional.empty());
        return new Activity.Found(journeys, null, search.from(), search.to(), true);
    }

    private EventLog.Found events(StreamId streamId, Instant from) throws NotReadException {
        if (kafkaIsAway) {
            throw new NotReadException(NotReadException.Reason.UNAVAILABLE);
        }
        return new EventLog.Found(
                channels.events().stream()
                        .filter(event -> event.streamId().equals(streamId))
                        .toList(),
                true);
    }

    private void ensure(BotId botId) {
        if (kafkaIsAway) {
            throw new KafkaException("away");
        }
        bots.add(botId);
    }
}
