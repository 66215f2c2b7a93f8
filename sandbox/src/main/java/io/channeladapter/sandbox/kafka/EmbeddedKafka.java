package io.channeladapter.sandbox.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker in this JVM: one node, KRaft, plain text, on 127.0.0.1, without creation of topics on first use.
 *
 * <ol>
 *   <li>Its folder survives: a start on the same folder finds topics, records and offsets, after a kill too.
 *   <li>Ports are no part of that: the next start may use others.
 *   <li>One broker at a time may use a folder.
 * </ol>
 *
 * None of the classes that it starts is public API of Kafka, so no other class may touch them. Safe for many threads.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final String HOST = "127.0.0.1";
    private static final String NODE = "1";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on a free port. */
    public static EmbeddedKafka start(Path folder) {
        return start(folder, freePort(), Map.of());
    }

    /**
     * Starts, and returns when clients can be served.
     *
     * @param folder where it keeps everything; made where it is missing
     * @param port for clients, not 0
     * @param overrides broker settings beyond those made here
     * @throws UncheckedIOException where the folder cannot be used
     * @throws org.apache.kafka.common.KafkaException where the port is taken or the folder is no broker's
     */
    public static EmbeddedKafka start(Path folder, int port, Map<String, String> overrides) {
        Path data = folder.toAbsolutePath().resolve("data");
        Properties settings = settings(data, port, freePort());
        settings.putAll(overrides);
        try {
            if (Files.notExists(data)) {
                format(data);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedKafka(server, HOST + ":" + port);
    }

    /** A port of this machine that was free just now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients start from, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Takes all members out of these consumer groups; groups that are not there are passed over. After a kill a group
     * still waits for members that are gone, 45 s with Kafka's defaults: call this before new ones join.
     */
    public void forgetMembers(Collection<String> groups) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (String group : groups) {
                try {
                    admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                            .all()
                            .get();
                } catch (ExecutionException e) {
                    LOG.atDebug().setCause(e).addKeyValue("group", group).log("group has no member to forget");
                }
            }
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4"); // 50 by default, each costs time at start
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20)); // 128 MiB by default, from the heap
        settings.put("num.io.threads", "2");
        settings.put("num.network.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        // After a kill the controller refuses the node until the session of its former life is over, 9 s by default.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "500");
        return settings;
    }

    /** Makes the folder in one step, so that a start that was killed leaves none that is half made. */
    private static void format(Path data) throws IOException {
        Path draft = data.resolveSibling(data.getFileName() + ".new");
        delete(draft);
        Files.createDirectories(draft);
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE))
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(draft.toString())
                    .setDirectories(List.of(draft.toString()))
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the folder for Kafka cannot be made", e);
        }
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
