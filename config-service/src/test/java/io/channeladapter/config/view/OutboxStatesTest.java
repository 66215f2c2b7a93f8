package io.channeladapter.config.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.outbox.OutboxBeat;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxStatesTest {
    private static final String TOPIC = Topics.OUTBOX_STATES.name();
    private static final StreamId STREAM = new StreamId("st-00000000-0000-0000-0000-000000000001");
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final int own = BuiltInPartitioner.partitionForKey(STREAM.value().getBytes(UTF_8), 2);
    private OutboxStates outboxes;
    private long offset;

    @BeforeEach
    void follow() {
        TopicPartition first = new TopicPartition(TOPIC, 0);
        TopicPartition second = new TopicPartition(TOPIC, 1);
        consumer.updateBeginningOffsets(Map.of(first, 0L, second, 0L));
        consumer.updateEndOffsets(Map.of(first, 0L, second, 0L));
        consumer.updatePartitions(
                TOPIC,
                List.of(new PartitionInfo(TOPIC, 0, null, null, null), new PartitionInfo(TOPIC, 1, null, null, null)));
        outboxes = OutboxStates.follow(consumer);
        await().until(outboxes::ready);
    }

    @AfterEach
    void close() {
        outboxes.close();
    }

    @Test
    void aChannelOfWhichNothingWaitsIsAsOldAsTheBeatOfItsPartition() {
        assertThat(outboxes.asOf(STREAM)).isEmpty();

        beat(1 - own, NOW);
        beat(own, NOW.minusSeconds(60));

        await().untilAsserted(() -> assertThat(outboxes.asOf(STREAM)).hasValue(NOW.minusSeconds(60)));
    }

    @Test
    void aStateThatCameAfterTheLastBeatIsYoungerThanThat() {
        beat(own, NOW.minusSeconds(60));
        state(NOW);
        await().untilAsserted(() -> assertThat(outboxes.asOf(STREAM)).hasValue(NOW));

        beat(own, NOW.plusSeconds(10));

        await().untilAsserted(() -> assertThat(outboxes.asOf(STREAM)).hasValue(NOW.plusSeconds(10)));
    }

    @Test
    void allIsAsOldAsThePartitionThatWasToldOfLongestAgo() {
        beat(0, NOW);
        await().untilAsserted(
                        () -> assertThat(outboxes.asOf(STREAM).isPresent()).isEqualTo(own == 0));
        assertThat(outboxes.asOf()).isEmpty();

        beat(1, NOW.minusSeconds(5));

        await().untilAsserted(() -> assertThat(outboxes.asOf()).hasValue(NOW.minusSeconds(5)));
    }

    private void beat(int partition, Instant at) {
        append(partition, Beat.key(partition), new OutboxBeat(at));
    }

    private void state(Instant at) {
        append(own, STREAM.value(), new OutboxState(STREAM, at, 1, 1, null, null, null, null, List.of(), List.of()));
    }

    private void append(int partition, String key, Object value) {
        consumer.addRecord(new ConsumerRecord<>(TOPIC, partition, offset++, key.getBytes(UTF_8), Json.bytes(value)));
    }
}
