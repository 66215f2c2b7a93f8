package io.channeladapter.system.bots;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line in a process of its own, run by this JVM's JDK where it says java. One thread. */
final class Program implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it in a folder, with this environment beside that of the tests. */
    static Program start(Path folder, String command, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile(folder, "output-", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        String jdk = System.getProperty("java.home");
        builder.environment().put("JAVA_HOME", jdk);
        builder.environment().merge("PATH", jdk + "/bin", (path, bin) -> bin + File.pathSeparator + path);
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /** Waits until it has ended well. */
    void awaitSuccess() throws InterruptedException {
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            kill();
        }
        assertThat(ended ? process.exitValue() : -1).as(output()).isZero();
    }

    /** All that it has said. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9}, what it started included; returns when all are gone. */
    void kill() {
        var all = process.descendants().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        all.forEach(handle -> handle.onExit().join());
    }

    @Override
    public void close() {
        kill();
    }
}
