package io.channeladapter.router;

import io.channeladapter.common.observe.ManagementServer;
import io.channeladapter.common.observe.Readiness;
import io.channeladapter.common.process.Closer;
import io.channeladapter.common.process.ServiceProcess;
import io.channeladapter.common.topic.AdminKnownTopics;
import io.channeladapter.common.topic.KnownTopics;
import io.channeladapter.common.topic.SamePartitions;
import io.channeladapter.common.topic.Topic;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.common.topic.TopicsAwaited;
import io.channeladapter.router.observe.RouterMeters;
import io.channeladapter.router.topology.RouterTopology;
import io.channeladapter.streams.RunningStreams;
import io.channeladapter.streams.StoreMemory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The router, running: Kafka Streams, and a port for health and metrics. Safe for many threads. */
public final class Router implements ServiceProcess.Running {
    private static final List<Topic> TOPICS = List.of(
            Topics.WEBHOOKS,
            Topics.OUTBOUND,
            Topics.ECHOES,
            Topics.RECEIVED,
            Topics.OFFERS,
            Topics.DEAD_LETTERS,
            Topics.SIGNALS,
            Topics.STATES,
            Topics.EVENTS);

    private static final List<Topic> READ_TOGETHER =
            List.of(Topics.OUTBOUND, Topics.WEBHOOKS, Topics.ECHOES, Topics.RECEIVED, Topics.OFFERS);

    private final Closer closer;
    private final AtomicBoolean closing;
    private final RunningStreams streams;
    private final ManagementServer management;
    private final Supplier<Readiness> readiness;

    private Router(
            Closer closer,
            AtomicBoolean closing,
            RunningStreams streams,
            ManagementServer management,
            Supplier<Readiness> readiness) {
        this.closer = closer;
        this.closing = closing;
        this.streams = streams;
        this.management = management;
        this.readiness = readiness;
    }

    /**
     * Starts the router; returns when it has read the channels.
     *
     * @throws IOException where the port is taken, or Kafka cannot be used within a minute
     */
    public static Router start(RouterConfig config, InstantSource clock) throws Exception {
        Closer closer = new Closer();
        try {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            closer.add(registry::close);
            RouterMeters meters = new RouterMeters(registry);
            AtomicBoolean closing = new AtomicBoolean();
            AtomicReference<@Nullable RunningStreams> started = new AtomicReference<>();
            Supplier<Readiness> readiness = () -> readiness(closing.get(), started.get());
            ManagementServer management = closer.add(management(config, registry, readiness));

            Admin admin = closer.add(config.kafka().admin());
            TopicsAwaited.ensure(config.kafka(), config.partitions(), TOPICS);
            SamePartitions.check(admin, READ_TOGETHER);
            KnownTopics topics = closer.add(new AdminKnownTopics(admin));
            StoreMemory memory = closer.add(new StoreMemory(config.streams().storeMemory()));
            RunningStreams streams = closer.add(RunningStreams.start(
                    RouterTopology.build(clock, topics, meters, config.media()),
                    config.streams().properties(config.kafka(), clock, topics, meters, memory),
                    Duration.ZERO,
                    topics::doubt,
                    clock));
            started.set(streams);
            return new Router(closer, closing, streams, management, readiness);
        } catch (Exception e) {
            closer.close();
            throw e;
        }
    }

    /** The port of health and metrics. */
    public int managementPort() {
        return management.port();
    }

    /** Whether it routes. */
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

    private static Readiness readiness(boolean closing, @Nullable RunningStreams streams) {
        return new Readiness(Map.of("kafka-streams", !closing && streams != null && streams.isRunning()));
    }

    private static ManagementServer management(
            RouterConfig config, PrometheusMeterRegistry registry, Supplier<Readiness> readiness) throws IOException {
        try {
            return ManagementServer.start(config.managementHost(), config.managementPort(), registry, readiness);
        } catch (BindException e) {
            throw new IOException(
                    "port " + config.managementPort() + " is in use: stop what uses it, or set "
                            + RouterConfig.MANAGEMENT_PORT.environmentName(),
                    e);
        }
    }
}
