package io.channeladapter.ingress.signal;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.OpenSign;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an {@link OpenSign} every few seconds while webhooks are taken. One that Kafka does not take within the
 * producer's time is dropped, and so tells by its absence. One thread of its own.
 */
public final class OpenSigns implements AutoCloseable {
    /** Often enough that an outage is known to within some seconds. */
    static final Duration EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(OpenSigns.class);

    private final Producer<String, byte[]> producer;
    private final BooleanSupplier open;
    private final Consumer<Instant> whenTaken;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("open-signs").daemon().factory());

    private OpenSigns(
            Producer<String, byte[]> producer, BooleanSupplier open, Consumer<Instant> whenTaken, InstantSource clock) {
        this.producer = producer;
        this.open = open;
        this.whenTaken = whenTaken;
        this.clock = clock;
    }

    /**
     * Starts, with a sign at once.
     *
     * @param producer gives up within seconds; stays the caller's to close
     * @param repeats how long Twitter repeats a webhook: signs come at least eight times as often
     * @param open whether webhooks are taken
     * @param whenTaken told on this thread, soon after Kafka took a sign
     */
    public static OpenSigns start(
            Producer<String, byte[]> producer,
            Duration repeats,
            BooleanSupplier open,
            Consumer<Instant> whenTaken,
            InstantSource clock) {
        OpenSigns signs = new OpenSigns(producer, open, whenTaken, clock);
        long every = Math.max(50, Math.min(EVERY.toMillis(), repeats.toMillis() / 8));
        var _ = signs.thread.scheduleWithFixedDelay(signs::signOrLog, 0, every, TimeUnit.MILLISECONDS);
        return signs;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void signOrLog() {
        try {
            sign();
        } catch (RuntimeException e) {
            // The top of this thread: the next sign follows, and readiness tells that Kafka is away.
            LOG.atDebug().setCause(e).log("no sign that webhooks are taken could be written");
        }
    }

    private void sign() {
        if (!open.getAsBoolean()) {
            return;
        }
        Instant now = clock.instant();
        var _ = producer.send(
                new ProducerRecord<>(Topics.OPEN.name(), OpenSign.KEY, Json.bytes(new OpenSign(now))),
                (metadata, error) -> {
                    if (error == null) {
                        taken(now);
                    }
                });
    }

    // The producer's thread must not wait.
    private void taken(Instant at) {
        if (!thread.isShutdown()) {
            thread.execute(() -> whenTaken.accept(at));
        }
    }
}
