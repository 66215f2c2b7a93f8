package io.channeladapter.config.refetch;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.OpenSign;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code ingress.open} from its beginning, and so knows the outages of the last week, also those while this
 * service was away itself. Safe for many threads.
 */
public final class FrontDoor implements Supplier<List<Outage>>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Openings openings;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread reader;
    private volatile List<Outage> outages = List.of();

    private FrontDoor(Consumer<byte[], byte[]> consumer, Duration repeats) {
        this.consumer = consumer;
        this.openings = new Openings(repeats);
        this.reader = Thread.ofPlatform().name("front-door").daemon().unstarted(this::run);
    }

    /**
     * Starts to follow; the consumer, without a group, is closed with it.
     *
     * @param repeats how long Twitter repeats a webhook
     */
    public static FrontDoor follow(Consumer<byte[], byte[]> consumer, Duration repeats) {
        FrontDoor door = new FrontDoor(consumer, repeats);
        door.reader.start();
        return door;
    }

    /** The outages that are over, the oldest first. */
    @Override
    public List<Outage> get() {
        return outages;
    }

    @Override
    public void close() {
        stop.countDown();
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            boolean assigned = false;
            while (stop.getCount() > 0) {
                try {
                    if (assigned) {
                        consumer.poll(POLL).forEach(this::take);
                        outages = openings.outages();
                    } else {
                        assigned = assign();
                    }
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.atWarn().setCause(e).log("signs that webhooks are taken cannot be read now, trying again");
                    pause();
                }
            }
        } catch (RuntimeException e) {
            // Without it outages are noticed late or not at all, but nothing else suffers.
            LOG.atError().setCause(e).log("reader of ingress.open stopped: restart the service");
        }
    }

    private boolean assign() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.OPEN.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            pause();
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return true;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            Json.read(record.value(), OpenSign.class).ifPresent(sign -> openings.open(sign.at()));
        }
    }

    private void pause() {
        try {
            var _ = stop.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
