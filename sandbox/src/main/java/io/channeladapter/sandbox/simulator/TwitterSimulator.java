package io.channeladapter.sandbox.simulator;

import io.channeladapter.sandbox.simulator.api.CallLog;
import io.channeladapter.sandbox.simulator.api.CallRates;
import io.channeladapter.sandbox.simulator.api.Connections;
import io.channeladapter.sandbox.simulator.api.MediaFiles;
import io.channeladapter.sandbox.simulator.api.TwitterApi;
import io.channeladapter.sandbox.simulator.control.ControlApi;
import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import io.channeladapter.sandbox.simulator.control.Site;
import io.channeladapter.sandbox.simulator.delivery.CallbackClient;
import io.channeladapter.sandbox.simulator.delivery.Challenge;
import io.channeladapter.sandbox.simulator.delivery.Conversations;
import io.channeladapter.sandbox.simulator.delivery.Deliverer;
import io.channeladapter.sandbox.simulator.delivery.DeliveryLog;
import io.channeladapter.sandbox.simulator.delivery.Replays;
import io.channeladapter.sandbox.simulator.delivery.WebhookWatch;
import io.channeladapter.sandbox.simulator.delivery.Work;
import io.channeladapter.sandbox.simulator.faults.FaultBook;
import io.channeladapter.sandbox.simulator.page.ChatPage;
import io.channeladapter.sandbox.simulator.payload.Payloads;
import io.channeladapter.sandbox.simulator.world.FirstWorld;
import io.channeladapter.sandbox.simulator.world.Keys;
import io.channeladapter.sandbox.simulator.world.MediaStore;
import io.channeladapter.sandbox.simulator.world.Presence;
import io.channeladapter.sandbox.simulator.world.Uploads;
import io.channeladapter.sandbox.simulator.world.World;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * A running simulator: the object graph, and its start and end.
 *
 * <p>Errors at start: {@code IllegalStateException} for a journal that cannot be read, {@code UncheckedIOException} for
 * a folder that cannot be used, {@code JavalinBindException} for a port in use. Safe for many threads.
 */
public final class TwitterSimulator implements AutoCloseable {
    /** One chunk of an upload is at most 5 MB. */
    private static final long MAX_REQUEST_BYTES = 6_000_000;

    private final Javalin server;
    private final Connections connections;
    private final Work work;
    private final HttpClient http;
    private final World world;
    private final MediaStore media;
    private final String host;

    private TwitterSimulator(
            Javalin server,
            Connections connections,
            Work work,
            HttpClient http,
            World world,
            MediaStore media,
            String host) {
        this.server = server;
        this.connections = connections;
        this.work = work;
        this.http = http;
        this.world = world;
        this.media = media;
        this.host = host;
    }

    /** Starts with the system's clock and unguessable keys. */
    public static TwitterSimulator start(SimulatorConfig config) {
        return start(config, InstantSource.system(), new SecureRandom());
    }

    /**
     * Starts.
     *
     * @param clock tells the time of messages, limits and signatures; waits use the real time
     * @param random makes keys and challenges
     */
    public static TwitterSimulator start(SimulatorConfig config, InstantSource clock, RandomGenerator random) {
        World world = new World(
                config.dataDir(), config.limits().sends(), config.limits().sendsV2());
        MediaStore media = new MediaStore(config.dataDir());
        Keys keys = new Keys(random);
        FirstWorld.createIn(world, keys, clock.instant());

        // The port is known once the server runs; nobody asks for a picture before.
        AtomicReference<String> ownUrl = new AtomicReference<>("");
        Work work = new Work();
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(work.now())
                .build();
        CallbackClient callbacks = new CallbackClient(http, config.callbackTimeout());
        FaultBook faults = new FaultBook();
        DeliveryLog deliveries = new DeliveryLog();
        Deliverer deliverer = new Deliverer(world, faults, callbacks, config.retryWaits(), clock, work, deliveries);
        URI mediaUrl = config.mediaUrl();
        Payloads payloads =
                new Payloads(world, media, ownUrl::get, () -> mediaUrl == null ? ownUrl.get() : mediaUrl.toString());
        Conversations conversations = new Conversations(world, payloads, deliverer);
        Challenge challenge = new Challenge(callbacks, keys, world, faults);
        WebhookWatch watch = new WebhookWatch(world, challenge, clock);
        work.every(config.challengePeriod(), watch::checkDue);

        Presence presence = new Presence();
        CallLog calls = new CallLog();
        CallRates rates = new CallRates();
        Connections connections = new Connections();
        TwitterApi api = new TwitterApi(
                world,
                faults,
                calls,
                rates,
                clock,
                connections,
                conversations,
                payloads,
                new Uploads(media, config.mediaProcessing()),
                presence,
                challenge,
                watch,
                new Replays(world, deliveries, payloads, deliverer, work),
                config.callbackRules(),
                config.limits());
        Site site = new Site(
                world,
                media,
                keys,
                faults,
                conversations,
                deliverer,
                payloads,
                presence,
                calls,
                rates,
                deliveries,
                watch,
                clock);
        Javalin server = Javalin.create(settings -> {
            settings.startup.showJavalinBanner = false;
            settings.startup.showOldJavalinVersionWarning = false;
            settings.concurrency.useVirtualThreads = true;
            settings.http.maxRequestSize = MAX_REQUEST_BYTES;
            api.addTo(settings.routes);
            new MediaFiles(world, media, clock).addTo(settings.routes);
            new ControlApi(site).addTo(settings.routes);
            new ChatPage(site).addTo(settings.routes);
        });
        TwitterSimulator simulator = new TwitterSimulator(server, connections, work, http, world, media, config.host());
        try {
            server.start(config.host(), config.port());
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
        ownUrl.set(simulator.url());
        conversations.resume();
        return simulator;
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        String name = host.equals("0.0.0.0") ? "127.0.0.1" : host;
        return "http://" + name + ":" + server.port();
    }

    /** The keys of the demo account. */
    public IssuedKeys demoKeys() {
        return IssuedKeys.of(world, FirstWorld.DEMO_ACCOUNT_ID);
    }

    /** Stops serving and delivering, then closes the journal. */
    @Override
    public void close() {
        connections.close();
        server.stop();
        work.close();
        http.shutdownNow();
        world.close();
        media.close();
    }
}
