package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.config.http.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerPagesTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void aChannelGoesFromCreationToDeletionWithoutJavaScript() {
        String path = browser.created();
        assertThat(browser.get(path + "/configurations").body())
                .contains("https://bots.example.com/webhooks" + path.replace("channels", "twitter"), "Enter keys");

        assertThat(browser.submit(path + "/configuration", Browser.configuration(1)))
                .contains("Saved", "configured");
        assertThat(browser.submit(path + "/authorize", Map.of()))
                .contains("Authorized", "@demo_shop", "Subscription", "The webhook is registered.");
        assertThat(browser.submit(path + "/enable", Map.of())).contains("Messages flow now");
        assertThat(browser.submit(path + "/disable", Map.of())).contains("disabled");
        assertThat(browser.get("/").body()).contains(path, "@demo_shop");
        assertThat(browser.submit(path + "/delete", Map.of("confirm", "demo"))).contains("The channel is gone");
        assertThat(browser.server.channels.all()).isEmpty();
    }

    @Test
    void g9_noPageHoldsASecret() {
        String path = browser.configured();
        browser.submit(path + "/configuration", Browser.configuration(1));
        browser.server.twitter.access(AccessLevel.READ);
        browser.submit(path + "/authorize", Map.of());
        browser.submit(path + "/configuration", Map.of("version", "2", "apiSecretKey", TestServer.SECRETS.get(1)));
        for (String page : List.of("/configurations", "/health", "/delete", "/state")) {
            browser.get(path + page);
        }
        browser.get("/");
        browser.get("/bots/demo");
        Channel channel = browser.channel();

        assertThat(browser.seen)
                .hasSizeGreaterThan(10)
                .allSatisfy(page -> assertThat(page)
                        .doesNotContain(TestServer.SECRETS)
                        .doesNotContain(TestServer.TOKEN)
                        .doesNotContain(String.valueOf(channel.sealedCredentials())));
    }

    @Test
    void everythingOnThePageComesFromThisHostAndNothingIsInline() {
        HttpResponse<String> page = browser.get(browser.created() + "/configurations");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.body())
                .doesNotContain("<script>", "style=\"", "onclick", "<style")
                .doesNotContainPattern("(src=|<link[^>]*href=)\"https?:");
        for (String asset : List.of("htmx.min.js", "pico.min.css", "page.css", "page.js", "icon.svg")) {
            assertThat(page.body()).contains("/assets/" + asset);
            assertThat(browser.get("/assets/" + asset).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPageThatIsLoadedAgainDoesNothingAgain() {
        String path = browser.authorized();

        assertThat(browser.post(path + "/enable", Map.of()).statusCode()).isEqualTo(303);
        for (String form : List.of("", "/configuration", "/authorize", "/enable", "/disable")) {
            HttpResponse<String> answer = browser.get(path + form);
            assertThat(answer.statusCode()).as(form).isEqualTo(303);
            assertThat(Browser.to(answer)).isEqualTo(path + "/configurations");
        }
    }

    @Test
    void anUnknownChannelIsToldOnAPage() {
        for (String id : List.of("st-00000000-0000-0000-0000-00000000abcd", "nothing")) {
            HttpResponse<String> answer = browser.get("/channels/" + id + "/configurations");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
            assertThat(answer.body()).contains("There is no such channel", "href=\"/\"");
        }
    }

    @Test
    void enablingLeadsBackToTheTabThatItWasDoneOn() {
        String path = browser.authorized();

        assertThat(Browser.to(browser.post(path + "/enable", Map.of("tab", "health"))))
                .isEqualTo(path + "/health?done=enabled&seen=4");
        assertThat(Browser.to(browser.post(path + "/disable", Map.of("tab", "//elsewhere"))))
                .isEqualTo(path + "/configurations?done=disabled&seen=5");
    }
}
