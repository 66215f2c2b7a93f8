package io.channeladapter.system;

import static org.awaitility.Awaitility.await;

import io.channeladapter.config.ConfigServiceMain;
import io.channeladapter.sandbox.channel.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A config-service in a process of its own, which a test may kill and start again. One thread, but for {@link #as}. */
final class ConfigProcess implements AutoCloseable {
    static final String TOKEN = "token-of-the-scale-test";

    private final HttpClient http;
    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private Process process;

    /** @param folder its own, kept over a kill */
    ConfigProcess(HttpClient http, Path folder, int port, Map<String, String> shared) throws IOException {
        this.http = http;
        this.folder = Files.createDirectories(folder);
        this.port = port;
        this.environment = new HashMap<>(shared);
        environment.putAll(Map.of(
                "ADAPTER_CONFIG_HOST", "127.0.0.1",
                "ADAPTER_CONFIG_PORT", String.valueOf(port),
                "ADAPTER_CONFIG_MANAGEMENT_HOST", "127.0.0.1",
                "ADAPTER_CONFIG_MANAGEMENT_PORT", "0",
                "ADAPTER_CONFIG_CALLBACK_URL", "http://127.0.0.1:1",
                "ADAPTER_CONFIG_ADMIN_TOKEN", TOKEN,
                "ADAPTER_CONFIG_STATE_DIR", folder.resolve("state").toString()));
        this.process = started();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Its REST interface, for the admin. */
    Rest rest() {
        return as(TOKEN, Map.of());
    }

    /** Its REST interface, for whoever has this token, with these headers too. Safe for many threads. */
    Rest as(String token, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Authorization", "Bearer " + token);
        return new Rest(http, url(), all);
    }

    void awaitReady() {
        await("the config-service at " + url() + " is ready")
                .atMost(TheAdapter.LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(this::answers);
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void startAgain() {
        process = started();
    }

    @Override
    public void close() {
        kill();
    }

    private boolean answers() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the config-service ended:\n" + Files.readString(log()));
        }
        return rest().get("/api/bots").ok();
    }

    private Process started() {
        try {
            return ChildJvm.start(ConfigServiceMain.class, environment)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return folder.resolve("log");
    }
}
