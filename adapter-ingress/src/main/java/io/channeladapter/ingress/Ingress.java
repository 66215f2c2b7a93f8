package io.channeladapter.ingress;

import io.channeladapter.common.directory.ChannelDirectory;
import io.channeladapter.common.directory.StoredKeys;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.ManagementServer;
import io.channeladapter.common.observe.Readiness;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.process.ServiceProcess;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.topic.TopicsAwaited;
import io.channeladapter.ingress.http.ConnectionLimits;
import io.channeladapter.ingress.http.Intake;
import io.channeladapter.ingress.http.KnownChannels;
import io.channeladapter.ingress.http.Senders;
import io.channeladapter.ingress.http.WebhookServer;
import io.channeladapter.ingress.limit.RateLimiter;
import io.channeladapter.ingress.limit.SourceMemory;
import io.channeladapter.ingress.observe.IngressMeters;
import io.channeladapter.ingress.observe.IngressMetric;
import io.channeladapter.ingress.publish.KafkaProbe;
import io.channeladapter.ingress.publish.KafkaPublisher;
import io.channeladapter.ingress.publish.KafkaReachable;
import io.channeladapter.ingress.secret.ChannelSecrets;
import io.channeladapter.ingress.signal.BadSignatures;
import io.channeladapter.ingress.signal.KafkaSignals;
import io.channeladapter.ingress.signal.OpenSigns;
import io.channeladapter.ingress.signal.Refusals;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ingress, running. Safe for many threads. */
public final class Ingress implements ServiceProcess.Running {
    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);
    private static final List<Topic> TOPICS = List.of(Topics.WEBHOOKS, Topics.SIGNALS, Topics.OPEN, Topics.STATES);
    private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_CHANNELS = 100_000;
    private static final int BODIES_BYTES = 64 << 20;

    private final Closer closer;
    private final AtomicBoolean open;
    private final WebhookServer webhooks;
    private final ManagementServer management;
    private final ChannelDirectory directory;
    private final KafkaReachable kafka;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Ingress(
            Closer closer,
            AtomicBoolean open,
            WebhookServer webhooks,
            ManagementServer management,
            ChannelDirectory directory,
            KafkaReachable kafka) {
        this.closer = closer;
        this.open = open;
        this.webhooks = webhooks;
        this.management = management;
        this.directory = directory;
        this.kafka = kafka;
    }

    /**
     * Starts to take webhooks.
     *
     * @throws InvalidSettingsException where the keyset does not open what is stored
     * @throws IOException where a port is in use or the broker is not there within a minute
     */
    public static Ingress start(IngressConfig config, InstantSource clock) throws Exception {
        Closer closer = new Closer();
        try {
            return start(config, clock, closer);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    private static Ingress start(IngressConfig config, InstantSource clock, Closer closer) throws Exception {
        Sealer sealer = Sealer.with(config.keyset());
        ChannelSecrets secrets = new ChannelSecrets(sealer);
        TopicsAwaited.ensure(config.kafka(), config.partitions(), TOPICS);

        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        closer.add(registry::close);
        IngressMeters meters = new IngressMeters(registry);
        ExecutorService threads = closer.add(Executors.newVirtualThreadPerTaskExecutor());

        ChannelDirectory directory =
                closer.add(ChannelDirectory.start(config.kafka().reader(), secrets::changed));
        Producer<String, byte[]> producer =
                config.kafka().producer(config.publish().producerSettings());
        closer.add(() -> producer.close(PRODUCER_CLOSE));
        KafkaPublisher publisher = new KafkaPublisher(producer, threads, config.publish());
        publisher.warmUp();
        KafkaReachable kafka = new KafkaReachable();
        closer.add(KafkaProbe.start(config.kafka().admin(), kafka::probed));
        meters.show(IngressMetric.WAITING, publisher::waiting);
        SourceMemory sources = new SourceMemory();
        meters.show(IngressMetric.CHANNELS, secrets::size);
        meters.show(IngressMetric.HELD_OFF, () -> sources.held(clock.instant()));

        AtomicBoolean open = new AtomicBoolean(false);
        ManagementServer management = closer.add(management(config, registry, open, directory, kafka));

        StoredKeys.check(sealer, directory);
        KafkaSignals signals = new KafkaSignals(producer, threads);
        Refusals refusals = new Refusals(config.repeats(), signals);
        WebhookServer webhooks = closer.add(WebhookServer.start(
                config.host(),
                config.port(),
                new ConnectionLimits(config.maxConnections(), PATIENCE),
                new Intake(
                        new KnownChannels(secrets, directory::ready),
                        new Senders(config.trustedProxies(), config.forwardingHeader()),
                        sources,
                        new RateLimiter(config.rate(), MOST_CHANNELS),
                        new BadSignatures(signals),
                        publisher,
                        (streamId, outcome) -> {
                            kafka.published(outcome);
                            refusals.settled(streamId, outcome, clock.instant());
                        },
                        config.publish().ackTimeout(),
                        config.publish().maxBodyBytes(),
                        BODIES_BYTES,
                        meters,
                        clock,
                        new SecureRandom(),
                        threads)));
        open.set(true);
        closer.add(OpenSigns.start(
                producer,
                config.repeats(),
                () -> open.get() && directory.ready() && !directory.failed(),
                refusals::look,
                clock));
        LOG.atInfo().addKeyValue(LogKeys.PORT, webhooks.port()).log("webhooks are taken");
        return new Ingress(closer, open, webhooks, management, directory, kafka);
    }

    /** The port that webhooks come to. */
    public int port() {
        return webhooks.port();
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    /** Whether webhooks are taken and stored. */
    public Readiness readiness() {
        return readiness(open, directory, kafka);
    }

    @Override
    public void awaitFailure() throws InterruptedException {
        // What else fails is tried again, and readiness tells of it.
        boolean ended = false;
        while (!ended) {
            ended = closed.await(1, TimeUnit.SECONDS) || directory.failed();
        }
    }

    /** Not ready first, then answers what is under way, then closes all else in reverse. */
    @Override
    public void close() {
        if (open.getAndSet(false)) {
            closer.close();
            closed.countDown();
        }
    }

    private static Readiness readiness(AtomicBoolean open, ChannelDirectory directory, KafkaReachable kafka) {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("open", open.get());
        parts.put("channels read", directory.ready() && !directory.failed());
        parts.put("Kafka takes records", kafka.now());
        return new Readiness(parts);
    }

    private static ManagementServer management(
            IngressConfig config,
            PrometheusMeterRegistry registry,
            AtomicBoolean open,
            ChannelDirectory directory,
            KafkaReachable kafka)
            throws IOException {
        try {
            return ManagementServer.start(
                    config.managementHost(),
                    config.managementPort(),
                    registry,
                    () -> readiness(open, directory, kafka));
        } catch (IOException e) {
            if (!(e.getCause() instanceof BindException)) {
                throw e;
            }
            throw new IOException(
                    "port " + config.managementPort() + " is in use: stop what uses it, or set "
                            + IngressConfig.MANAGEMENT_PORT.environmentName(),
                    e);
        }
    }
}
