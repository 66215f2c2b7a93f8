package io.channeladapter.ingress.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.topic.OpenSign;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class OpenSignsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    /** Eighths of it are what the signs are apart. */
    private static final Duration REPEATS = Duration.ofMillis(400);

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final BlockingQueue<Instant> taken = new LinkedBlockingQueue<>();
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void signsComeUnderOneKeyAsLongAsWebhooksAreTaken() throws InterruptedException {
        signs(3, () -> true);

        assertThat(kafka.history()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(Topics.OPEN.name());
            assertThat(record.key()).isEqualTo("ingress");
            assertThat(Json.read(record.value(), OpenSign.class)).contains(new OpenSign(NOW));
        });
    }

    @Test
    void noSignComesWhileTheyAreNot() throws InterruptedException {
        AtomicInteger before = new AtomicInteger(-1);
        signs(1, () -> {
            boolean open = looks.incrementAndGet() > 3;
            if (open) {
                before.compareAndSet(-1, kafka.history().size());
            }
            return open;
        });

        assertThat(before.get()).isZero();
    }

    @Test
    void aSignThatCannotBeWrittenIsFollowedByOthers() throws InterruptedException {
        kafka.sendException = new KafkaException("away");

        signs(1, () -> {
            if (looks.incrementAndGet() > 3) {
                kafka.sendException = null;
            }
            return true;
        });

        assertThat(looks.get()).isGreaterThan(3);
    }

    private void signs(int count, BooleanSupplier open) throws InterruptedException {
        try (OpenSigns _ = OpenSigns.start(kafka, REPEATS, open, taken::add, InstantSource.fixed(NOW))) {
            for (int sign = 0; sign < count; sign++) {
                assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo(NOW);
            }
        }
    }
}
