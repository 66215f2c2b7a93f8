package io.channeladapter.config.log;

import io.channeladapter.config.log.NotReadException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads bounded parts of topics on demand: no group, nothing committed, up to the end that stands when it begins. Few
 * readings go on at once, each with a consumer of its own that the next one takes over. Safe for many threads.
 *
 * @see Part
 */
public final class TopicReadings implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration patience;
    private final Semaphore room;
    private final Deque<Consumer<byte[], byte[]>> idle = new ArrayDeque<>();

    /**
     * @param consumers makes consumers that are {@code read_committed} and have no group
     * @param atOnce how many readings may go on
     * @param patience how long one more waits for one of them to end
     */
    public TopicReadings(Supplier<Consumer<byte[], byte[]>> consumers, int atOnce, Duration patience) {
        this.consumers = consumers;
        this.patience = patience;
        this.room = new Semaphore(atOnce, true);
    }

    /**
     * Reads the parts.
     *
     * @throws NotReadException where too many read already, or Kafka does not answer
     */
    public <T> Reading<T> read(List<Part<T>> parts, Bounds bounds) throws NotReadException, InterruptedException {
        return inTurn(consumer -> read(consumer, parts, bounds));
    }

    /**
     * Reads one record.
     *
     * @param take what to make of it
     * @return empty where there is none at that place, or not any more
     * @throws NotReadException where too many read already, or Kafka does not answer in time
     */
    public <R> Optional<R> one(
            String topic, int partition, long offset, Function<ConsumerRecord<byte[], byte[]>, R> take, Duration atMost)
            throws NotReadException, InterruptedException {
        return inTurn(consumer -> one(consumer, new TopicPartition(topic, partition), offset, atMost)
                .map(take));
    }

    private <R> R inTurn(Function<Consumer<byte[], byte[]>, R> reading) throws NotReadException, InterruptedException {
        if (!room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new NotReadException(Reason.BUSY);
        }
        try {
            return lent(reading);
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Consumer::close);
            idle.clear();
        }
    }

    private <R> R lent(Function<Consumer<byte[], byte[]>, R> reading) throws NotReadException, InterruptedException {
        Consumer<byte[], byte[]> consumer = take();
        boolean well = false;
        try {
            R read = reading.apply(consumer);
            consumer.unsubscribe();
            well = true;
            return read;
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw new NotReadException(Reason.UNAVAILABLE, e);
        } finally {
            giveBack(consumer, well);
        }
    }

    // Kafka's exception has set the flag of the thread again, which the checked exception stands for.
    private static InterruptedException interrupted(InterruptException e) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("interrupted while reading topics");
        interrupted.initCause(e);
        return interrupted;
    }

    private Consumer<byte[], byte[]> take() {
        synchronized (idle) {
            Consumer<byte[], byte[]> consumer = idle.poll();
            return consumer == null ? consumers.get() : consumer;
        }
    }

    private void giveBack(Consumer<byte[], byte[]> consumer, boolean well) {
        if (!well) {
            consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
            return;
        }
        synchronized (idle) {
            idle.push(consumer);
        }
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> one(
            Consumer<byte[], byte[]> consumer, TopicPartition where, long offset, Duration atMost) {
        boolean there = consumer.partitionsFor(where.topic(), atMost).stream()
                .anyMatch(info -> info.partition() == where.partition());
        if (!there
                || offset < consumer.beginningOffsets(List.of(where), atMost).getOrDefault(where, 0L)
                || offset >= consumer.endOffsets(List.of(where), atMost).getOrDefault(where, 0L)) {
            return Optional.empty();
        }
        consumer.assign(List.of(where));
        consumer.seek(where, offset);
        long deadline = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Iterator<ConsumerRecord<byte[], byte[]>> records =
                    consumer.poll(POLL).iterator();
            if (records.hasNext()) {
                return Optional.of(records.next()).filter(record -> record.offset() == offset);
            }
            // At this place stands the mark of a transaction, or what was never committed.
            if (consumer.position(where) > offset) {
                return Optional.empty();
            }
        }
        throw new TimeoutException("a record was not read in time");
    }

    private static <T> Reading<T> read(Consumer<byte[], byte[]> consumer, List<Part<T>> parts, Bounds bounds) {
        long deadline = System.nanoTime() + bounds.time().toNanos();
        Map<TopicPartition, Part<T>> wanted = partitions(consumer, parts, bounds.time());
        Spans spans = spans(consumer, wanted, bounds);
        consumer.assign(spans.starts().keySet());
        spans.starts().forEach(consumer::seek);
        List<T> kept = new ArrayList<>();
        Looked looked = new Looked(spans.cut());
        Map<TopicPartition, Long> open = new HashMap<>(spans.ends());
        while (!open.isEmpty()) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(left.compareTo(POLL) < 0 ? left : POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                Part<T> part = wanted.get(partition);
                if (part != null && record.offset() < spans.ends().getOrDefault(partition, 0L)) {
                    looked.at(partition, record.timestamp());
                    kept.addAll(part.take().apply(record));
                }
            }
            open.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        }
        return new Reading<>(kept, looked.from(), looked.until(open.keySet()));
    }

    private static <T> Map<TopicPartition, Part<T>> partitions(
            Consumer<byte[], byte[]> consumer, List<Part<T>> parts, Duration atMost) {
        Map<TopicPartition, Part<T>> wanted = new HashMap<>();
        for (Part<T> part : parts) {
            List<PartitionInfo> all = consumer.partitionsFor(part.topic(), atMost);
            String key = part.key();
            if (key == null) {
                all.forEach(p -> wanted.put(new TopicPartition(p.topic(), p.partition()), part));
            } else if (!all.isEmpty()) {
                // What Kafka's own partitioner does with a key; who writes by another one is read as a whole.
                int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(key))) % all.size();
                wanted.put(new TopicPartition(part.topic(), partition), part);
            }
        }
        return wanted;
    }

    /**
     * What is read of each partition.
     *
     * @param starts first offset
     * @param ends the offset after the last
     * @param cut the partitions whose start was moved to stay within the bounds
     */
    private record Spans(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends, Set<TopicPartition> cut) {}

    private static <T> Spans spans(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Part<T>> wanted, Bounds bounds) {
        Map<TopicPartition, Long> froms = new HashMap<>();
        Map<TopicPartition, Long> untils = new HashMap<>();
        wanted.forEach((partition, part) -> {
            froms.put(partition, Math.max(0, part.from().toEpochMilli()));
            Instant until = part.until();
            if (until != null) {
                untils.put(partition, Math.max(0, until.toEpochMilli()));
            }
        });
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(wanted.keySet(), bounds.time()));
        at(consumer, untils, bounds).forEach((partition, offset) -> ends.merge(partition, offset, Math::min));
        Map<TopicPartition, Long> starts = at(consumer, froms, bounds);
        starts.entrySet().removeIf(start -> start.getValue() >= ends.getOrDefault(start.getKey(), 0L));
        ends.keySet().retainAll(starts.keySet());
        return new Spans(starts, ends, Shares.trim(starts, ends, bounds.records()));
    }

    /** The first offset at or after each time; without the partitions that have none. */
    private static Map<TopicPartition, Long> at(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> times, Bounds bounds) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(times, bounds.time()).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }
}
