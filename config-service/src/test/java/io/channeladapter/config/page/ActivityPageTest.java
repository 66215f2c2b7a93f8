package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.http.TestServer;
import io.channeladapter.config.journey.Seen;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivityPageTest {
    private static final Seen.Place WEBHOOK = new Seen.Place("twitter.webhooks", 0, 1);

    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void aMessageIsShownWithItsStopsAndWhyItStopped() {
        String path = browser.configured();
        browser.server.seen.add(received("m1", "Where is <b>it</b>?"));
        browser.server.seen.add(new Seen.GivenUp(
                WEBHOOK, "channel-disabled", "The channel is disabled.", Instant.parse("2026-11-23T08:00:01Z")));

        String page = browser.get(path + "/activity").body();

        assertThat(page)
                .contains("Message from <strong>@Ada</strong>", "not given to the bot", "Looked at everything from")
                .contains("channel-disabled: The channel is disabled.", "Where is &lt;b&gt;it&lt;/b&gt;?");
    }

    @Test
    void nothingFoundIsSaid() {
        String path = browser.configured();

        assertThat(browser.get(path + "/activity").body()).contains("No message in the last 24 hours.");
        assertThat(browser.get(path + "/activity?person=nobody").body()).contains("No message was found.");
    }

    @Test
    void whatCannotBeLookedForIsNamedAtItsField() {
        String path = browser.configured();

        HttpResponse<String> answer = browser.get(path + "/activity?person=Ada&from=noon");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("From must be a day", "value=\"noon\"", "value=\"Ada\"");
    }

    @Test
    void withoutKafkaTheTabSaysSo() {
        String path = browser.configured();
        browser.server.kafkaIsAway = true;

        assertThat(browser.get(path + "/activity").statusCode()).isEqualTo(503);
        assertThat(browser.get(path + "/history").statusCode()).isEqualTo(503);
    }

    @Test
    void everyChangeIsInTheHistoryWithWhoDidIt() {
        String path = browser.authorized();

        String page = browser.get(path + "/history").body();

        assertThat(page)
                .contains("Created the channel.", "Saved the configuration.", "Authorized for @", "version 1")
                .contains("<strong>admin</strong>")
                .doesNotContain(TestServer.SECRETS);
    }

    private static Seen received(String id, String text) {
        return new Seen.Received(
                id, "7", new Seen.Person("Ada", "Ada"), text, Instant.parse("2026-11-23T08:00:00Z"), WEBHOOK);
    }
}
