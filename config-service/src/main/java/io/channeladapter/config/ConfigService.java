package io.channeladapter.config;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.directory.ChannelDirectory;
import io.channeladapter.common.directory.StoredKeys;
import io.channeladapter.common.observe.ManagementServer;
import io.channeladapter.common.observe.Readiness;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.process.ServiceProcess;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.AdminKnownTopics;
import io.channeladapter.common.topic.TopicCreator;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.topic.TopicsAwaited;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.access.Clients;
import io.channeladapter.config.access.CookieKey;
import io.channeladapter.config.access.Gate;
import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.Sessions;
import io.channeladapter.config.access.Tokens;
import io.channeladapter.config.activity.Activity;
import io.channeladapter.config.activity.BotGroups;
import io.channeladapter.config.activity.KafkaActivity;
import io.channeladapter.config.authorize.Authorize;
import io.channeladapter.config.authorize.HttpCallbackProbe;
import io.channeladapter.config.authorize.Unauthorize;
import io.channeladapter.config.bot.KafkaBotTopics;
import io.channeladapter.config.change.CallbackUrls;
import io.channeladapter.config.change.ChannelChanges;
import io.channeladapter.config.change.Reseal;
import io.channeladapter.config.doctor.Doctor;
import io.channeladapter.config.doctor.Examinations;
import io.channeladapter.config.doctor.HttpTwitterClock;
import io.channeladapter.config.history.EventLog;
import io.channeladapter.config.history.History;
import io.channeladapter.config.history.KafkaEventLog;
import io.channeladapter.config.http.BearerFilter;
import io.channeladapter.config.http.ExaminationApi;
import io.channeladapter.config.http.HttpServer;
import io.channeladapter.config.http.LettersApi;
import io.channeladapter.config.http.OutboxApi;
import io.channeladapter.config.http.ReplayApi;
import io.channeladapter.config.http.ResealApi;
import io.channeladapter.config.http.RestApi;
import io.channeladapter.config.letterbox.KafkaLetterbox;
import io.channeladapter.config.letterbox.LetterAccess;
import io.channeladapter.config.letterbox.Letterbox;
import io.channeladapter.config.letterbox.LettersAtHand;
import io.channeladapter.config.log.TopicReadings;
import io.channeladapter.config.oidc.OidcSignIn;
import io.channeladapter.config.oidc.ProviderSettings;
import io.channeladapter.config.page.OwnerPages;
import io.channeladapter.config.page.SignIn;
import io.channeladapter.config.picture.Pictures;
import io.channeladapter.config.refetch.FrontDoor;
import io.channeladapter.config.refetch.Refetching;
import io.channeladapter.config.replay.HttpFrontDoor;
import io.channeladapter.config.replay.LetterDesk;
import io.channeladapter.config.replay.Replay;
import io.channeladapter.config.replay.ReplaySettings;
import io.channeladapter.config.replay.Replays;
import io.channeladapter.config.replay.Ticker;
import io.channeladapter.config.topology.DecideStreams;
import io.channeladapter.config.topology.DecideTopology;
import io.channeladapter.config.topology.Owned;
import io.channeladapter.config.view.Answers;
import io.channeladapter.config.view.ChannelIndex;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.DirectoryView;
import io.channeladapter.config.view.KafkaCommandBus;
import io.channeladapter.config.view.OutboxStates;
import io.channeladapter.config.watch.KafkaSignals;
import io.channeladapter.config.watch.Watchdog;
import io.channeladapter.streams.RunningStreams;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** The config-service, running: the object graph in the order of the flow. */
public final class ConfigService implements ServiceProcess.Running {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    /** An ingress learns a channel's keys within milliseconds; it may start only now, though. */
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Each holds a consumer; who is one too many waits a little, then is told so. */
    private static final int HISTORIES_AT_ONCE = 4;

    /** Each may look at 100,000 records. */
    private static final int ACTIVITIES_AT_ONCE = 2;

    private static final Duration READ_PATIENCE = Duration.ofSeconds(2);

    private final Closer parts;
    private volatile boolean closing;
    private final RunningStreams decider;
    private final ChannelDirectory directory;
    private final OutboxStates outboxes;
    private final Answers answers;
    private final HttpServer http;
    private final ManagementServer management;

    private ConfigService(ConfigServiceConfig config, InstantSource clock, Closer parts)
            throws IOException, InterruptedException, InvalidTokensException, InvalidSettingsException {
        this.parts = parts;
        KafkaClients kafka = config.kafka();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        TopicsAwaited.ensure(kafka, config.partitions(), Topics.FIXED);
        Admin admin = parts.add(kafka.admin());
        TopicCreator topics = new TopicCreator(admin, config.partitions());
        topics.hold(DecideTopology.SEALED_AT_REST);

        ChannelIndex index = new ChannelIndex();
        directory = parts.add(ChannelDirectory.start(named(kafka, "channels").reader(), index::accept));
        Sealer sealer = Sealer.with(config.keyset());
        StoredKeys.check(sealer, directory);
        StoreMemory memory = parts.add(new StoreMemory(config.storeMemory()));
        decider = parts.add(RunningStreams.start(
                DecideTopology.build(metrics),
                DecideStreams.properties(kafka, config.stateDir(), config.commitInterval(), brokers(admin), memory),
                clock));
        ChannelView view = new DirectoryView(directory, index);
        outboxes = parts.add(OutboxStates.follow(named(kafka, "outboxes").reader()));
        TopicReadings changesRead =
                parts.add(new TopicReadings(named(kafka, "history")::reader, HISTORIES_AT_ONCE, READ_PATIENCE));
        EventLog changeLog = new KafkaEventLog(changesRead);
        History history = new History(changeLog);
        TopicReadings messagesRead =
                parts.add(new TopicReadings(named(kafka, "activity")::reader, ACTIVITIES_AT_ONCE, READ_PATIENCE));
        Activity activity = new KafkaActivity(messagesRead, new BotGroups(admin));
        Letterbox letterbox = new KafkaLetterbox(
                parts.add(new TopicReadings(named(kafka, "letters")::reader, ACTIVITIES_AT_ONCE, READ_PATIENCE)));
        answers = parts.add(Answers.follow(named(kafka, "answers").reader()));
        int viewMillis = Math.toIntExact(config.viewTimeout().toMillis());
        CommandBus bus = new KafkaCommandBus(
                parts.add(kafka.producer(Map.of(
                        "max.block.ms", viewMillis,
                        "delivery.timeout.ms", viewMillis,
                        "request.timeout.ms", viewMillis))),
                answers,
                view,
                config.viewTimeout(),
                metrics);

        HttpClient client =
                parts.add(HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build());
        TwitterApis twitter = TwitterApis.over(config.twitterUrl(), client, config.twitterTimeout());
        Supplier<String> random = randomText();
        Authorize authorize = new Authorize(twitter, new HttpCallbackProbe(client, random, PROBE_PATIENCE), clock);
        CallbackUrls callbackUrls = new CallbackUrls(config.callbackUrl());
        KafkaBotTopics botTopics = new KafkaBotTopics(topics, admin, config.botRights());
        botTopics.grant(view.all().stream()
                .map(Channel::botId)
                .filter(bot -> !bot.isReserved())
                .collect(Collectors.toSet()));
        ChannelChanges changes = new ChannelChanges(
                bus,
                view,
                botTopics,
                sealer,
                authorize,
                new Unauthorize(twitter),
                callbackUrls,
                history,
                clock,
                UUID::randomUUID);

        watch(config, view, bus, twitter, sealer, callbackUrls, clock, metrics);

        Doctor doctor = new Doctor(
                sealer,
                callbackUrls,
                twitter,
                new HttpCallbackProbe(client, random, Duration.ZERO),
                new HttpTwitterClock(config.twitterUrl(), client, clock, config.twitterTimeout()),
                parts.add(new AdminKnownTopics(admin)),
                clock);
        Examinations examinations = new Examinations(doctor, clock);
        Tokens tokens = new Tokens(config.adminToken(), config.tokensFile(), clock);
        CookieKey cookieKey = CookieKey.of(config.adminToken(), CookieKey.ROUNDS);
        Gate gate = new Gate(tokens, new Clients(config.trustedProxies()), clock, metrics);
        ProviderSettings provider = config.provider();
        Sessions sessions = new Sessions(cookieKey, tokens, provider == null ? null : provider.mark(), random);
        SignIn signIn = new SignIn(gate, sessions, clock);
        RestApi api = new RestApi(changes, view, history, activity, clock, callbackUrls, new BearerFilter(gate));
        Pictures pictures = new Pictures(config.twitterUrl(), client, clock);
        ReplaySettings replayed = config.replay();
        Replay replay = new Replay(
                letterbox,
                new Replays(changeLog),
                bus,
                sealer,
                new HttpFrontDoor(client, new CallbackUrls(replayed.ingress())::of),
                replayed.perSecond(),
                Ticker.REAL,
                clock,
                UUID::randomUUID,
                metrics);
        LetterAccess letterAccess = new LetterAccess(view);
        LettersAtHand atHand = new LettersAtHand(letterbox, letterAccess);
        LetterDesk desk = new LetterDesk(letterbox, letterAccess, atHand, replay);
        OwnerPages pages = new OwnerPages(
                changes,
                view,
                outboxes,
                history,
                activity,
                desk,
                callbackUrls,
                signIn,
                pictures,
                examinations,
                provider == null ? null : new OidcSignIn(provider, tokens, cookieKey),
                clock);
        ResealApi reseal = new ResealApi(new Reseal(bus, view, sealer, clock, UUID::randomUUID));
        http = parts.add(HttpServer.start(
                config.host(),
                config.port(),
                () -> directory.ready() && answers.ready() && outboxes.ready(),
                pages::problem,
                List.of(
                        api::addTo,
                        reseal::addTo,
                        new ExaminationApi(changes, examinations)::addTo,
                        new OutboxApi(changes, view, outboxes, clock)::addTo,
                        new LettersApi(changes, letterbox, letterAccess, atHand, clock)::addTo,
                        new ReplayApi(changes, view, atHand, replay, clock)::addTo,
                        pages::addTo)));
        management = parts.add(startManagement(config, metrics));
    }

    /**
     * Starts the service.
     *
     * @throws InvalidSettingsException where the keyset does not open what is stored
     * @throws Exception where Kafka cannot be reached within a minute, or a port is taken
     */
    public static ConfigService start(ConfigServiceConfig config, InstantSource clock) throws Exception {
        Closer parts = new Closer();
        try {
            return new ConfigService(config, clock, parts);
        } catch (IOException
                | InterruptedException
                | InvalidTokensException
                | InvalidSettingsException
                | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** The port of REST and page. */
    public int port() {
        return http.port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    /** Whether it can do its work. */
    public Readiness readiness() {
        Map<String, Boolean> needed = new LinkedHashMap<>();
        needed.put("not closing", !closing);
        needed.put("decider", decider.isRunning());
        needed.put("channels", directory.ready());
        needed.put("outboxes", outboxes.ready());
        needed.put("answers", answers.ready());
        return new Readiness(needed);
    }

    @Override
    public void awaitFailure() throws InterruptedException {
        while (!decider.awaitFailure(LOOK_EVERY)) {
            if (directory.failed() || answers.failed() || outboxes.failed()) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        parts.close();
    }

    private void watch(
            ConfigServiceConfig config,
            ChannelView view,
            CommandBus bus,
            TwitterApis twitter,
            Sealer sealer,
            CallbackUrls callbackUrls,
            InstantSource clock,
            PrometheusMeterRegistry metrics) {
        Producer<String, byte[]> producer =
                parts.add(named(config.kafka(), "watchdog").producer(Map.of("max.block.ms", 5_000)));
        int partitions = producer.partitionsFor(Topics.COMMANDS.name()).size();
        Owned owned = new Owned(() -> decider.partitions(Topics.COMMANDS.name()), partitions);
        KafkaSignals signals = new KafkaSignals(producer);
        parts.add(new Watchdog(
                        view,
                        owned,
                        twitter,
                        sealer,
                        callbackUrls::of,
                        signals,
                        config.watchInterval(),
                        config.repeats(),
                        clock,
                        metrics)
                .start());
        FrontDoor door =
                parts.add(FrontDoor.follow(named(config.kafka(), "front-door").reader(), config.repeats()));
        parts.add(new Refetching(view, owned, door, bus, twitter, sealer, signals, clock, metrics).start());
    }

    private ManagementServer startManagement(ConfigServiceConfig config, PrometheusMeterRegistry metrics)
            throws IOException {
        try {
            return ManagementServer.start(config.managementHost(), config.managementPort(), metrics, this::readiness);
        } catch (BindException e) {
            throw new IOException(
                    "port " + config.managementPort()
                            + " is in use: stop what uses it, or set ADAPTER_CONFIG_MANAGEMENT_PORT to another",
                    e);
        }
    }

    private static KafkaClients named(KafkaClients kafka, String use) {
        return new KafkaClients(kafka.bootstrapServers(), kafka.extra(), kafka.clientId() + "-" + use);
    }

    private static int brokers(Admin admin) throws IOException {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not tell its brokers", e);
        }
    }

    private static Supplier<String> randomText() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        };
    }
}
