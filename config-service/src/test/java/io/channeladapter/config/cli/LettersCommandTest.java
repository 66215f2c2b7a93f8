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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettersCommandTest {
    private static final String LETTER = """
            {"id":"3-7","streamid":"st-1","botId":"demo","reason":"channel-disabled","detail":"It is disabled.",
             "origin":{"topic":"twitter.webhooks","partition":3,"offset":9},"service":"bot-router",
             "at":"2026-11-23T08:00:00Z","bytes":12%s}""";

    @TempDir
    private Path folder;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Queue<String> turns = new ConcurrentLinkedQueue<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                asked.add(exchange.getRequestURI().toString());
                String answer = exchange.getRequestMethod().equals("POST")
                        ? turns.poll()
                        : answers.get(exchange.getRequestURI().getPath());
                String told = answer == null ? "{\"detail\":\"There is no dead letter 3-8.\"}" : answer;
                byte[] bytes = told.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer == null ? 404 : 200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void listPrintsATableAndAsksForWhatWasGiven() {
        answers.put(
                "/api/dead-letters",
                "{\"letters\":[" + LETTER.formatted("") + "," + LETTER.formatted(",\"replayOf\":\"3-2\"")
                        + "],\"from\":\"2026-11-01T00:00:00Z\",\"whole\":true,\"next\":\"x\"}");

        assertThat(run(
                        "list",
                        "--channel",
                        "st-1",
                        "--reason",
                        "channel-disabled",
                        "--from",
                        "2026-11-23",
                        "--limit",
                        "2"))
                .isZero();

        assertThat(asked)
                .containsExactly("/api/dead-letters?reason=channel-disabled&from=2026-11-23&channel=st-1&limit=2");
        assertThat(out.toString().lines())
                .containsExactly(
                        "ID   GIVEN UP              REASON                    BOT   CHANNEL  FROM",
                        "3-7  2026-11-23T08:00:00Z  channel-disabled          demo  st-1     twitter.webhooks",
                        "3-7  2026-11-23T08:00:00Z  channel-disabled (again)  demo  st-1     twitter.webhooks",
                        "There are older ones: give --to 2026-11-23T08:00:00Z, or a larger --limit.");
    }

    @Test
    void listSaysWhereThereAreNoneAndWhatWasNotLookedAt() {
        answers.put("/api/dead-letters", "{\"letters\":[],\"from\":\"2026-11-01T00:00:00Z\",\"whole\":false}");

        assertThat(run("list")).isZero();

        assertThat(out.toString()).contains("No dead letter was found.", "ask for a shorter time");
    }

    @Test
    void jsonIsWhatTheServiceAnswered() {
        answers.put("/api/dead-letters", "{\"letters\":[],\"from\":\"2026-11-01T00:00:00Z\",\"whole\":true}");

        assertThat(run("list", "--json")).isZero();

        assertThat(out.toString()).contains("\"letters\" : [ ]").doesNotContain("No dead letter");
    }

    @Test
    void showPrintsAllThatIsInItAndNothingThatATerminalObeys() {
        answers.put(
                "/api/dead-letters/3-7",
                LETTER.formatted(",\"todo\":\"Enable it.\",\"key\":\"st-1\",\"headers\":"
                        + "[{\"name\":\"a\",\"value\":\"\\u001b[2J\\u009b\\u202e\"}],"
                        + "\"json\":{\"text\":\"Hi\",\"b\":\"\\u009b2J\\u202e\"}"));

        assertThat(run("show", "3-7")).isZero();

        assertThat(out.toString())
                .contains("Dead letter 3-7", "reason: channel-disabled", "todo: Enable it.", "twitter.webhooks-3-9")
                .contains("a: \uFFFD[2J\uFFFD\uFFFD", "\"b\" : \"\\u009b2J\\u202e\"", "\"text\" : \"Hi\"")
                .doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(run("show", "3-7", "--json")).isZero();
        assertThat(out.toString()).doesNotContain("\u001b", "\u009b", "\u202e");
    }

    @Test
    void aViewerIsToldForWhomTheRestIs() {
        answers.put("/api/dead-letters/3-7", LETTER.formatted(""));

        assertThat(run("show", "3-7")).isZero();

        assertThat(out.toString()).contains("are for those who may change its bot's channels");
    }

    @Test
    void theBytesAreWrittenAsTheyAre() throws IOException {
        answers.put("/api/dead-letters/3-7", LETTER.formatted(""));
        answers.put("/api/dead-letters/3-7/bytes", "{ \"a\": 1}");
        Path file = folder.resolve("bytes");

        assertThat(run("show", "3-7", "--bytes-to", file.toString())).isZero();

        assertThat(Files.readString(file)).isEqualTo("{ \"a\": 1}");
    }

    @Test
    void whatIsNotThereEndsWith1AndOneSentence() {
        assertThat(run("show", "3-8")).isEqualTo(1);

        assertThat(errors.toString().strip()).isEqualTo("not shown: HTTP 404, There is no dead letter 3-8.");
    }

    @Test
    void replayAsksUntilAllIsSentAndTellsEachInTheEnd() {
        String first =
                "{\"sent\":1,\"sentAlready\":4,\"more\":true,\"next\":\"webhook_3-1\",\"stopped\":\"Busy.\",\"letters\":["
                        + "{\"id\":\"3-1\",\"result\":\"sent\",\"detail\":\"\"},"
                        + "{\"id\":\"3-2\",\"result\":\"left\",\"detail\":\"\"}]}";
        String second = "{\"sent\":1,\"sentAlready\":0,\"more\":false,\"letters\":["
                + "{\"id\":\"3-2\",\"result\":\"sent\",\"detail\":\"\"}]}";
        turns.add(first);
        turns.add(second);

        assertThat(run("replay", "--channel", "st-1", "--reason", "channel-disabled"))
                .isZero();

        assertThat(asked).hasSize(2).containsOnly("/api/channels/st-1/dead-letters/replay");
        assertThat(out.toString().lines())
                .containsExactly(
                        "3-1  sent",
                        "3-2  sent",
                        "Sent again: 2. Refused: 0. Left: 0. Passed over: 4 sent before, 0 failed again.");
    }

    @Test
    void aDryRunAsksOnceAndARefusalEndsWith1() {
        turns.add("{\"sent\":1,\"sentAlready\":0,\"more\":true,\"letters\":["
                + "{\"id\":\"3-1\",\"result\":\"sent\",\"detail\":\"\"},"
                + "{\"id\":\"3-2\",\"result\":\"refused\",\"code\":\"reply\",\"detail\":\"It had its outcome.\"}]}");

        assertThat(run("replay", "--channel", "st-1", "--dry-run")).isEqualTo(1);

        assertThat(asked).hasSize(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "3-1  would be sent",
                        "3-2  refused  It had its outcome.",
                        "Would be sent again: 1. Refused: 1. Left: 0. Passed over: 0 sent before, 0 failed again.",
                        "There are more: run it again.");
    }

    @Test
    void namedLettersAreSentInTheirOrder() {
        turns.add("{\"sent\":1,\"letters\":[{\"id\":\"3-9\",\"result\":\"sent\",\"detail\":\"\"}]}");
        turns.add("{\"sent\":1,\"letters\":[{\"id\":\"3-10\",\"result\":\"sent\",\"detail\":\"\"}]}");

        assertThat(run("replay", "3-10", "3-9")).isZero();

        assertThat(asked).containsExactly("/api/dead-letters/3-9/replay", "/api/dead-letters/3-10/replay");
    }

    @Test
    void namedLettersBehindOneThatWasLeftWaitForIt() {
        turns.add("{\"sent\":0,\"left\":1,\"letters\":[{\"id\":\"3-9\",\"result\":\"left\",\"detail\":\"\"}]}");

        assertThat(run("replay", "3-10", "3-9")).isEqualTo(1);

        assertThat(asked).containsExactly("/api/dead-letters/3-9/replay");
    }

    @Test
    void replayGoesOnBehindWhatCannotBeSentAndStopsWhereItGetsNoFurther() {
        turns.add("{\"sent\":0,\"left\":0,\"more\":true,\"next\":\"webhook_3-1\",\"letters\":["
                + "{\"id\":\"3-1\",\"result\":\"refused\",\"detail\":\"\"}]}");
        turns.add("{\"sent\":1,\"left\":0,\"more\":true,\"next\":\"webhook_3-2\",\"letters\":["
                + "{\"id\":\"3-2\",\"result\":\"sent\",\"detail\":\"\"}]}");
        turns.add("{\"sent\":0,\"left\":1,\"more\":true,\"next\":\"webhook_3-3\",\"letters\":["
                + "{\"id\":\"3-3\",\"result\":\"refused\",\"detail\":\"\"},"
                + "{\"id\":\"3-4\",\"result\":\"left\",\"detail\":\"\"}]}");

        assertThat(run("replay", "--channel", "st-1", "--again")).isEqualTo(1);

        assertThat(bodies).hasSize(3);
        assertThat(bodies).element(1).asString().contains("\"after\":\"webhook_3-1\"");
        assertThat(bodies).element(2).asString().contains("\"after\":\"webhook_3-2\"");
        assertThat(out.toString()).contains("There are more: run it again with --after webhook_3-3.");
    }

    @Test
    void wrongArgumentsEndWith2() {
        assertThat(run("show", "eight")).isEqualTo(2);
        assertThat(run("show")).isEqualTo(2);
        assertThat(run("list", "--limit", "many")).isEqualTo(2);
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", "3-1", "--channel", "st-1")).isEqualTo(2);
        assertThat(run("replay", "3-1", "--reason", "not-json")).isEqualTo(2);
        assertThat(run("replay", "3-1", "--after", "webhook_3-1")).isEqualTo(2);
        assertThat(run("replay", "one")).isEqualTo(2);
        assertThat(run("replay", "--channel", "st-1", "--limit", "0")).isEqualTo(2);
        assertThat(run("list", "--loud")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void theHelpNamesTheExitCodes() {
        for (String command : new String[] {"list", "show"}) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(out.toString()).contains("Exit codes: 0 listed", "Exit codes: 0 shown");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "dead-letters";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Map<String, String> environment = Map.of(
                "ADAPTER_CONFIG_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "ADAPTER_CONFIG_TOKEN",
                "token-of-someone");
        return ConfigCommand.run(all, environment, new PrintWriter(out, true), new PrintWriter(errors, true));
    }
}
