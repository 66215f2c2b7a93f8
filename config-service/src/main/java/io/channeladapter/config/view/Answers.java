package io.channeladapter.config.view;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.command.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code channel.answers} from its end and hands each answer to the request that waits for it; answers to other
 * instances' requests pass by. Safe for many threads.
 */
public final class Answers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread reader;
    private volatile boolean failed;

    private Answers(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        this.reader = Thread.ofPlatform().name("answers").daemon().unstarted(this::run);
    }

    /** Starts to follow; the consumer, {@code read_committed} and without a group, is closed with it. */
    public static Answers follow(Consumer<byte[], byte[]> consumer) {
        Answers answers = new Answers(consumer);
        answers.reader.start();
        return answers;
    }

    /** Whether it stands at the end, so that no answer to come can be missed. */
    public boolean ready() {
        return ready.getCount() == 0 && !failed;
    }

    /** Whether following has ended by a fault: no request is answered any more, and the service is to be started anew. */
    public boolean failed() {
        return failed;
    }

    /** Registers a command, before it is produced. */
    CompletableFuture<Answer> expect(String commandId) {
        return waiting.computeIfAbsent(commandId, id -> new CompletableFuture<>());
    }

    /** Ends the wait for a command. */
    void forget(String commandId) {
        waiting.remove(commandId);
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
            boolean atEnd = false;
            while (stop.getCount() > 0) {
                try {
                    if (atEnd) {
                        consumer.poll(POLL).forEach(this::deliver);
                    } else if (goToEnd()) {
                        atEnd = true;
                        ready.countDown();
                    } else {
                        pause();
                    }
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.atWarn().setCause(e).log("answers cannot be read now, trying again");
                    pause();
                }
            }
        } catch (RuntimeException e) {
            failed = true;
            LOG.atError().setCause(e).log("reader of answers stopped: restart the service");
        }
    }

    // A topic that was made a moment ago may not be known to the broker that is asked.
    private boolean goToEnd() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ANSWERS.name()).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: only a position that was asked for is fixed before the first command goes out.
        partitions.forEach(consumer::position);
        return true;
    }

    private void deliver(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        Json.read(record.value(), Answer.class).ifPresent(answer -> {
            CompletableFuture<Answer> waiter = waiting.get(answer.commandId());
            if (waiter != null) {
                waiter.complete(answer);
            }
        });
    }

    private void pause() {
        try {
            if (stop.await(1, TimeUnit.SECONDS)) {
                LOG.atDebug().log("stopped while waiting for the broker");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
