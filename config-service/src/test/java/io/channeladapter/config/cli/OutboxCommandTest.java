package io.channeladapter.config.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxCommandTest {
    private static final String STREAM = "st-00000000-0000-0000-0000-000000000001";
    private static final String OUTBOX = "/api/channels/" + STREAM + "/outbox";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                                + exchange.getRequestHeaders().getOrDefault("If-Match", List.of()) + body)
                        .strip());
                String answer = answers.getOrDefault(
                        exchange.getRequestURI().toString(),
                        answers.get(exchange.getRequestURI().getPath()));
                byte[] bytes = (answer == null ? "{\"detail\":\"There is no such channel.\"}" : answer)
                        .getBytes(StandardCharsets.UTF_8);
                boolean isOrder = exchange.getRequestMethod().equals("POST");
                exchange.sendResponseHeaders(answer == null ? 404 : isOrder ? 202 : 200, bytes.length);
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
    void byItselfItListsTheChannelsThatWait() {
        answers.put(
                "/api/outboxes",
                "{\"total\":3,\"next\":\"n-1\",\"outboxes\":[{\"streamid\":\"" + STREAM
                        + "\",\"botId\":\"demo\",\"screenName\":\"shop\",\"waiting\":12,"
                        + "\"oldest\":\"2026-11-23T08:00:00Z\",\"cause\":\"rate-limited\","
                        + "\"until\":\"2026-11-23T08:10:00Z\"}]}");

        assertThat(run("--limit", "1")).isZero();

        assertThat(asked).containsExactly("GET /api/outboxes?limit=1 []");
        assertThat(out.toString().lines())
                .containsExactly(
                        "CHANNEL                                  BOT   ACCOUNT  WAITING  OLDEST                CAUSE"
                                + "         UNTIL",
                        STREAM + "  demo  @shop    12       2026-11-23T08:00:00Z  rate-limited  2026-11-23T08:10:00Z",
                        "2 more channels wait: give a larger --limit.");
    }

    @Test
    void itReadsAsManyPagesAsItTakes() {
        String page = "{\"total\":2,%s\"outboxes\":[{\"streamid\":\"%s\",\"botId\":\"demo\",\"waiting\":1}]}";
        answers.put("/api/outboxes?limit=200&botId=demo", page.formatted("\"next\":\"a+b\",", "first"));
        answers.put("/api/outboxes?limit=200&botId=demo&cursor=a%2Bb", page.formatted("", "second"));

        assertThat(run("--limit", "500", "--bot", "demo")).isZero();

        assertThat(out.toString().lines().map(line -> line.split(" ", 2)[0]))
                .containsExactly("CHANNEL", "first", "second");
    }

    @Test
    void nothingThatWaitsIsNoFailure() {
        answers.put("/api/outboxes", "{\"total\":0,\"outboxes\":[]}");

        assertThat(run()).isZero();
        assertThat(out.toString().strip()).isEqualTo("Nothing waits.");
        assertThat(run("--json")).isZero();
        assertThat(out.toString()).contains("\"total\" : 0");
    }

    @Test
    void whatIsShownSaysHowOldItIsAndWhereItIsTooOld() {
        String told =
                "{\"total\":0,\"outboxes\":[],\"asOf\":\"2026-11-23T08:00:00.5Z\",\"ageSeconds\":%s,\"stale\":%s}";
        answers.put("/api/outboxes", told.formatted("4", "false"));
        assertThat(run()).isZero();
        answers.put("/api/outboxes", told.formatted("600", "true"));
        assertThat(run()).isZero();
        answers.put(OUTBOX, "{\"botId\":\"demo\",\"waiting\":0,\"stale\":true}");
        assertThat(run("show", STREAM)).isZero();

        assertThat(out.toString().lines())
                .containsSubsequence(
                        "As of 2026-11-23T08:00:00Z, 4 s ago.",
                        "Nothing waits.",
                        "OLD: this was so 10 min ago, at 2026-11-23T08:00:00Z.",
                        "Nothing waited then.",
                        "  Not known yet: adapter-egress has not told of everything. See whether it runs, and is ready.")
                .doesNotContain("  Nothing waits.");
    }

    @Test
    void showTellsWhyAndWhatIsLeftAndNothingThatATerminalObeys() {
        answers.put(
                OUTBOX,
                "{\"botId\":\"demo\",\"waiting\":2,\"cause\":\"paused\",\"detail\":\"Two bots.\","
                        + "\"pause\":{\"anomaly\":\"bot-loop\",\"since\":\"2026-11-23T08:00:00Z\"},"
                        + "\"quotas\":[{\"scope\":\"endpoint\",\"limit\":15,\"left\":3}],"
                        + "\"heads\":[{\"userId\":\"42\",\"waiting\":2,\"since\":\"2026-11-23T08:00:00Z\","
                        + "\"replyId\":\"r\\u001b[2J\",\"cause\":\"paused\"}]}");

        assertThat(run("show", STREAM)).isZero();

        assertThat(out.toString())
                .contains("waiting: 2", "why: Two bots.", "paused since: 2026-11-23T08:00:00Z, by bot-loop")
                .contains("what to do: repair the bot", "outbox release " + STREAM)
                .contains("left of the limit (15 minutes): 3 of 15", "r\uFFFD[2J")
                .doesNotContain("\u001b");
    }

    @Test
    void showSaysWhatItDoesNotShow() {
        answers.put(
                OUTBOX,
                "{\"botId\":\"demo\",\"waiting\":500,\"conversations\":213,"
                        + "\"heads\":[{\"userId\":\"42\",\"waiting\":3}]}");

        assertThat(run("show", STREAM)).isZero();

        assertThat(out.toString())
                .contains("497 more replies wait in 212 other conversations. These have waited longest");
    }

    @Test
    void cancelSaysWhatIsMeant() {
        answers.put(OUTBOX + "/cancel", "{\"accepted\":true}");

        assertThat(run("cancel", STREAM, "--conversation", "42", "--id", "r-1")).isZero();
        assertThat(run("cancel", STREAM, "--all", "--yes")).isZero();

        assertThat(asked)
                .containsExactly(
                        "POST " + OUTBOX + "/cancel [*]{\"userId\":\"42\",\"replyId\":\"r-1\"}",
                        "POST " + OUTBOX + "/cancel [*]{\"all\":true}");
        assertThat(out.toString()).contains("Cancelled");
    }

    @Test
    void aConversationIsNamedByItsKeyToo() {
        answers.put(OUTBOX + "/cancel", "{\"accepted\":true,\"waiting\":2}");

        assertThat(run("cancel", STREAM, "--conversation", STREAM + ":42")).isZero();

        assertThat(asked).containsExactly("POST " + OUTBOX + "/cancel [*]{\"userId\":\"42\"}");
        assertThat(out.toString()).startsWith("Cancelled (2): ");
    }

    @Test
    void whereNothingWaitedCancelSaysSo() {
        answers.put(OUTBOX + "/cancel", "{\"accepted\":true,\"waiting\":0}");

        assertThat(run("cancel", STREAM, "--id", "r-1")).isZero();

        assertThat(out.toString()).startsWith("Nothing waited");
    }

    @Test
    void timesAreToTheSecond() {
        answers.put(
                OUTBOX, "{\"botId\":\"demo\",\"waiting\":1,\"at\":\"2026-11-23T08:00:01.123456789Z\",\"heads\":[]}");

        assertThat(run("show", STREAM)).isZero();

        assertThat(out.toString()).contains("waiting: 1, unchanged since 2026-11-23T08:00:01Z");
    }

    @Test
    void releaseGivesTheOrder() {
        answers.put(OUTBOX + "/release", "{\"accepted\":true}");

        assertThat(run("release", STREAM)).isZero();
        assertThat(asked).containsExactly("POST " + OUTBOX + "/release [*]{}");
    }

    @Test
    void whatIsRefusedEndsWith1AndOneSentence() {
        assertThat(run("release", STREAM)).isEqualTo(1);
        assertThat(errors.toString().strip()).isEqualTo("not released: HTTP 404, There is no such channel.");
    }

    @Test
    void argumentsThatMakeNoSenseEndWith2AndAskNothing() {
        assertThat(run("show", "st-1")).isEqualTo(2);
        assertThat(run("show")).isEqualTo(2);
        assertThat(run("cancel", STREAM)).isEqualTo(2);
        assertThat(run("cancel", STREAM, "--all")).isEqualTo(2);
        assertThat(run("cancel", STREAM, "--all", "--yes", "--id", "r-1")).isEqualTo(2);
        assertThat(run("--loud")).isEqualTo(2);
        assertThat(run("cancel", STREAM, "--conversation", "anna")).isEqualTo(2);
        assertThat(run("cancel", STREAM, "--conversation", "st-00000000-0000-0000-0000-000000000002:42"))
                .isEqualTo(2);
        assertThat(run("cancel", STREAM, "--id", " ")).isEqualTo(2);
        assertThat(run("--limit", "0")).isEqualTo(2);
        assertThat(run("--limit", "many")).isEqualTo(2);
        assertThat(run("--bot", "No Bot")).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void theHelpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();
        for (String command : new String[] {"show", "cancel", "release"}) {
            assertThat(run(command, "--help")).isZero();
        }
        assertThat(out.toString()).contains("Exit codes: 0 done", "Exit codes: 0 shown", "Exit codes: 0 the order");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("outbox"));
        all.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "ADAPTER_CONFIG_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "ADAPTER_CONFIG_TOKEN",
                "token-of-someone");
        return ConfigCommand.run(
                all.toArray(String[]::new), environment, new PrintWriter(out, true), new PrintWriter(errors, true));
    }
}
