package io.channeladapter.config.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.config.command.Answer;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.view.testing.InMemoryChannels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bus over Kafka with Kafka's own mocks; the partition's owner is played by the channels in memory. */
class KafkaCommandBusTest {
    private static final TopicPartition ANSWERS = new TopicPartition(Topics.ANSWERS.name(), 0);

    private final InMemoryChannels owner = new InMemoryChannels();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private boolean ownerAnswers = true;
    private boolean brokerAcknowledges = true;
    private long offset;
    private Answers answers;
    private KafkaCommandBus bus;

    @BeforeEach
    void start() throws InterruptedException {
        Node node = new Node(1, "localhost", 1);
        consumer.updatePartitions(
                ANSWERS.topic(),
                List.of(new PartitionInfo(ANSWERS.topic(), 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateEndOffsets(Map.of(ANSWERS, 0L));
        CountDownLatch polling = new CountDownLatch(1);
        consumer.schedulePollTask(polling::countDown);
        answers = Answers.follow(consumer);
        assertThat(polling.await(10, TimeUnit.SECONDS)).isTrue();
        bus = bus(Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() {
        answers.close();
    }

    @Test
    void anAnswerReachesTheRequestThatWaitsForIt() throws InterruptedException {
        assertThat(bus.submit(Samples.envelope("c1", null, Samples.CREATE)))
                .isEqualTo(new CommandBus.Outcome.Accepted(1));
        assertThat(bus.submit(Samples.envelope("c2", 9L, Samples.CONFIGURE)))
                .isInstanceOf(CommandBus.Outcome.Refused.class);
        assertThat(metrics.counter("config.view.answers", "outcome", "accepted").count())
                .isEqualTo(1);
    }

    @Test
    void withoutAnAnswerInTimeItStaysUndecided() throws InterruptedException {
        ownerAnswers = false;

        assertThat(bus(Duration.ofMillis(50)).submit(Samples.envelope("c1", null, Samples.CREATE)))
                .isEqualTo(new CommandBus.Outcome.Undecided());
    }

    @Test
    void aCommandThatKafkaDidNotAcknowledgeStaysUndecided() throws InterruptedException {
        brokerAcknowledges = false;

        assertThat(bus.submit(Samples.envelope("c1", null, Samples.CREATE)))
                .isEqualTo(new CommandBus.Outcome.Undecided());
    }

    @Test
    void aDeletionIsDoneWhenTheChannelIsGoneFromTheView() throws InterruptedException {
        bus.submit(Samples.envelope("c1", null, Samples.CREATE));

        assertThat(bus.submit(Samples.envelope("c2", null, Samples.DELETE)))
                .isEqualTo(new CommandBus.Outcome.Accepted(2));
        assertThat(owner.find(Samples.STREAM)).isEmpty();
    }

    private KafkaCommandBus bus(Duration timeout) {
        return new KafkaCommandBus(new OwnedProducer(), answers, owner, timeout, metrics);
    }

    /** A producer behind which the partition's owner decides at once. */
    private final class OwnedProducer extends MockProducer<String, byte[]> {
        OwnedProducer() {
            super(Cluster.empty(), true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
            if (!brokerAcknowledges) {
                return java.util.concurrent.CompletableFuture.failedFuture(new TimeoutException("no acknowledgement"));
            }
            if (ownerAnswers) {
                decide(Json.read(record.value(), CommandEnvelope.class).orElseThrow());
            }
            return super.send(record);
        }

        private void decide(CommandEnvelope envelope) {
            Answer answer = switch (owner.submit(envelope)) {
                case CommandBus.Outcome.Accepted(long version) -> new Answer.Accepted(envelope.commandId(), version);
                case CommandBus.Outcome.Refused(String code, String detail) ->
                    new Answer.Refused(envelope.commandId(), code, detail);
                case CommandBus.Outcome.Undecided _, CommandBus.Outcome.Busy _ ->
                    throw new IllegalStateException("the owner always decides");
            };
            consumer.addRecord(new ConsumerRecord<>(ANSWERS.topic(), 0, offset++, new byte[0], Json.bytes(answer)));
        }
    }
}
