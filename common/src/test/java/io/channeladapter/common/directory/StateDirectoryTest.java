package io.channeladapter.common.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.codec.Samples;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for values of any kind; {@link ChannelDirectoryTest} holds the rest by channels. */
class StateDirectoryTest {
    private static final String TOPIC = Topics.OUTBOX_STATES.name();
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final StreamId OTHER = new StreamId("st-00000000-0000-0000-0000-000000000002");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Queue<StreamId> told = new ConcurrentLinkedQueue<>();
    private @Nullable StateDirectory<OutboxState> opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void itIsReadyOnceEachPartitionIsReadToTheEndThatStoodAtTheStart() throws InterruptedException {
        topic(1, 1);
        StateDirectory<OutboxState> directory = start();

        append(FIRST, 0, Samples.STREAM, state(Samples.STREAM, 1));
        assertThat(directory.await(Samples.STREAM, Optional::isPresent, SOON)).isTrue();
        assertThat(directory.ready()).isFalse();
        assertThat(directory.awaitReady(Duration.ofMillis(1))).isFalse();
        append(SECOND, 0, OTHER, state(OTHER, 2));

        assertThat(directory.awaitReady(SOON)).isTrue();
        assertThat(directory.all()).containsExactlyInAnyOrder(state(Samples.STREAM, 1), state(OTHER, 2));
    }

    @Test
    void theNewestValueOfAChannelIsKnown() throws InterruptedException {
        topic(0, 0);
        StateDirectory<OutboxState> directory = start();

        append(FIRST, 0, Samples.STREAM, state(Samples.STREAM, 1));
        append(FIRST, 1, Samples.STREAM, state(Samples.STREAM, 2));

        assertThat(directory.await(Samples.STREAM, value -> value.equals(Optional.of(state(Samples.STREAM, 2))), SOON))
                .isTrue();
        assertThat(directory.all()).hasSize(1);
    }

    @Test
    void aChangeCanBeLookedUpWhenItIsToldOf() {
        topic(0, 0);
        AtomicBoolean found = new AtomicBoolean();
        Queue<StateDirectory<OutboxState>> itself = new ConcurrentLinkedQueue<>();
        StateDirectory<OutboxState> directory = StateDirectory.start(
                Topics.OUTBOX_STATES, OutboxState.class, OutboxState::streamId, consumer, (id, _) -> {
                    found.set(itself.element().find(id).isPresent());
                    told.add(id);
                });
        itself.add(directory);
        opened = directory;

        append(FIRST, 0, Samples.STREAM, state(Samples.STREAM, 1));

        await().untilAsserted(() -> assertThat(told).containsExactly(Samples.STREAM));
        assertThat(found).isTrue();
    }

    @Test
    void aValueThatNamesAnotherChannelThanItsKeyIsSkipped() {
        topic(2, 0);
        StateDirectory<OutboxState> directory = start();

        append(FIRST, 0, Samples.STREAM, state(OTHER, 1));
        append(FIRST, 1, OTHER, state(OTHER, 2));

        await().until(directory::ready);
        assertThat(directory.all()).containsExactly(state(OTHER, 2));
        assertThat(told).containsExactly(OTHER);
    }

    @Test
    void aTombstoneOfWhatWasNeverThereDoesNoHarm() {
        topic(1, 0);
        StateDirectory<OutboxState> directory = start();

        append(FIRST, 0, Samples.STREAM, null);

        await().until(directory::ready);
        assertThat(directory.all()).isEmpty();
    }

    @Test
    void whatIsKnownStaysKnownWhileTheTopicMayNotBeReadAndReadingGoesOnAfterwards() throws InterruptedException {
        topic(1, 0);
        StateDirectory<OutboxState> directory = start();
        append(FIRST, 0, Samples.STREAM, state(Samples.STREAM, 1));
        await().until(directory::ready);

        consumer.setPollException(new TopicAuthorizationException(TOPIC));
        append(FIRST, 1, OTHER, state(OTHER, 2));

        assertThat(directory.find(Samples.STREAM)).isPresent();
        assertThat(directory.await(OTHER, Optional::isPresent, SOON)).isTrue();
        assertThat(directory.failed()).isFalse();
        assertThat(directory.ready()).isTrue();
    }

    @Test
    void beatsAreToldOfAfterWhatCameBeforeThemAndAreNoValues() {
        topic(0, 0);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        StateDirectory<OutboxState> directory = StateDirectory.start(
                Topics.OUTBOX_STATES,
                OutboxState.class,
                OutboxState::streamId,
                consumer,
                (id, _) -> seen.add(id.value()),
                (partition, value) -> seen.add(partition + " " + new String(value, UTF_8)));
        opened = directory;

        append(SECOND, 0, OTHER, state(OTHER, 1));
        consumer.addRecord(new ConsumerRecord<>(TOPIC, 1, 1, Beat.key(1).getBytes(UTF_8), "now".getBytes(UTF_8)));

        await().untilAsserted(() -> assertThat(seen).containsExactly(OTHER.value(), "1 now"));
        assertThat(directory.all()).hasSize(1);
    }

    @Test
    void aChannelsPartitionIsThatOfItsRecordsAlsoWhereItHasNone() {
        StateDirectory<OutboxState> unknown = start();
        assertThat(unknown.partitionOf(OTHER)).isEmpty();

        topic(0, 0);

        await().untilAsserted(() -> assertThat(unknown.partitionOf(OTHER))
                .hasValue(BuiltInPartitioner.partitionForKey(OTHER.value().getBytes(UTF_8), 2)));
        assertThat(unknown.partitions()).isEqualTo(2);
    }

    private StateDirectory<OutboxState> start() {
        StateDirectory<OutboxState> directory = StateDirectory.start(
                Topics.OUTBOX_STATES, OutboxState.class, OutboxState::streamId, consumer, (id, _) -> told.add(id));
        opened = directory;
        return directory;
    }

    private void topic(long endOfFirst, long endOfSecond) {
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, endOfFirst, SECOND, endOfSecond));
        consumer.updatePartitions(
                TOPIC,
                List.of(new PartitionInfo(TOPIC, 0, null, null, null), new PartitionInfo(TOPIC, 1, null, null, null)));
    }

    @SuppressWarnings("NullAway") // tombstones are null on Kafka
    private void append(TopicPartition partition, long at, StreamId key, @Nullable OutboxState value) {
        // Records can be given to a mock only once it is assigned its partitions.
        await().until(() -> consumer.assignment().contains(partition));
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                at,
                key.value().getBytes(UTF_8),
                value == null ? null : Json.bytes(value)));
    }

    private static OutboxState state(StreamId id, int waiting) {
        return new OutboxState(id, Samples.NOW, waiting, null, null, null, null, null, List.of(), List.of());
    }
}
