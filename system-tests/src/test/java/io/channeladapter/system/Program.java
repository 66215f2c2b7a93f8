package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of the adapter in a process of its own, which a test may kill and start again as it was. One thread. */
final class Program implements AutoCloseable {
    private final String name;
    private final Class<?> main;
    private final Map<String, String> environment;
    private final List<String> arguments;
    private final Path log;
    private Process process;

    /** @param log what it prints, of all its lives */
    Program(String name, Class<?> main, Map<String, String> environment, Path log, String... arguments) {
        this.name = name;
        this.main = main;
        this.environment = Map.copyOf(environment);
        this.arguments = List.of(arguments);
        this.log = log;
        this.process = started();
    }

    String name() {
        return name;
    }

    /** Waits until it can be used; fails at once where it has ended. */
    Program awaitReady(Callable<Boolean> ready) {
        await(name + " is ready")
                .atMost(TheAdapter.LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(name + " ended:\n" + Files.readString(log));
                    }
                    return ready.call();
                });
        return this;
    }

    /** Waits until its log has this. */
    Program awaitSaid(String words) {
        return awaitReady(() -> Files.readString(log).contains(words));
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As an operator stops it. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** As on a machine that is suspended: it is not killed, and goes on after a while as if nothing had been. */
    void standStill(Duration time) {
        signal("STOP");
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> signal("CONT"));
    }

    void startAgain() {
        process = started();
    }

    @Override
    public void close() {
        kill();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process started() {
        try {
            return ChildJvm.start(main, environment, arguments.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
