package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.channeladapter.config.access.Gate;
import io.channeladapter.config.http.TestServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class SignInTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void theCookieIsForThisHostsPagesAloneAndIsNotTheToken() {
        HttpResponse<String> answer = browser.post("/sign-in", Map.of("token", TestServer.TOKEN));

        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set ->
                        assertThat(set).contains("HttpOnly", "SameSite=Strict").doesNotContain(TestServer.TOKEN));
    }

    @Test
    void aSignInIsLoggedWithoutTheToken() {
        Logger logger = (Logger) LoggerFactory.getLogger(Gate.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        try {
            browser.post("/sign-in", Map.of("token", TestServer.TOKEN));
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list)
                .singleElement()
                .satisfies(event -> assertThat(event.getKeyValuePairs())
                        .map(KeyValuePair::toString)
                        .containsExactly("actor=\"admin\"", "source=\"ADMIN_TOKEN\"", "address=\"127.0.0.1\""));
    }

    @Test
    void whoHasNotSignedInSeesNothing() {
        String path = browser.created();
        browser.cookie = "";
        for (String page : List.of(
                "/", "/bots/demo", path + "/configurations", path + "/health", path + "/delete", path + "/state")) {
            HttpResponse<String> answer = browser.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/sign-in");
            assertThat(answer.body()).doesNotContain("demo");
        }
        assertThat(browser.post("/channels", Map.of("botId", "other")).statusCode())
                .isEqualTo(303);
        assertThat(browser.server.channels.all()).hasSize(1);
    }

    @Test
    void aForgedOrChangedCookieIsNoSession() {
        String right = browser.cookie;
        List<String> forged = List.of(
                "adapter-session=x",
                "adapter-session=..",
                "adapter-session=9999999999.n1.AAAA",
                right.replace("=e", "=f"),
                right + "x");
        for (String other : forged) {
            browser.cookie = other;
            assertThat(browser.get("/").statusCode()).as(other).isEqualTo(303);
        }
    }

    @Test
    void aFormFromAnotherPlaceDoesNothing() {
        browser.csrf = "forged";

        assertThat(browser.post("/channels", Map.of("botId", "demo")).statusCode())
                .isEqualTo(403);
        assertThat(browser.server.channels.all()).isEmpty();
    }

    @Test
    void aWrongTokenDoesNotSignIn() {
        HttpResponse<String> answer = browser.post("/sign-in", Map.of("token", "wrong"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).contains("This token is not known here");
    }

    @Test
    void nobodyUploadsAnything() {
        for (String type : List.of("multipart/form-data; boundary=x", "Multipart/Mixed; boundary=x")) {
            String body = "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nwrong\r\n--x--\r\n";
            assertThat(browser.server
                            .send("POST", browser.server.request("/sign-in"), body, "Content-Type", type)
                            .statusCode())
                    .as(type)
                    .isEqualTo(415);
        }
    }

    @Test
    void aFormOfAnyLengthThatIsTooLongIsNotRead() throws Exception {
        byte[] form = ("token=" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = browser.server
                    .request("/sign-in")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)));

            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void htmxIsSentToSignInWhenTheSessionHasEnded() {
        browser.cookie = "";

        HttpResponse<String> answer = browser.server.send("GET", browser.request("/"), "", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/sign-in");
    }

    @Test
    void signingOutEndsTheSessionInTheBrowser() {
        assertThat(browser.post("/sign-out", Map.of()).headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(set -> assertThat(set).startsWith("adapter-session=;"));
    }
}
