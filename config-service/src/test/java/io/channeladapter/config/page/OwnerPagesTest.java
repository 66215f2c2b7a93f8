package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.http.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnerPagesTest {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Map<String, String> CONFIGURATION = Map.of(
            "generation", "account-activity-v1",
            "environmentLabel", "prod",
            "apiKey", TestServer.SECRETS.get(0),
            "apiSecretKey", TestServer.SECRETS.get(1),
            "accessToken", TestServer.SECRETS.get(2),
            "accessTokenSecret", TestServer.SECRETS.get(3));

    private final List<String> seen = new ArrayList<>();
    private TestServer server;
    private String cookie = "";
    private String csrf = "";

    @BeforeEach
    void signIn() throws IOException {
        server = new TestServer();
        HttpResponse<String> answer = post("/sign-in", Map.of("token", TestServer.TOKEN));
        assertThat(answer.statusCode()).isEqualTo(303);
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Strict").doesNotContain(TestServer.TOKEN);
        cookie = set.split(";", 2)[0];
        Matcher matcher = CSRF.matcher(get("/").body());
        assertThat(matcher.find()).isTrue();
        csrf = matcher.group(1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aChannelGoesFromCreationToDeletionWithoutJavaScript() {
        String path = created();
        assertThat(get(path).body())
                .contains("https://bots.example.com/webhooks" + path.replace("channels", "twitter"), "Enter keys");

        assertThat(post(path + "/configuration", configuration(1)).body()).contains("Saved", "configured");
        assertThat(post(path + "/authorize", Map.of()).body())
                .contains("Authorized", "@demo_shop", "Subscription", "The webhook is registered.");
        assertThat(post(path + "/enable", Map.of()).body()).contains("Messages flow now");
        assertThat(post(path + "/disable", Map.of()).body()).contains("disabled");
        assertThat(get("/").body()).contains(path, "@demo_shop");
        assertThat(post(path + "/delete", Map.of("confirm", "dem")).body())
                .contains("confirm: type the bot", "name, demo");
        assertThat(post(path + "/delete", Map.of("confirm", "demo")).body()).contains("is gone");
        assertThat(server.channels.all()).isEmpty();
    }

    @Test
    void authorizingAgainSaysWhatComesNextForTheStateThatTheChannelIsIn() {
        String path = created();
        post(path + "/configuration", configuration(1));

        assertThat(post(path + "/authorize", Map.of()).body()).contains("Enable the channel next.");
        post(path + "/enable", Map.of());
        assertThat(post(path + "/authorize", Map.of()).body())
                .contains("The account is connected. Messages flow.")
                .doesNotContain("Enable the channel next");
    }

    @Test
    void savingSaysWhetherTheChannelMustBeAuthorizedAnew() {
        String path = created();

        assertThat(post(path + "/configuration", configuration(1)).body()).contains("Authorize next: no messages flow");
        post(path + "/authorize", Map.of());
        assertThat(post(path + "/configuration", configuration(3)).body())
                .contains("The connection is the same as before.");
        post(path + "/enable", Map.of());

        assertThat(post(path + "/configuration", Map.of("generation", "account-activity-v1", "environmentLabel", "new"))
                        .body())
                .contains("until then the connection from before goes on serving", "Messages flow by the connection");
    }

    @Test
    void g9_noPageHoldsASecret() {
        String path = created();
        post(path + "/configuration", configuration(1));
        post(path + "/configuration", configuration(1));
        server.twitter.access(AccessLevel.READ);
        post(path + "/authorize", Map.of());
        post(path + "/configuration", Map.of("version", "2", "apiSecretKey", TestServer.SECRETS.get(1)));
        get(path);
        get(path + "/state");
        get("/");
        Channel channel = server.channels.all().iterator().next();

        assertThat(seen)
                .hasSizeGreaterThan(7)
                .allSatisfy(page -> assertThat(page)
                        .doesNotContain(TestServer.SECRETS)
                        .doesNotContain(TestServer.TOKEN)
                        .doesNotContain(String.valueOf(channel.sealedCredentials())));
    }

    @Test
    void whoHasNotSignedInSeesNothing() {
        String path = created();
        cookie = "";
        for (String page : List.of("/", path, path + "/state")) {
            HttpResponse<String> answer = get(page);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in");
            assertThat(answer.body()).doesNotContain("demo");
        }
        assertThat(post("/channels", Map.of("botId", "other")).statusCode()).isEqualTo(303);
        assertThat(server.channels.all()).hasSize(1);
    }

    @Test
    void aForgedOrChangedCookieIsNoSession() {
        String right = cookie;
        List<String> forged = List.of(
                "adapter-session=x",
                "adapter-session=..",
                "adapter-session=9999999999.n1.AAAA",
                right.replace("=1", "=2"),
                right + "x");
        for (String other : forged) {
            cookie = other;
            assertThat(get("/").statusCode()).as(other).isEqualTo(303);
        }
    }

    @Test
    void aFormFromAnotherPlaceDoesNothing() {
        csrf = "forged";

        assertThat(post("/channels", Map.of("botId", "demo")).statusCode()).isEqualTo(303);
        assertThat(server.channels.all()).isEmpty();
    }

    @Test
    void aWrongTokenDoesNotSignIn() {
        HttpResponse<String> answer = post("/sign-in", Map.of("token", "wrong"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("not the admin token");
    }

    @Test
    void wrongFieldsAreNamedAndTheLabelIsEscaped() {
        String path = created();

        HttpResponse<String> answer = post(
                path + "/configuration",
                Map.of("version", "1", "generation", "account-activity-v1", "environmentLabel", "<script>x</script>"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("environmentLabel", "apiKey").doesNotContain("<script>x");
    }

    @Test
    void aLostUpdateIsTold() {
        String path = created();

        HttpResponse<String> answer = post(path + "/configuration", configuration(7));

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body()).contains("has changed since it was read");
        for (String form : List.of("/authorize", "/enable", "/disable")) {
            assertThat(post(path + form, Map.of("version", "7")).statusCode())
                    .as(form)
                    .isEqualTo(412);
        }
        assertThat(post(path + "/delete", Map.of("version", "7", "confirm", "demo"))
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void whatIsWrongWithAChannelIsShown() {
        String path = created();
        post(path + "/configuration", configuration(1));
        Channel channel = server.channels.all().iterator().next();
        server.channels.signal(new ChannelSignal(
                channel.streamId(),
                ChannelSignal.Kind.CREDENTIALS_REFUSED,
                "adapter-egress",
                Samples.NOW,
                "Twitter refuses the keys.",
                null,
                null));

        assertThat(channel.status()).isEqualTo(ChannelStatus.CONFIGURED);
        assertThat(get(path + "/state").body()).contains("broken", "Twitter refuses the keys.");
    }

    @Test
    void everythingOnThePageComesFromThisHostAndNothingIsInline() {
        HttpResponse<String> page = get(created());

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.body())
                .doesNotContain("<script>", "style=\"", "onclick", "<style")
                .doesNotContainPattern("(src|href)=\"https?:");
        for (String asset : List.of("htmx.min.js", "pico.min.css", "page.css", "page.js", "icon.svg")) {
            assertThat(page.body()).contains("/assets/" + asset);
            assertThat(get("/assets/" + asset).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void htmxIsSentToSignInWhenTheSessionHasEnded() {
        cookie = "";

        HttpResponse<String> answer = server.send("GET", request("/"), "", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/sign-in");
    }

    @Test
    void signingOutEndsTheSessionInTheBrowser() {
        assertThat(post("/sign-out", Map.of()).headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set -> assertThat(set).startsWith("adapter-session=;"));
    }

    private String created() {
        return post("/channels", Map.of("botId", "demo"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private static Map<String, String> configuration(long version) {
        var fields = new java.util.HashMap<>(CONFIGURATION);
        fields.put("version", String.valueOf(version));
        return fields;
    }

    private HttpResponse<String> get(String path) {
        return remember(server.send("GET", request(path), ""));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        var all = new java.util.HashMap<>(fields);
        all.put("csrf", csrf);
        // As the page that was just read holds it.
        server.channels.all().stream()
                .findFirst()
                .ifPresent(channel -> all.putIfAbsent("version", String.valueOf(channel.version())));
        String form = all.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return remember(server.send("POST", request(path), form, "Content-Type", "application/x-www-form-urlencoded"));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = server.request(path);
        return cookie.isEmpty() ? request : request.header("Cookie", cookie);
    }

    private HttpResponse<String> remember(HttpResponse<String> answer) {
        seen.add(answer.headers() + answer.body());
        return answer;
    }
}
