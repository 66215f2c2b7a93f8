package io.channeladapter.sandbox.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.egress.Egress;
import io.channeladapter.egress.topology.EgressTopology;
import io.channeladapter.sandbox.bench.OutboxBench.Sent;
import io.channeladapter.sandbox.bench.OutboxBench.Start;
import io.channeladapter.sandbox.bench.OutboxBench.TakenIn;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** The steps of {@link OutboxBench}. The first of the stage's channels is the blocked one. One thread. */
final class OutboxRun implements AutoCloseable {
    private static final TopicPartition OUTBOUND = new TopicPartition(Topics.OUTBOUND.name(), 0);
    private static final TopicPartition STATES = new TopicPartition(Topics.OUTBOX_STATES.name(), 0);
    private static final long FIRST_WAITING_PERSON = 5_000_000_000L;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String THREAD = EgressTopology.APPLICATION_ID + "-StreamThread-";
    private static final String DEPTH = "egress_outbox_depth ";
    private static final String TEXT =
            "We have news for you, and this is as long as what most bots write: reply number ";

    private final OutboxStage stage;
    private final SentReplies sent;
    private final Traffic traffic;
    private final OutboxStage.Account blocked;
    private @Nullable Egress egress;
    private int written;

    /** @param conversations of the other channels */
    OutboxRun(OutboxStage stage, List<Conversation> conversations, SentReplies sent) {
        this.stage = stage;
        this.sent = sent;
        this.traffic = new Traffic(stage.producer(), conversations, sent);
        this.blocked = stage.accounts().getFirst();
    }

    /** The topic that the outbox is read from again. */
    Changelog changelog() {
        return new Changelog(stage.admin(), EgressTopology.APPLICATION_ID + "-outbox-changelog", 1);
    }

    void start() throws Exception {
        Egress started = stage.startEgress();
        egress = started;
        Patience.await("the egress is not ready", () -> started.readiness().ready());
    }

    void stop() {
        if (egress != null) {
            egress.close();
            egress = null;
        }
    }

    /** Replies of the other channels, written at once. */
    Sent atOnce(String name, int replies) throws Exception {
        Duration before = worked();
        return sent(traffic.atOnce(name, replies), before);
    }

    /** Replies of the other channels, so many a second. */
    Sent steady(String name, int perSecond, Duration lasting) throws Exception {
        Duration before = worked();
        return sent(traffic.steady(name, perSecond, lasting), before);
    }

    /** Has so many replies more wait in the blocked channel, as the router hands them on. */
    TakenIn waiting(int replies, int people) throws Exception {
        long begun = System.nanoTime();
        for (int n = 0; n < replies; n++) {
            write(new Conversation(blocked.streamId(), String.valueOf(FIRST_WAITING_PERSON + n % people)), "waiting-");
        }
        String other = "behind-" + written;
        write(traffic.conversation(), "behind-");
        stage.producer().flush();
        long end = end();
        Patience.await("the input's offset waits for the blocked channel", () -> committed() >= end);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Patience.await(
                "a reply of another channel is not sent", () -> sent.at(other).isPresent());
        return new TakenIn(took, Duration.ofNanos(sent.at(other).orElseThrow() - begun));
    }

    /**
     * Ends the egress, should it run, and starts it.
     *
     * @param waiting replies of the blocked channel
     */
    Start startAgain(int waiting, boolean withFolder) throws Exception {
        stop();
        if (!withFolder) {
            Disk.delete(stage.state());
        }
        Files.createDirectories(stage.state());
        long restored = changelog().records();
        try (KafkaConsumer<String, byte[]> states = states()) {
            long begun = System.nanoTime();
            start();
            Duration running = since(begun);
            Patience.await("the outbox is not read", () -> depth() >= waiting);
            Duration read = since(begun);
            // Not before: what the last life may have read is held for egress.settle-wait.
            String first = traffic.write();
            Patience.await("the outbox is not in order", () -> isTold(states));
            Duration inOrder = since(begun);
            Patience.await(
                    "a reply of another channel is not sent",
                    () -> sent.at(first).isPresent());
            Duration firstSent = Duration.ofNanos(sent.at(first).orElseThrow() - begun);
            return new Start(waiting, withFolder, restored, running, read, inOrder, firstSent);
        }
    }

    /** The owner cancels all that waits; how long that takes, to a second. */
    Duration cancel() throws Exception {
        long begun = System.nanoTime();
        StreamId streamId = blocked.streamId();
        OutboxCommand all = new OutboxCommand(streamId, OutboxCommand.Kind.CANCEL, null, null, "bench", Instant.now());
        stage.producer()
                .send(new ProducerRecord<>(Topics.OUTBOX_COMMANDS.name(), streamId.value(), Json.bytes(all)))
                .get();
        Patience.await("what waits is not cancelled", () -> depth() == 0);
        return since(begun);
    }

    @Override
    public void close() {
        stop();
    }

    private static Sent sent(Measured measured, Duration before) {
        return new Sent(measured, worked().minus(before).dividedBy(measured.requests()));
    }

    /** Processor time of the thread of the egress that all its work is done by, but for the calls. */
    private static Duration worked() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(Arrays.stream(threads.dumpAllThreads(false, false))
                .filter(thread -> thread.getThreadName().startsWith(THREAD))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum());
    }

    private void write(Conversation conversation, String name) {
        CheckedReply reply = new CheckedReply(
                name + written,
                OutboxStage.BOT,
                conversation,
                TEXT + written,
                List.of(),
                List.of(),
                null,
                null,
                null,
                false,
                null,
                CheckedReply.Priority.live,
                null,
                null,
                Instant.now(),
                null);
        written++;
        var _ = stage.producer()
                .send(new ProducerRecord<>(
                        Topics.OUTBOUND.name(), conversation.streamId().value(), Json.bytes(reply)));
    }

    private long end() throws Exception {
        return stage.admin()
                .listOffsets(Map.of(OUTBOUND, OffsetSpec.latest()))
                .partitionResult(OUTBOUND)
                .get()
                .offset();
    }

    private long committed() throws Exception {
        OffsetAndMetadata committed = stage.admin()
                .listConsumerGroupOffsets(EgressTopology.APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(OUTBOUND);
        return committed == null ? 0 : committed.offset();
    }

    private double depth() throws IOException {
        Egress asked = egress;
        if (asked == null) {
            return 0;
        }
        URI metrics = URI.create("http://127.0.0.1:" + asked.managementPort() + "/metrics");
        try (InputStream page = metrics.toURL().openStream()) {
            return new String(page.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(DEPTH))
                    .mapToDouble(line -> Double.parseDouble(line.substring(DEPTH.length())))
                    .sum();
        }
    }

    /** What the egress tells from now on about what waits, which it does once all is in order. */
    private KafkaConsumer<String, byte[]> states() {
        KafkaConsumer<String, byte[]> states = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stage.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        states.assign(List.of(STATES));
        states.seekToEnd(List.of(STATES));
        states.position(STATES);
        return states;
    }

    private boolean isTold(KafkaConsumer<String, byte[]> states) {
        for (var told : states.poll(POLL)) {
            if (told.key().equals(blocked.streamId().value())) {
                return true;
            }
        }
        return false;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
