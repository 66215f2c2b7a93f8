package io.channeladapter.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final String CHANNEL = "st-" + new UUID(7, 7);

    @TempDir
    private Path folder;

    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private volatile int status = 200;
    private volatile String body = "";
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/channels/" + CHANNEL + "/examination", exchange -> {
            try (exchange) {
                tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aHealthyChannelIsPrintedAndEndsWith0() {
        body = """
                {"healthy":true,"first":null,"steps":[
                  {"step":"clock","title":"Clock","result":"passed","detail":"Right.","millis":3}]}""";

        assertThat(run(environment(), CHANNEL)).isZero();

        assertThat(out.toString()).contains(" ✓ Clock             Right. (3 ms)", "Nothing is wrong.");
        assertThat(tokens).containsExactly("Bearer token-of-a-viewer");
    }

    @Test
    void theFirstWrongThingIsNamedAndItEndsWith1() {
        body = """
                {"healthy":false,"first":"It is off.","steps":[
                  {"step":"clock","title":"Clock","result":"failed","detail":"It is off.","millis":3},
                  {"step":"webhook","title":"Webhook","result":"skipped","detail":"Not looked at.","millis":0}]}""";

        assertThat(run(environment(), CHANNEL)).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        " ✗ Clock",
                        " – Webhook           Not looked at." + System.lineSeparator(),
                        "First: It is off.");
    }

    @Test
    void theTokenMayBeInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "from-a-file\n");

        run(Map.of("ADAPTER_CONFIG_URL", url, "ADAPTER_CONFIG_ADMIN_TOKEN_FILE", file.toString()), CHANNEL);

        assertThat(tokens).containsExactly("Bearer from-a-file");
    }

    @Test
    void aSandboxIsFoundByItsFolder() throws IOException {
        Files.writeString(folder.resolve("config-url"), url);
        Files.writeString(folder.resolve("admin-token"), "of-the-sandbox");

        run(Map.of(), CHANNEL, "--data", folder.toString());

        assertThat(tokens).containsExactly("Bearer of-the-sandbox");
    }

    @Test
    void aProblemIsToldInItsOwnWords() {
        status = 404;
        body = "{\"code\":\"not-found\",\"detail\":\"There is no channel of this name.\"}";

        assertThat(run(environment(), CHANNEL)).isEqualTo(1);

        assertThat(errors.toString()).contains("HTTP 404, There is no channel of this name.");
    }

    @Test
    void aServiceThatDoesNotAnswerIsNamed() {
        server.stop(0);

        assertThat(run(environment(), CHANNEL)).isEqualTo(1);

        assertThat(errors.toString()).contains("does not answer at " + url).doesNotContain("token-of-a-viewer");
    }

    @Test
    void withoutATokenAndASandboxItSaysWhatToSet() {
        assertThat(run(Map.of(), CHANNEL, "--data", folder.toString())).isEqualTo(1);

        assertThat(errors.toString()).contains("ADAPTER_CONFIG_TOKEN", "--data");
    }

    @Test
    void wrongArgumentsEndWith2() {
        assertThat(run(environment())).isEqualTo(2);
        assertThat(run(environment(), "demo")).isEqualTo(2);
        assertThat(run(environment(), CHANNEL, "--loud")).isEqualTo(2);
        assertThat(tokens).isEmpty();
    }

    private Map<String, String> environment() {
        return Map.of("ADAPTER_CONFIG_URL", url + "/", "ADAPTER_CONFIG_TOKEN", "token-of-a-viewer");
    }

    private int run(Map<String, String> environment, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "doctor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ConfigCommand.run(all, environment, new PrintWriter(out, true), new PrintWriter(errors, true));
    }
}
