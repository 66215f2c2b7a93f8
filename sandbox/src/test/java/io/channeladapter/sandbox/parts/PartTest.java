package io.channeladapter.sandbox.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void partsStartSideBySide() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        Part<String> first = Part.start("first", () -> meet(bothRun, "a"));
        Part<String> second = Part.start("second", () -> meet(bothRun, "b"));

        assertThat(first.get() + second.get()).isEqualTo("ab");
    }

    @Test
    void whoWaitsIsToldWhyTheStartFailed() {
        Part<String> part = Part.start("part", () -> {
            throw new IOException("no room");
        });

        assertThatThrownBy(part::get).isInstanceOf(IOException.class).hasMessage("no room");
        part.close();
    }

    @Test
    void isClosedAfterItsStartHasEnded() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        Part<AutoCloseable> part = Part.start("part", () -> {
            mayEnd.await();
            return closed::incrementAndGet;
        });

        mayEnd.countDown();
        part.close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void theFirstPartThatFailsIsNamed() throws InterruptedException {
        Failures failures = new Failures();
        failures.watch("well", () -> new CountDownLatch(1).await());
        failures.watch("ill", () -> {});

        assertThat(failures.await()).isEqualTo("ill");
    }

    private static String meet(CountDownLatch all, String answer) throws InterruptedException {
        all.countDown();
        all.await();
        return answer;
    }
}
