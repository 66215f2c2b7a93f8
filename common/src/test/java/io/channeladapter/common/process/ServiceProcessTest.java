package io.channeladapter.common.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.observe.LogLevel;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.SharedKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ServiceProcessTest {
    private static final Key<Integer> PORT = Key.port("ingress.port", 8080, "Its port.");
    private static final Key<String> NAME = Key.text("ingress.name", "Its name.");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FakeService service = new FakeService();
    private final FakeHooks hooks = new FakeHooks();

    @AfterEach
    void resetTheLogLevel() {
        LogLevel.set("INFO");
    }

    @Test
    void wrongSettingsEndWithTwoAndAreAllTold() {
        int code = run(List.of(PORT, NAME), Map.of("ADAPTER_INGRESS_PORT", "x"), settings -> service);

        assertThat(code).isEqualTo(2);
        assertThat(printed()).isEqualTo("""
                        adapter-test cannot start, its settings are wrong:
                          ADAPTER_INGRESS_PORT=x is not allowed: expected whole number from 0 to 65535
                          ADAPTER_INGRESS_NAME is not set: Its name.
                        """);
    }

    @Test
    void settingsThatDoNotFitTogetherEndWithTwo() {
        int code = run(List.of(PORT), Map.of(), settings -> {
            throw new InvalidSettingsException(List.of("the one excludes the other"));
        });

        assertThat(code).isEqualTo(2);
        assertThat(printed()).contains("  the one excludes the other");
    }

    @Test
    void aFailedStartEndsWithOneAndASentence() {
        int code = run(List.of(PORT), Map.of(), settings -> {
            throw new IOException("port 8080 is in use");
        });

        assertThat(code).isEqualTo(1);
        assertThat(printed()).isEqualTo("adapter-test cannot start: port 8080 is in use\n");
        assertThat(hooks.hooks).isEmpty();
    }

    @Test
    void theSentenceNamesTheCauseToo() {
        run(List.of(PORT), Map.of(), settings -> {
            throw new KafkaException("Failed to construct", new IllegalArgumentException("no such host k:9092"));
        });

        assertThat(printed()).isEqualTo("adapter-test cannot start: Failed to construct: no such host k:9092\n");
    }

    @Test
    void anErrorAtTheStartEndsWithOneToo() {
        int code = run(List.of(PORT), Map.of(), settings -> {
            throw new NoClassDefFoundError();
        });

        assertThat(code).isEqualTo(1);
        assertThat(printed()).isEqualTo("adapter-test cannot start: NoClassDefFoundError\n");
    }

    @Test
    void aServiceThatFailsIsClosedOnceAndEndsWithOne() {
        service.ended.countDown();

        assertThat(run(List.of(PORT), Map.of(), settings -> service)).isEqualTo(1);
        assertThat(service.closed).hasValue(1);
        assertThat(hooks.hooks).isEmpty();
    }

    @Test
    void aServiceThatIsAskedToStopIsClosedOnceAndHasNotFailed() throws InterruptedException {
        int code = run(List.of(PORT), Map.of(), settings -> {
            hooks.runWhenAdded = true;
            return service;
        });
        hooks.await();

        assertThat(code).isZero();
        assertThat(service.closed).hasValue(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void theLogLevelIsTheOneOfTheSettings() {
        service.ended.countDown();

        run(List.of(SharedKeys.LOG_LEVEL), Map.of("ADAPTER_LOG_LEVEL", "ERROR"), settings -> service);

        assertThat(LoggerFactory.getLogger(ServiceProcessTest.class).isWarnEnabled())
                .isFalse();
    }

    private int run(List<Key<?>> keys, Map<String, String> environment, ServiceProcess.Start start) {
        PrintStream errors = new PrintStream(printed, true, UTF_8);
        return ServiceProcess.run("adapter-test", keys, environment, errors, start, hooks);
    }

    private String printed() {
        return printed.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** Runs until it is closed, or from the start has failed. */
    private static final class FakeService implements ServiceProcess.Running {
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicInteger closed = new AtomicInteger();

        @Override
        public void awaitFailure() throws InterruptedException {
            ended.await();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            ended.countDown();
        }
    }

    /** A process that can be asked to stop as soon as its service runs. */
    private static final class FakeHooks implements ServiceProcess.Hooks {
        final List<Thread> hooks = new ArrayList<>();
        boolean runWhenAdded;

        @Override
        public void add(Thread hook) {
            hooks.add(hook);
            if (runWhenAdded) {
                hook.start();
            }
        }

        @Override
        public boolean remove(Thread hook) {
            return !runWhenAdded && hooks.remove(hook);
        }

        void await() throws InterruptedException {
            for (Thread hook : hooks) {
                hook.join();
            }
        }
    }
}
