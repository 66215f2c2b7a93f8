package io.channeladapter.config.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.access.Caller;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import io.channeladapter.config.oidc.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, route by route: a route without a line here fails. */
class RouteAccessTest {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    /** What a route asks of {@link Caller}. */
    private enum Rule {
        /** Open to everyone: tells nothing. */
        OPEN,
        /** Everyone who signed in; shows only bots that one sees. */
        SEE,
        /** Those who may change the bot. */
        CHANGE,
        /** Admins alone. */
        ADMIN,
    }

    private static final Map<String, Rule> RULES = rules("""
            GET    /api/bots                                     SEE
            GET    /api/channels                                 SEE
            POST   /api/channels                                 CHANGE
            GET    /api/channels/{streamid}                      SEE
            PUT    /api/channels/{streamid}/configuration        CHANGE
            POST   /api/channels/{streamid}/authorize            CHANGE
            POST   /api/channels/{streamid}/enable               CHANGE
            POST   /api/channels/{streamid}/disable              CHANGE
            DELETE /api/channels/{streamid}                      CHANGE
            GET    /api/channels/{streamid}/history              SEE
            GET    /api/channels/{streamid}/activity             SEE
            POST   /api/channels/{streamid}/examination          SEE
            GET    /api/dead-letters                             SEE
            GET    /api/dead-letters/{letter}                    SEE
            GET    /api/dead-letters/{letter}/bytes              CHANGE
            POST   /api/dead-letters/{letter}/replay             CHANGE
            POST   /api/channels/{streamid}/dead-letters/replay  CHANGE
            GET    /api/outboxes                                 SEE
            GET    /api/channels/{streamid}/outbox               SEE
            POST   /api/channels/{streamid}/outbox/cancel        CHANGE
            POST   /api/channels/{streamid}/outbox/release       CHANGE
            POST   /api/reseal                                   ADMIN
            GET    /channels/{streamid}/picture                  SEE
            GET    /assets/page.css                              OPEN
            GET    /assets/page.js                               OPEN
            GET    /assets/icon.svg                              OPEN
            GET    /assets/htmx.min.js                           OPEN
            GET    /assets/pico.min.css                          OPEN
            GET    /sign-in                                      OPEN
            GET    /signed-out                                   OPEN
            GET    /sign-in/oidc                                 OPEN
            GET    /sign-in/oidc/callback                        OPEN
            POST   /sign-in                                      OPEN
            POST   /sign-out                                     SEE
            GET    /                                             SEE
            GET    /bots                                         SEE
            GET    /bots/{botId}                                 SEE
            GET    /outboxes                                     SEE
            GET    /channels                                     OPEN
            POST   /channels                                     CHANGE
            GET    /channels/{streamid}                          OPEN
            GET    /channels/{streamid}/configuration            OPEN
            GET    /channels/{streamid}/authorize                OPEN
            GET    /channels/{streamid}/enable                   OPEN
            GET    /channels/{streamid}/disable                  OPEN
            GET    /channels/{streamid}/configurations           SEE
            GET    /channels/{streamid}/health                   SEE
            GET    /channels/{streamid}/activity                 SEE
            GET    /channels/{streamid}/history                  SEE
            GET    /channels/{streamid}/dead-letters             SEE
            GET    /channels/{streamid}/dead-letters/{letter}    SEE
            GET    /channels/{streamid}/dead-letters/{letter}/bytes  CHANGE
            POST   /channels/{streamid}/dead-letters/replay      CHANGE
            GET    /channels/{streamid}/dead-letters/replay      OPEN
            GET    /channels/{streamid}/outbox                   SEE
            POST   /channels/{streamid}/outbox/cancel            CHANGE
            POST   /channels/{streamid}/outbox/release           CHANGE
            GET    /channels/{streamid}/outbox/cancel            OPEN
            GET    /channels/{streamid}/outbox/release           OPEN
            GET    /channels/{streamid}/state                    SEE
            GET    /channels/{streamid}/delete                   CHANGE
            POST   /channels/{streamid}/configuration            CHANGE
            POST   /channels/{streamid}/authorize                CHANGE
            POST   /channels/{streamid}/enable                   CHANGE
            POST   /channels/{streamid}/disable                  CHANGE
            POST   /channels/{streamid}/delete                   CHANGE
            GET    /channels/{streamid}/examine                  OPEN
            POST   /channels/{streamid}/examine                  SEE
            """);

    @TempDir
    private Path folder;

    private TestServer server;
    private Channel channel;

    @BeforeEach
    void start() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tokens.json"),
                "{\"tokens\":[" + entry("vera", "viewer", "\"secret-bot\"") + ","
                        + entry("otto", "owner", "\"secret-bot\"") + "," + entry("else", "owner", "\"other\"") + "]}");
        // One that answers nothing: whoever comes back from nowhere gets nowhere.
        ProviderSettings provider = new ProviderSettings(
                "http://127.0.0.1:1",
                "adapter",
                new Secret("secret-of-the-client"),
                List.of("openid"),
                "roles",
                URI.create("http://localhost:8090"));
        server = new TestServer(file, provider);
        server.api("POST", "/api/channels", "{\"botId\":\"secret-bot\"}");
        channel = server.channels.all().iterator().next();
        server.outboxes.tell(new OutboxState(
                channel.streamId(), Samples.NOW, 1, null, "channel", null, null, null, List.of(), List.of()));
        server.letterbox.put(
                InMemoryLetterbox.webhook(7, channel.streamId(), "channel-disabled", Samples.NOW.minusSeconds(60)),
                "{\"of\":\"secret-bot\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyRouteHasItsRule() {
        assertThat(server.routes()).containsExactlyInAnyOrderElementsOf(RULES.keySet());
    }

    @Test
    void whoIsNotSignedInGetsNowhere() {
        RULES.forEach((route, rule) -> {
            HttpResponse<String> answer = as("", route);
            if (rule != Rule.OPEN) {
                assertThat(answer.statusCode()).as(route).isEqualTo(isApi(route) ? 401 : 303);
            }
            saysNothing(route, answer);
        });
    }

    @Test
    void aViewerSeesButChangesNothing() {
        RULES.forEach((route, rule) -> {
            int status = as("vera", route).statusCode();
            switch (rule) {
                case SEE -> assertThat(status).as(route).isNotIn(401, 403, 500);
                // A form may be found wrong before anyone asks whose bot it is about; nothing is done either way.
                case CHANGE -> assertThat(status).as(route).isIn(400, 403);
                case ADMIN -> assertThat(status).as(route).isEqualTo(403);
                case OPEN -> {}
            }
        });
        assertThat(server.channels.all()).containsExactly(channel);
    }

    @Test
    void anOwnerOfAnotherBotNeitherSeesNorChangesThisOne() {
        RULES.forEach((route, rule) -> {
            HttpResponse<String> answer = as("else", route);
            if (route.contains("{") && rule != Rule.OPEN) {
                assertThat(answer.statusCode()).as(route).isIn(404, 204);
            } else if (rule == Rule.CHANGE || rule == Rule.ADMIN) {
                assertThat(answer.statusCode()).as(route).isEqualTo(403);
            }
            saysNothing(route, answer);
        });
        assertThat(server.channels.all()).containsExactly(channel);
    }

    @Test
    void aChannelThatIsNotSeenTakesAsLongAsOneThatIsNotThere() {
        String none = "st-00000000-0000-0000-0000-000000000000";
        String live =
                "1-" + Integer.toHexString(String.valueOf(channel.vitals()).hashCode());
        for (String path : new String[] {"health?seen=1", "state?after=" + live}) {
            as("else", "GET /channels/" + none + "/" + path);
            boolean patient = server.channels.patient();
            as("otto", "GET /channels/{streamid}/" + path);
            assertThat(server.channels.patient()).as(path).isNotEqualTo(patient);

            as("else", "GET /channels/{streamid}/" + path);
            assertThat(server.channels.patient()).as(path).isEqualTo(patient);
        }
    }

    @Test
    void anOwnerOfTheBotIsRefusedNowhere() {
        RULES.forEach((route, rule) -> {
            // The channel is to be there for all of them; a sign-in without a token, or from no provider, is refused to
            // everyone; this channel has no picture.
            if (rule != Rule.ADMIN
                    && !route.toLowerCase(Locale.ROOT).contains("delete")
                    && !route.equals("POST /sign-in")
                    && !route.endsWith("/oidc/callback")
                    && !route.endsWith("/picture")) {
                assertThat(as("otto", route).statusCode()).as(route).isNotIn(401, 403, 404);
            }
        });
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectABrowser() {
        for (String who : new String[] {"", "vera", "otto"}) {
            RULES.forEach((route, rule) -> protects(route, as(who, route)));
        }
        protects("GET /nothing", as("", "GET /nothing"));
        protects("GET /api/nothing", as("otto", "GET /api/nothing"));
        server.ready = false;
        protects("GET /", as("", "GET /"));
    }

    @Test
    void behindHttpsTheBrowserIsToldToStayThere() {
        for (String proxies : new String[] {"https", "HTTPS", "https, http"}) {
            assertThat(server.send("GET", server.request("/sign-in"), "", "X-Forwarded-Proto", proxies)
                            .headers()
                            .firstValue("Strict-Transport-Security"))
                    .as(proxies)
                    .hasValue("max-age=31536000");
        }
        assertThat(server.send("GET", server.request("/sign-in"), "", "X-Forwarded-Proto", "http, https")
                        .headers()
                        .map())
                .doesNotContainKey("strict-transport-security");
        assertThat(server.send("GET", server.request("/sign-in"), "").headers().map())
                .doesNotContainKey("strict-transport-security");
    }

    private static void protects(String route, HttpResponse<String> answer) {
        Map<String, String> expected = Map.of(
                "Content-Security-Policy", SecurityHeaders.POLICY,
                "X-Content-Type-Options", "nosniff",
                "X-Frame-Options", "DENY",
                "Referrer-Policy", "same-origin",
                "Cross-Origin-Opener-Policy", "same-origin",
                "Cross-Origin-Resource-Policy", "same-origin",
                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
                "Cache-Control", route.contains("/assets/") ? "public, max-age=3600" : "no-store");
        expected.forEach((name, value) -> assertThat(answer.headers().firstValue(name))
                .as(route + " " + name)
                .hasValue(value));
        assertThat(answer.headers().map()).as(route).doesNotContainKey("server");
    }

    private void saysNothing(String route, HttpResponse<String> answer) {
        // What one sent oneself may come back.
        if (!route.contains("{") && !route.startsWith("POST")) {
            assertThat(answer.body()).as(route).doesNotContain("secret-bot");
        }
        assertThat(answer.body()).as(route).doesNotContain("webhooks/twitter/" + channel.streamId());
    }

    private HttpResponse<String> as(String who, String route) {
        String method = route.split(" ", 2)[0];
        String path = route.split(" ", 2)[1]
                .replace("{streamid}", channel.streamId().value())
                .replace("{letter}", "3-7")
                .replace("{botId}", "secret-bot");
        HttpRequest.Builder request = server.request(path);
        if (isApi(route)) {
            if (!who.isEmpty()) {
                request.header("Authorization", "Bearer " + token(who));
            }
            String body = path.equals("/api/channels") && method.equals("POST") ? "{\"botId\":\"secret-bot\"}" : "{}";
            return server.send(method, request, body, "If-Match", "\"1\"");
        }
        String csrf = "";
        if (!who.isEmpty()) {
            String cookie = cookie(who);
            request.header("Cookie", cookie);
            Matcher matcher =
                    CSRF.matcher(server.send("GET", server.request("/").header("Cookie", cookie), "")
                            .body());
            assertThat(matcher.find()).isTrue();
            csrf = matcher.group(1);
        }
        String form = method.equals("GET") ? "" : "csrf=" + csrf + "&botId=secret-bot&version=1&confirm=secret-bot";
        return server.send(method, request, form, "Content-Type", "application/x-www-form-urlencoded");
    }

    private String cookie(String who) {
        return server.send(
                        "POST",
                        server.request("/sign-in"),
                        "token=" + token(who),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    private static boolean isApi(String route) {
        return route.contains(" /api/");
    }

    private static String token(String who) {
        return "token-of-" + who;
    }

    private static String entry(String name, String role, String bots) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(token(name).getBytes(StandardCharsets.UTF_8));
            return "{\"name\":\"%s\",\"role\":\"%s\",\"bots\":[%s],\"sha256\":\"%s\"}"
                    .formatted(name, role, bots, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Rule> rules(String table) {
        return Stream.of(table.strip().split("\n"))
                .map(line -> line.strip().split(" +"))
                .collect(java.util.stream.Collectors.toMap(
                        cells -> cells[0] + " " + cells[1], cells -> Rule.valueOf(cells[2])));
    }
}
