package io.channeladapter.ingress.publish;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.topic.DeadLetter;
import io.channeladapter.common.topic.RecordHeaders;
import io.channeladapter.common.topic.Topics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes by an idempotent producer with {@code acks=all}. */
public final class KafkaPublisher implements Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPublisher.class);

    private final Producer<String, byte[]> producer;
    private final Executor threads;
    private final int mostWaiting;
    private final Semaphore room;

    /**
     * @param producer made with {@link PublishLimits#producerSettings()}; stays the caller's to close
     * @param threads where a send may wait for the broker's metadata or for buffer; a virtual thread for each
     */
    public KafkaPublisher(Producer<String, byte[]> producer, Executor threads, PublishLimits limits) {
        this.producer = producer;
        this.threads = threads;
        this.mostWaiting = limits.mostWaiting();
        this.room = new Semaphore(mostWaiting);
    }

    @Override
    public CompletableFuture<PublishOutcome> publish(StreamId streamId, byte[] body, Arrival arrival) {
        if (!room.tryAcquire()) {
            return CompletableFuture.completedFuture(unavailable(PublishOutcome.Cause.OVERLOADED));
        }
        CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
        // The room is given back when the producer is done with the record, however long its caller waited.
        var _ = outcome.whenComplete((_, _) -> room.release());
        ProducerRecord<String, byte[]> record = record(streamId, body, arrival);
        try {
            threads.execute(() -> Trace.within(arrival.traceparent(), () -> send(record, outcome)));
        } catch (RejectedExecutionException e) {
            outcome.complete(unavailable(PublishOutcome.Cause.REFUSED));
        }
        // A copy: a caller that gives up completes its own, not the one that holds the room.
        return outcome.copy();
    }

    /** Finds the brokers of the topic, so that the first webhook need not wait for that; without them it just waits. */
    public void warmUp() {
        try {
            LOG.atDebug()
                    .addKeyValue(
                            LogKeys.COUNT,
                            producer.partitionsFor(Topics.WEBHOOKS.name()).size())
                    .log("partitions found");
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).log("no partitions found yet");
        }
    }

    /** How many records wait for their acknowledgement. */
    public int waiting() {
        return mostWaiting - room.availablePermits();
    }

    private void send(ProducerRecord<String, byte[]> record, CompletableFuture<PublishOutcome> outcome) {
        try {
            var _ = producer.send(record, (metadata, error) -> outcome.complete(outcomeOf(error)));
        } catch (RuntimeException e) {
            // The top of this thread: a producer that was closed throws IllegalStateException, one in trouble its own.
            outcome.complete(outcomeOf(e));
        }
    }

    /** What the producer's answer means; null is its acknowledgement. */
    static PublishOutcome outcomeOf(@Nullable Exception error) {
        return switch (error) {
            case null -> new PublishOutcome.Acknowledged();
            case RecordTooLargeException _ -> new PublishOutcome.TooLarge();
            case TimeoutException _ -> unavailable(PublishOutcome.Cause.TIMED_OUT);
            default -> unavailable(PublishOutcome.Cause.REFUSED);
        };
    }

    private static PublishOutcome unavailable(PublishOutcome.Cause cause) {
        return new PublishOutcome.Unavailable(cause);
    }

    private static ProducerRecord<String, byte[]> record(StreamId streamId, byte[] body, Arrival arrival) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.WEBHOOKS.name(), streamId.value(), body);
        record.headers()
                .add(
                        RecordHeaders.RECEIVED_AT,
                        RecordHeaders.bytes(arrival.receivedAt().toString()))
                .add(RecordHeaders.TRACEPARENT, RecordHeaders.bytes(arrival.traceparent()))
                .add(RecordHeaders.REMOTE_ADDRESS, RecordHeaders.bytes(arrival.remoteAddress()));
        String replayOf = arrival.replayOf();
        if (replayOf != null) {
            record.headers().add(DeadLetter.REPLAY_OF, RecordHeaders.bytes(replayOf));
        }
        return record;
    }
}
