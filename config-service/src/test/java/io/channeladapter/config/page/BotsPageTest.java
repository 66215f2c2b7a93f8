package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotsPageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void namingABotLeadsToItsPageWhereTwitterIsChosen() {
        HttpResponse<String> named = browser.get("/bots?botId=demo");

        assertThat(Browser.to(named)).isEqualTo("/bots/demo");
        assertThat(browser.get("/bots/demo").body()).contains("This bot has no channel yet", "Twitter</button>");
    }

    @Test
    void aNameThatNoBotMayHaveIsToldBesideItsField() {
        HttpResponse<String> answer = browser.get("/bots?botId=My+Bot");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("value=\"My Bot\"", "aria-invalid=\"true\"", "2 to 63 lower-case letters");
        assertThat(browser.post("/channels", Map.of("botId", "My Bot")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void botsAreFoundByNameAccountAndStreamid() {
        browser.authorized();
        browser.post("/channels", Map.of("botId", "other"));

        assertThat(browser.get("/?q=dem").body()).contains("/bots/demo").doesNotContain("/bots/other");
        assertThat(browser.get("/?q=%40Demo_Shop").body())
                .contains("/bots/demo")
                .doesNotContain("/bots/other");
        assertThat(browser.get("/?q="
                                + browser.get("/bots/other").body().replaceAll("(?s).*(st-[0-9a-f-]{36}).*", "$1"))
                        .body())
                .contains("/bots/other")
                .doesNotContain("/bots/demo");
        assertThat(browser.get("/?q=%3Cb%3E").body()).contains("“&lt;b&gt;”").doesNotContain("<b>");
    }

    @Test
    void manyBotsComeInPages() {
        for (int i = 10; i < 65; i++) {
            browser.post("/channels", Map.of("botId", "bot-" + i));
        }

        String first = browser.get("/").body();
        assertThat(first).contains("/bots/bot-59", "Next page").doesNotContain("/bots/bot-60", "First page");
        String next = first.replaceAll("(?s).*href=\"(/[?][^\"]*after=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(browser.get(next).body())
                .contains("/bots/bot-60", "/bots/bot-64", "First page")
                .doesNotContain("/bots/bot-59", "Next page");
        assertThat(browser.get("/?after=nonsense").body()).contains("/bots/bot-10");
    }

    @Test
    void thatKafkaIsAwayIsToldOnTheBotsPage() {
        browser.server.kafkaIsAway = true;

        HttpResponse<String> answer = browser.post("/channels", Map.of("botId", "demo"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Kafka does not do this now", "<h1>demo</h1>");
    }
}
