package io.channeladapter.egress.topology;

import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.settings.KafkaClients;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.egress.settle.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks the backlog up at the broker. An end offset alone does not tell it: the router writes in transactions, and the
 * last offsets of a partition may be markers that no reader ever sees; so the last record itself is searched for,
 * backwards from the end, down to what the group has committed. Safe for many threads.
 */
public final class KafkaBacklog implements Backlog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBacklog.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_SPAN = 100;

    private final KafkaClients kafka;
    private final Admin admin;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch stop = new CountDownLatch(1);

    /** @param admin stays the caller's to close */
    public KafkaBacklog(KafkaClients kafka, Admin admin) {
        this.kafka = kafka;
        this.admin = admin;
    }

    @Override
    public CompletableFuture<Ends> ends(int partition) {
        return CompletableFuture.supplyAsync(() -> lookUp(partition), threads);
    }

    @Override
    public void close() {
        stop.countDown();
        threads.close();
    }

    private Ends lookUp(int partition) {
        TopicPartition replies = new TopicPartition(Topics.OUTBOUND.name(), partition);
        TopicPartition echoes = new TopicPartition(Topics.ECHOES.name(), partition);
        while (stop.getCount() > 0) {
            try (Consumer<byte[], byte[]> reader = kafka.reader()) {
                Map<TopicPartition, OffsetAndMetadata> committed = committed();
                long repliesEnd = reader.endOffsets(Set.of(replies)).getOrDefault(replies, 0L);
                return new Ends(repliesEnd, last(reader, replies, committed), last(reader, echoes, committed));
            } catch (KafkaException | ExecutionException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue(LogKeys.PARTITION, partition)
                        .log("backlog cannot be looked up, trying again; replies of before wait");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            pause();
        }
        throw new CancellationException("the service stops");
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(EgressTopology.APPLICATION_ID)
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private OptionalLong last(
            Consumer<byte[], byte[]> reader,
            TopicPartition partition,
            Map<TopicPartition, OffsetAndMetadata> committed) {
        reader.assign(List.of(partition));
        long end = reader.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long begin = reader.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        OffsetAndMetadata read = committed.get(partition);
        long from = Math.max(begin, read == null ? 0 : read.offset());
        long to = end;
        for (long span = FIRST_SPAN; to > from && stop.getCount() > 0; span *= 10) {
            long start = Math.max(from, end - span);
            OptionalLong found = lastBetween(reader, partition, start, to);
            if (found.isPresent()) {
                return found;
            }
            to = start;
        }
        return OptionalLong.empty();
    }

    private OptionalLong lastBetween(Consumer<byte[], byte[]> reader, TopicPartition partition, long start, long to) {
        reader.seek(partition, start);
        OptionalLong last = OptionalLong.empty();
        while (reader.position(partition) < to && stop.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                if (record.offset() < to) {
                    last = OptionalLong.of(record.offset());
                }
            }
        }
        return last;
    }

    private void pause() {
        try {
            boolean stopped = stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            if (stopped) {
                throw new CancellationException("the service stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
