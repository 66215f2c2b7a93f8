package io.channeladapter.common.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.codec.Samples;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelDirectoryTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.STATES.name(), 0);
    private static final StreamId OTHER = new StreamId("st-00000000-0000-0000-0000-000000000002");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Queue<Optional<Channel>> told = new ConcurrentLinkedQueue<>();
    private final AtomicLong offset = new AtomicLong();
    private @Nullable ChannelDirectory opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void isReadyOnceTheEndThatStoodAtTheStartIsRead() {
        topic(2);
        ChannelDirectory directory = start();

        append(Samples.STREAM.value(), Samples.CHANNEL);
        await().until(() -> directory.find(Samples.STREAM).isPresent());
        assertThat(directory.ready()).isFalse();

        append(OTHER.value(), channel(OTHER));
        await().until(directory::ready);
        assertThat(directory.all()).hasSize(2);
    }

    @Test
    void isReadyAtOnceWhereThereIsNoChannelYet() {
        topic(0);

        await().until(start()::ready);
    }

    @Test
    void aBeatIsPassedOver() throws InterruptedException {
        topic(0);
        ChannelDirectory directory = start();
        append(Beat.key(0), null);
        append(Samples.STREAM.value(), Samples.CHANNEL);

        assertThat(directory.await(Samples.STREAM, Optional::isPresent, SOON)).isTrue();
        assertThat(directory.all()).hasSize(1);
        await().untilAsserted(() -> assertThat(told).containsExactly(Optional.of(Samples.CHANNEL)));
    }

    @Test
    void aTombstoneDeletesAndIsToldOf() throws InterruptedException {
        topic(0);
        ChannelDirectory directory = start();
        append(Samples.STREAM.value(), Samples.CHANNEL);
        assertThat(directory.await(Samples.STREAM, Optional::isPresent, SOON)).isTrue();

        append(Samples.STREAM.value(), null);

        assertThat(directory.await(Samples.STREAM, Optional::isEmpty, SOON)).isTrue();
        await().untilAsserted(() -> assertThat(told).containsExactly(Optional.of(Samples.CHANNEL), Optional.empty()));
    }

    @Test
    void aRecordThatCannotBeReadIsSkippedAndTheRestGoesOn() {
        topic(6);
        ChannelDirectory directory = start();

        append("no streamid", Samples.CHANNEL);
        appendBytes(Samples.STREAM.value().getBytes(UTF_8), "{}".getBytes(UTF_8));
        appendBytes(Samples.STREAM.value().getBytes(UTF_8), "?".getBytes(UTF_8));
        appendBytes(null, Json.bytes(Samples.CHANNEL));
        append(Samples.STREAM.value(), channel(OTHER));
        append(OTHER.value(), channel(OTHER));

        await().until(directory::ready);
        assertThat(directory.all()).containsExactly(channel(OTHER));
    }

    @Test
    void whatWasSeenStaysWhenALaterRecordCannotBeRead() {
        topic(2);
        ChannelDirectory directory = start();

        append(Samples.STREAM.value(), Samples.CHANNEL);
        appendBytes(Samples.STREAM.value().getBytes(UTF_8), "{}".getBytes(UTF_8));

        await().until(directory::ready);
        assertThat(directory.find(Samples.STREAM)).contains(Samples.CHANNEL);
    }

    @Test
    void waitsNoLongerThanItWasTold() throws InterruptedException {
        topic(0);

        assertThat(start().await(Samples.STREAM, Optional::isPresent, Duration.ofMillis(1)))
                .isFalse();
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor() {
        topic(1);
        consumer.setPollException(new DisconnectException("away"));
        ChannelDirectory directory = start();

        append(Samples.STREAM.value(), Samples.CHANNEL);

        await().until(directory::ready);
        assertThat(directory.failed()).isFalse();
    }

    @Test
    void aBrokerThatCannotTellTheEndIsAskedAgain() {
        topic(0);
        consumer.setOffsetsException(new KafkaException("away"));

        await().until(start()::ready);
    }

    @Test
    void aTopicThatIsNotThereYetIsWaitedFor() {
        ChannelDirectory directory = start();
        assertThat(directory.ready()).isFalse();

        topic(0);

        await().until(directory::ready);
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        topic(2);
        ChannelDirectory directory = ChannelDirectory.start(consumer, (id, channel) -> {
            throw new IllegalStateException("listener");
        });
        opened = directory;

        append(Samples.STREAM.value(), Samples.CHANNEL);
        append(OTHER.value(), channel(OTHER));

        await().until(directory::ready);
        assertThat(directory.all()).hasSize(2);
        assertThat(directory.failed()).isFalse();
    }

    @Test
    void isNotReadyAnyMoreWhenReadingEndedByAFault() {
        topic(0);
        ChannelDirectory directory = start();
        await().until(directory::ready);

        consumer.schedulePollTask(() -> {
            throw new IllegalStateException("fault");
        });

        await().until(directory::failed);
        assertThat(directory.ready()).isFalse();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void closingEndsTheReaderAndIsNoFailure() {
        topic(0);
        ChannelDirectory directory = start();
        await().until(directory::ready);

        directory.close();

        assertThat(consumer.closed()).isTrue();
        assertThat(directory.failed()).isFalse();
    }

    @Test
    void canBeClosedWhileItWaitsForTheTopic() {
        start().close();

        assertThat(consumer.closed()).isTrue();
    }

    private ChannelDirectory start() {
        ChannelDirectory directory = ChannelDirectory.start(consumer, (id, channel) -> told.add(channel));
        opened = directory;
        return directory;
    }

    private void topic(long end) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumer.updatePartitions(
                PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
    }

    private static Channel channel(StreamId id) {
        return Channel.draft(id, Samples.BOT, Samples.NOW);
    }

    private void append(String key, @Nullable Channel channel) {
        appendBytes(key.getBytes(UTF_8), channel == null ? null : Json.bytes(channel));
    }

    @SuppressWarnings("NullAway") // keys and tombstones may be null on Kafka
    private void appendBytes(byte @Nullable [] key, byte @Nullable [] value) {
        // Records can be given to a mock only once it is assigned its partition.
        await().until(() -> consumer.assignment().contains(PARTITION));
        consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset.getAndIncrement(), key, value));
    }
}
