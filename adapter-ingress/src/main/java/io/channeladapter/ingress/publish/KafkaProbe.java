package io.channeladapter.ingress.publish;

import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * Asks the broker every few seconds whether each partition of {@code twitter.webhooks} has a leader, so that an ingress
 * to which no webhook is sent knows as well. One thread of its own.
 */
public final class KafkaProbe implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int TIMEOUT_MILLIS = 3_000;

    private final Admin admin;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kafka-probe").daemon().factory());

    private KafkaProbe(Admin admin) {
        this.admin = admin;
    }

    /** Starts; the admin client is closed with the probe. */
    public static KafkaProbe start(Admin admin, Consumer<Boolean> found) {
        KafkaProbe probe = new KafkaProbe(admin);
        var _ = probe.thread.scheduleWithFixedDelay(
                () -> probe.run(found), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return probe;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }

    private void run(Consumer<Boolean> found) {
        try {
            found.accept(everyPartitionHasALeader());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean everyPartitionHasALeader() throws InterruptedException {
        try {
            return admin
                    .describeTopics(
                            List.of(Topics.WEBHOOKS.name()), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .allTopicNames()
                    .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(KafkaProbe::hasLeader);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return false;
        }
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        Node leader = partition.leader();
        return leader != null && !leader.isEmpty();
    }
}
