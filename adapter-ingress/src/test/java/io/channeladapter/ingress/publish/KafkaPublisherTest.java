package io.channeladapter.ingress.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.ingress.publish.testing.LoggedWebhook;
import io.channeladapter.ingress.publish.testing.PublisherContract;
import io.channeladapter.ingress.publish.testing.RecordingPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KafkaPublisherTest {
    private static final StreamId CHANNEL = StreamId.of(new UUID(0, 1));
    private static final Arrival ARRIVAL = new Arrival(
            Instant.parse("2026-11-23T08:00:00Z"),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "192.0.2.7");
    private static final PublishLimits LIMITS = new PublishLimits(Duration.ofMillis(2_500), 2, 1 << 20);

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final KafkaPublisher publisher = new KafkaPublisher(producer, Runnable::run, LIMITS);

    @TestFactory
    Stream<DynamicTest> fakeKeepsTheContract() {
        RecordingPublisher fake = new RecordingPublisher();
        return contract(new PublisherContract(
                fake,
                key -> fake.acknowledged().stream()
                        .filter(webhook -> webhook.key().equals(key))
                        .toList()));
    }

    @TestFactory
    Stream<DynamicTest> kafkaPublisherKeepsTheContract() {
        MockProducer<String, byte[]> quick =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        return contract(new PublisherContract(
                new KafkaPublisher(quick, Runnable::run, new PublishLimits(Duration.ofSeconds(1), 100, 1 << 20)),
                key -> quick.history().stream()
                        .filter(record -> record.key().equals(key))
                        .map(KafkaPublisherTest::logged)
                        .toList()));
    }

    @Test
    void g1_isNotAcknowledgedBeforeTheBrokerSaysSo() {
        CompletableFuture<PublishOutcome> outcome = publish();
        assertThat(outcome).isNotDone();
        producer.completeNext();
        assertThat(outcome).isCompletedWithValue(new PublishOutcome.Acknowledged());
    }

    @Test
    void saysThatTheBrokerWasTooSlow() {
        CompletableFuture<PublishOutcome> outcome = publish();
        producer.errorNext(new TimeoutException("expired"));
        assertThat(outcome).isCompletedWithValue(unavailable(PublishOutcome.Cause.TIMED_OUT));
    }

    @Test
    void saysThatTheBrokerRefused() {
        CompletableFuture<PublishOutcome> outcome = publish();
        producer.errorNext(new NotEnoughReplicasException("too few"));
        assertThat(outcome).isCompletedWithValue(unavailable(PublishOutcome.Cause.REFUSED));
    }

    @Test
    void saysThatTheRecordIsTooLarge() {
        CompletableFuture<PublishOutcome> outcome = publish();
        producer.errorNext(new RecordTooLargeException("large"));
        assertThat(outcome).isCompletedWithValue(new PublishOutcome.TooLarge());
    }

    @Test
    void aClosedProducerIsAnOutcomeAndNoException() {
        producer.close();
        assertThat(publish()).isCompletedWithValue(unavailable(PublishOutcome.Cause.REFUSED));
    }

    @Test
    void threadsThatTakeNoMoreAreAnOutcomeAndNoException() {
        KafkaPublisher closed = new KafkaPublisher(
                producer,
                task -> {
                    throw new RejectedExecutionException();
                },
                LIMITS);
        assertThat(closed.publish(CHANNEL, new byte[0], ARRIVAL))
                .isCompletedWithValue(unavailable(PublishOutcome.Cause.REFUSED));
        assertThat(closed.waiting()).isZero();
    }

    @Test
    void refusesAtOnceWhatIsBeyondItsRoom() {
        assertThat(publish()).isNotDone();
        assertThat(publish()).isNotDone();
        assertThat(publish()).isCompletedWithValue(unavailable(PublishOutcome.Cause.OVERLOADED));
        assertThat(producer.history()).hasSize(2);
        producer.completeNext();
        assertThat(publish()).isNotDone();
    }

    @Test
    void keepsTheRoomOfARecordWhoseCallerGaveUp() {
        publish().complete(unavailable(PublishOutcome.Cause.TIMED_OUT));
        assertThat(publisher.waiting()).isEqualTo(1);
        producer.completeNext();
        assertThat(publisher.waiting()).isZero();
    }

    @Test
    void theProducerTakesItsSettings() {
        Map<String, Object> settings = new HashMap<>(LIMITS.producerSettings());
        settings.put("bootstrap.servers", "127.0.0.1:1");
        settings.put("key.serializer", StringSerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        settings.put("linger.ms", 0);
        ProducerConfig config = new ProducerConfig(settings);
        assertThat(config.getInt("delivery.timeout.ms"))
                .isGreaterThanOrEqualTo(config.getInt("request.timeout.ms"))
                .isLessThanOrEqualTo(2_500);
        assertThat(config.getLong("max.block.ms")).isLessThanOrEqualTo(2_500);
    }

    private CompletableFuture<PublishOutcome> publish() {
        return publisher.publish(CHANNEL, new byte[] {'{', '}'}, ARRIVAL);
    }

    private static PublishOutcome unavailable(PublishOutcome.Cause cause) {
        return new PublishOutcome.Unavailable(cause);
    }

    private static LoggedWebhook logged(ProducerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(header.key(), new String(header.value(), java.nio.charset.StandardCharsets.UTF_8)));
        return new LoggedWebhook(record.key(), record.value(), headers);
    }

    private static Stream<DynamicTest> contract(PublisherContract contract) {
        return contract.checks().entrySet().stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.getKey(), () -> check.getValue().run()));
    }
}
