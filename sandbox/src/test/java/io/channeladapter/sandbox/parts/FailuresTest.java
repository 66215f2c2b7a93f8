package io.channeladapter.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Failures failures = new Failures();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void thePartThatEndsByItselfIsNamed() throws Exception {
        failures.watch("bot-router", ended::await);
        ended.countDown();

        assertThat(failures.await()).isEqualTo("bot-router");
    }

    @Test
    void aPartThatEndsWhileAllIsClosedHasNotFailed() throws Exception {
        CompletableFuture<Thread> watcher = new CompletableFuture<>();
        failures.watch("bot-router", () -> {
            watcher.complete(Thread.currentThread());
            ended.await();
        });
        failures.closing();
        ended.countDown();
        watcher.get().join();

        assertThat(failures.failed()).isFalse();
    }
}
