package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.codec.Json;
import io.channeladapter.sandbox.SandboxMain;
import io.channeladapter.sandbox.channel.Rest;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox in a process of its own is killed in the middle of a conversation, and started again. */
class KillIT {
    private static final int MESSAGES = 20;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * A running sandbox.
     *
     * @param ready what it said when it was ready
     */
    private record Child(Process process, JsonNode ready, Twitter twitter) implements AutoCloseable {
        String account() {
            return ready.path("accountId").asText();
        }

        /** As {@code kill -9}. */
        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void g7_aKillInTheMiddleOfAConversationLosesNothingAndDoublesNothing() throws Exception {
        List<String> texts =
                IntStream.rangeClosed(1, MESSAGES).mapToObj(n -> "message " + n).toList();
        String person;
        Rest.Answer keys;
        try (Child first = start()) {
            keys = new Rest(http, first.ready().path("simulatorUrl").asText(), Map.of()).get("/control/keys");
            person = keys.body().path("personId").asText();
            first.twitter().write(person, first.account(), "hello");
            first.twitter().awaitReceived(person, first.account(), 1);

            first.twitter().fault(person, "latency", Map.of("millis", 100)); // so that most wait when the kill comes
            List<String> ids = texts.stream()
                    .map(text -> first.twitter().write(person, first.account(), text))
                    .toList();
            await("the ingress has them all")
                    .atMost(TheAdapter.LIMIT)
                    .until(() -> ids.stream()
                            .allMatch(id -> first.twitter().deliveries(id).equals(List.of("delivered"))));
            first.twitter().awaitReceived(person, first.account(), 4);
        }

        try (Child second = start()) {
            assertThat(second.account()).isEqualTo(keys.body().path("accountId").asText());
            second.twitter().awaitReceived(person, second.account(), 1 + MESSAGES);
            // What might come twice would have come before the answer to a later message.
            second.twitter().write(person, second.account(), "goodbye");

            List<String> answers = second.twitter().awaitReceived(person, second.account(), 2 + MESSAGES);

            assertThat(answers.getFirst()).isEqualTo("You said: hello");
            assertThat(answers.getLast()).isEqualTo("You said: goodbye");
            assertThat(answers.subList(1, answers.size() - 1))
                    .containsExactlyElementsOf(
                            texts.stream().map(text -> "You said: " + text).toList());
        }
        logsHoldNone(secrets(keys.body()));
    }

    private void logsHoldNone(List<String> secrets) throws IOException {
        String log = Files.readString(folder.resolve("logs").resolve("sandbox.log"));
        assertThat(log).contains("\n");
        secrets.forEach(secret -> assertThat(log).as("g9: no secret in the log").doesNotContain(secret));
    }

    private List<String> secrets(JsonNode keys) throws IOException {
        return List.of(
                keys.path("apiKey").asText(),
                keys.path("apiSecretKey").asText(),
                keys.path("accessToken").asText(),
                keys.path("accessTokenSecret").asText(),
                Files.readString(folder.resolve("admin-token")).strip());
    }

    private Child start() throws IOException {
        Process process = ChildJvm.start(
                        SandboxMain.class,
                        Map.of("ADAPTER_LOG_LEVEL", "INFO"),
                        "sandbox",
                        "--ports",
                        "auto",
                        "--data",
                        folder.toString())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("ready ")) {
                JsonNode ready = Json.MAPPER.readTree(line.substring("ready ".length()));
                return new Child(
                        process,
                        ready,
                        new Twitter(http, ready.path("simulatorUrl").asText()));
            }
        }
        process.destroyForcibly();
        throw new AssertionError(Files.readString(folder.resolve("stderr")));
    }
}
