package io.channeladapter.egress;

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
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.topic.TopicsAwaited;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.egress.fetch.MediaFetch;
import io.channeladapter.egress.gate.ChannelCredentials;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.media.KnownChannels;
import io.channeladapter.egress.media.MediaConfig;
import io.channeladapter.egress.media.MediaServer;
import io.channeladapter.egress.media.Patience;
import io.channeladapter.egress.media.RefusedKeys;
import io.channeladapter.egress.media.TwitterMedia;
import io.channeladapter.egress.observe.AttachmentMeters;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.observe.MediaMeters;
import io.channeladapter.egress.send.Attachments;
import io.channeladapter.egress.send.TwitterCalls;
import io.channeladapter.egress.spend.Apps;
import io.channeladapter.egress.task.Parts;
import io.channeladapter.egress.task.Rules;
import io.channeladapter.egress.topology.EgressStreams;
import io.channeladapter.egress.topology.EgressTopology;
import io.channeladapter.egress.topology.KafkaBacklog;
import io.channeladapter.streams.RunningStreams;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** The egress, running: Kafka Streams, calls to Twitter, and a port for health and metrics. Safe for many threads. */
public final class Egress implements ServiceProcess.Running {
    private static final List<Topic> TOPICS = List.of(
            Topics.OUTBOUND,
            Topics.ECHOES,
            Topics.RECEIVED,
            Topics.OUTBOX_COMMANDS,
            Topics.OUTBOX_STATES,
            Topics.OFFERS,
            Topics.DEAD_LETTERS,
            Topics.SIGNALS,
            Topics.STATES);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Map<String, Object> SIGNALS =
            Map.of("max.block.ms", 2_000, "client.id", "adapter-egress-signals");

    private final Closer closer;
    private final AtomicBoolean closing;
    private final RunningStreams streams;
    private final ManagementServer management;
    private final Optional<MediaServer> media;
    private final Supplier<Readiness> readiness;

    private Egress(
            Closer closer,
            AtomicBoolean closing,
            RunningStreams streams,
            ManagementServer management,
            Optional<MediaServer> media,
            Supplier<Readiness> readiness) {
        this.closer = closer;
        this.closing = closing;
        this.streams = streams;
        this.management = management;
        this.media = media;
        this.readiness = readiness;
    }

    /**
     * Starts the egress; it is ready once it has read all channels and has its share of the outbox.
     *
     * @throws InvalidSettingsException where the keyset does not open what is stored
     * @throws IOException where the port is taken, or Kafka cannot be used within a minute
     */
    public static Egress start(EgressConfig config, InstantSource clock) throws Exception {
        Closer closer = new Closer();
        try {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            closer.add(registry::close);
            AtomicBoolean closing = new AtomicBoolean();
            AtomicReference<@Nullable RunningStreams> started = new AtomicReference<>();
            AtomicReference<@Nullable ChannelDirectory> known = new AtomicReference<>();
            Supplier<Readiness> readiness = () -> readiness(closing.get(), started.get(), known.get());
            ManagementServer management = closer.add(management(config, registry, readiness));

            TopicsAwaited.ensure(config.kafka(), config.partitions(), TOPICS);
            Admin admin = closer.add(config.kafka().admin());
            Sealer sealer = Sealer.with(config.keyset());
            ChannelCredentials credentials = new ChannelCredentials(sealer);
            Apps apps = new Apps(sealer, config.partitions());
            ChannelDirectory channels =
                    closer.add(ChannelDirectory.start(config.kafka().reader(), (streamId, channel) -> {
                        apps.changed(streamId, channel);
                        if (channel.isEmpty()) {
                            credentials.forget(streamId);
                        }
                    }));
            known.set(channels);
            StoredKeys.check(sealer, channels);
            Optional<MediaServer> media = config.media().isEmpty()
                    ? Optional.empty()
                    : Optional.of(media(
                            config.media().get(),
                            config.kafka(),
                            new KnownChannels(channels, channels::ready, credentials::clear),
                            registry,
                            clock,
                            closer));
            KafkaBacklog backlog = closer.add(new KafkaBacklog(config.kafka(), admin));
            HttpClient http = closer.add(HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .version(HttpClient.Version.HTTP_1_1) // one stream limit of HTTP/2 would refuse calls of its own
                    .build());
            TwitterApis twitter =
                    TwitterApis.over(config.twitterUrl(), config.uploadUrl(), http, config.twitterTimeout());
            AttachmentMeters attached = new AttachmentMeters(registry);
            Attachments attachments =
                    new Attachments(closer.add(new MediaFetch(config.fetch(), attached)), twitter, attached, clock);
            ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());
            Semaphore permits = new Semaphore(config.maxInFlight());
            Rules rules = new Rules(
                    config.settleWait(),
                    config.unclearWait(),
                    config.giveUpAfter(),
                    config.maxTries(),
                    config.twitterTimeout().plus(CONNECT_TIMEOUT),
                    config.maxInFlightPerChannel(),
                    config.anomalies());
            KnownTopics topics = closer.add(new AdminKnownTopics(admin));
            Parts parts = new Parts(
                    () -> new TwitterCalls(twitter, attachments, threads, config.maxInFlight(), permits, clock),
                    new ChannelGate(channels, channels::ready, credentials),
                    backlog,
                    rules,
                    new Random()::nextDouble,
                    new EgressMetrics(registry),
                    apps::of,
                    config.allowances(),
                    clock);
            StoreMemory memory = closer.add(new StoreMemory(config.storeMemory()));
            RunningStreams streams = closer.add(RunningStreams.start(
                    EgressTopology.of(parts, topics),
                    EgressStreams.properties(
                            config.kafka(), config.stateDir(), config.threads(), config.standbys(), memory, topics),
                    rules.closeWait(),
                    topics::doubt,
                    clock));
            started.set(streams);
            return new Egress(closer, closing, streams, management, media, readiness);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    /** The port of media; empty where none are served. */
    public OptionalInt mediaPort() {
        return media.map(server -> OptionalInt.of(server.port())).orElseGet(OptionalInt::empty);
    }

    /** Whether it sends. */
    public Readiness readiness() {
        return readiness.get();
    }

    @Override
    public void awaitFailure() throws InterruptedException {
        streams.awaitFailure();
    }

    @Override
    public void close() {
        closing.set(true);
        closer.close();
    }

    private static Readiness readiness(
            boolean closing, @Nullable RunningStreams streams, @Nullable ChannelDirectory channels) {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("channels", !closing && channels != null && channels.ready());
        parts.put("kafka-streams", !closing && streams != null && streams.isRunning());
        return new Readiness(parts);
    }

    private static MediaServer media(
            MediaConfig config,
            KafkaClients kafka,
            KnownChannels channels,
            PrometheusMeterRegistry registry,
            InstantSource clock,
            Closer closer)
            throws IOException {
        HttpClient http = closer.add(HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1) // a connection's window is then all that is buffered
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        Patience patience = closer.add(
                new Patience(config.limits().answer(), config.limits().whole()));
        Producer<String, byte[]> producer = closer.add(kafka.producer(SIGNALS));
        return closer.add(MediaServer.start(
                config,
                new MediaServer.Parts(
                        channels,
                        new TwitterMedia(http, config.limits(), patience, clock),
                        new RefusedKeys(producer, clock),
                        new MediaMeters(registry),
                        clock)));
    }

    private static ManagementServer management(
            EgressConfig config, PrometheusMeterRegistry registry, Supplier<Readiness> readiness) throws IOException {
        try {
            return ManagementServer.start(config.managementHost(), config.managementPort(), registry, readiness);
        } catch (BindException e) {
            throw new IOException(
                    "port " + config.managementPort() + " is in use: stop what uses it, or set "
                            + EgressConfig.MANAGEMENT_PORT.environmentName(),
                    e);
        }
    }
}
