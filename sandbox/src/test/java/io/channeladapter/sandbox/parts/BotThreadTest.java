package io.channeladapter.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.junit.jupiter.api.Test;

class BotThreadTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z"));

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void beginsAnewWhenKafkaHasPutTheBotOutOfItsGroup() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(1);
        BotThread.Bot bot = () -> {
            if (runs.incrementAndGet() == 1) {
                throw new CommitFailedException();
            }
            again.countDown();
            new CountDownLatch(1).await();
        };

        try (BotThread _ = BotThread.start("demo", bot, CLOCK)) {
            again.await();
        }

        assertThat(runs).as("begins no more once closed").hasValue(2);
    }

    @Test
    void isGivenUpWhereItKeepsFailing() throws InterruptedException {
        BotThread.Bot bot = () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("a defect");
        };

        try (BotThread thread = BotThread.start("demo", bot, CLOCK)) {
            thread.awaitFailure();
        }

        assertThat(runs).hasValue(11);
    }
}
