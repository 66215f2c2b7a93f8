package io.channeladapter.common.directory;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest value of each channel in a compacted topic, in memory: reads it from its beginning and then follows it. Each
 * instance that needs it has its own. Safe for many threads.
 *
 * <ol>
 *   <li>It is {@link #ready()} once it has read to the end that stood when it started, and stays so while it follows.
 *   <li>After that it knows each change that was committed, in the order of its channel.
 *   <li>A record that cannot be read is logged and skipped; the value stays as it was last seen.
 *   <li>A broker that is away is waited for; what is known stays known.
 *   <li>Should reading end by a fault, it is {@link #failed()} and no longer ready; what is known can still be looked up.
 * </ol>
 */
public final class StateDirectory<V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Topic topic;
    private final Class<V> type;
    private final Function<V, StreamId> idOf;
    private final Consumer<byte[], byte[]> consumer;
    private final BiConsumer<StreamId, Optional<V>> onChange;
    private final BiConsumer<Integer, byte[]> onBeat;
    private volatile int partitions;
    private final Map<StreamId, V> values = new ConcurrentHashMap<>();
    private final CountDownLatch read = new CountDownLatch(1);
    private volatile boolean failed;
    private boolean inTrouble;
    private final Object changed = new Object();
    private final Thread reader;
    private final CountDownLatch stop = new CountDownLatch(1);

    private StateDirectory(
            Topic topic,
            Class<V> type,
            Function<V, StreamId> idOf,
            Consumer<byte[], byte[]> consumer,
            BiConsumer<StreamId, Optional<V>> onChange,
            BiConsumer<Integer, byte[]> onBeat) {
        this.topic = topic;
        this.type = type;
        this.idOf = idOf;
        this.consumer = consumer;
        this.onChange = onChange;
        this.onBeat = onBeat;
        this.reader =
                Thread.ofPlatform().name("directory-" + topic.name()).daemon().unstarted(this::run);
    }

    /**
     * Starts to read and tells of each change, on the reader's thread, after it can be looked up and before anyone who
     * awaits it goes on; a tombstone is told of as empty.
     *
     * @param topic compacted, its key a streamid
     * @param type of its values, in JSON
     * @param idOf the streamid that a value names; it must be its key
     * @param consumer {@code read_committed} and without a group; closed with the directory
     */
    public static <V> StateDirectory<V> start(
            Topic topic,
            Class<V> type,
            Function<V, StreamId> idOf,
            Consumer<byte[], byte[]> consumer,
            BiConsumer<StreamId, Optional<V>> onChange) {
        return start(topic, type, idOf, consumer, onChange, (_, _) -> {});
    }

    /**
     * The same, which also tells of each beat that has a value.
     *
     * @param onBeat is given the partition and the value, on the reader's thread, after all that came before it there
     */
    public static <V> StateDirectory<V> start(
            Topic topic,
            Class<V> type,
            Function<V, StreamId> idOf,
            Consumer<byte[], byte[]> consumer,
            BiConsumer<StreamId, Optional<V>> onChange,
            BiConsumer<Integer, byte[]> onBeat) {
        StateDirectory<V> directory = new StateDirectory<>(topic, type, idOf, consumer, onChange, onBeat);
        directory.reader.start();
        return directory;
    }

    /** The newest value of this channel. */
    public Optional<V> find(StreamId streamId) {
        return Optional.ofNullable(values.get(streamId));
    }

    /** All values; a view that follows. */
    public Collection<V> all() {
        return Collections.unmodifiableCollection(values.values());
    }

    /** How many partitions the topic has; 0 while that is not known. */
    public int partitions() {
        return partitions;
    }

    /** The partition of a channel, also of one that has no value; empty while it is not known how many there are. */
    public OptionalInt partitionOf(StreamId streamId) {
        int count = partitions;
        byte[] key = streamId.value().getBytes(StandardCharsets.UTF_8);
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(Utils.toPositive(Utils.murmur2(key)) % count);
    }

    /** Whether the end that stood at the start has been read, and changes are still followed. */
    public boolean ready() {
        return read.getCount() == 0 && !failed;
    }

    /**
     * Waits until it is {@link #ready}.
     *
     * @return whether that came within the time
     */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return read.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && !failed;
    }

    /** Whether reading has ended by a fault: changes are no longer seen, and the service is to be started anew. */
    public boolean failed() {
        return failed;
    }

    /**
     * Waits until this channel is as the caller wants it.
     *
     * @return whether that came within the time
     */
    public boolean await(StreamId streamId, Predicate<Optional<V>> wanted, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (changed) {
            while (!wanted.test(find(streamId))) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.wait(left / 1_000_000 + 1);
            }
            return true;
        }
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
            Map<TopicPartition, Long> ends = assignAll();
            while (stop.getCount() > 0) {
                poll(ends);
            }
        } catch (WakeupException e) {
            // close() asked for it
        } catch (RuntimeException e) {
            failed = stop.getCount() > 0;
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.TOPIC, topic.name())
                    .log("a directory stopped: restart the service");
        }
    }

    private void poll(Map<TopicPartition, Long> ends) {
        try {
            consumer.poll(POLL).forEach(this::apply);
            if (read.getCount() > 0) {
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
                if (ends.isEmpty()) {
                    LOG.atInfo()
                            .addKeyValue(LogKeys.TOPIC, topic.name())
                            .addKeyValue(LogKeys.COUNT, values.size())
                            .log("all of a compacted topic read");
                    read.countDown();
                }
            }
            inTrouble = false;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            retryAfter(e);
        }
    }

    // Said once, however long it lasts; the pause is for errors that come at once, such as a missing permission.
    private void retryAfter(KafkaException e) {
        if (!inTrouble) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue(LogKeys.TOPIC, topic.name())
                    .log("a topic cannot be read now, trying again until it can");
            inTrouble = true;
        }
        pause();
    }

    private Map<TopicPartition, Long> assignAll() {
        while (true) {
            try {
                List<TopicPartition> all = consumer.partitionsFor(topic.name()).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
                if (!all.isEmpty()) {
                    partitions = all.size();
                    consumer.assign(all);
                    consumer.seekToBeginning(all);
                    return new ConcurrentHashMap<>(consumer.endOffsets(all));
                }
                retryAfter(new UnknownTopicOrPartitionException(topic.name() + " does not exist yet"));
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                retryAfter(e);
            }
        }
    }

    private void pause() {
        try {
            if (stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (Beat.is(record.key())) {
            if (record.value() != null) {
                onBeat.accept(record.partition(), record.value());
            }
            return;
        }
        Optional<StreamId> id = streamId(record.key());
        Optional<V> value = record.value() == null ? Optional.empty() : Json.read(record.value(), type);
        boolean foreign = value.isPresent() && !value.map(idOf).equals(id);
        if (id.isEmpty() || foreign || (record.value() != null && value.isEmpty())) {
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, record.topic())
                    .addKeyValue(LogKeys.PARTITION, record.partition())
                    .addKeyValue(LogKeys.OFFSET, record.offset())
                    .log("record is no state of a channel, skipped");
            return;
        }
        synchronized (changed) {
            value.ifPresentOrElse(v -> values.put(id.get(), v), () -> values.remove(id.get()));
            tell(id.get(), value);
            changed.notifyAll();
        }
    }

    private void tell(StreamId id, Optional<V> value) {
        try {
            onChange.accept(id, value);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, id)
                    .log("a listener failed on a change of a channel");
        }
    }

    private static Optional<StreamId> streamId(byte @Nullable [] key) {
        String text = key == null ? "" : new String(key, StandardCharsets.UTF_8);
        return StreamId.isValid(text) ? Optional.of(new StreamId(text)) : Optional.empty();
    }
}
