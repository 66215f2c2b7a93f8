package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.twitter.Refusal;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletePageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void saysThatItCannotBeUndoneAndAsksForTheBotsName() {
        assertThat(browser.get(browser.created() + "/delete").body())
                .contains("This cannot be undone.", "name=\"confirm\"", "demo");
    }

    @Test
    void anotherNameDeletesNothing() {
        HttpResponse<String> answer = browser.post(browser.created() + "/delete", Map.of("confirm", "dem"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Type the bot's name, demo, exactly.", "aria-invalid=\"true\"");
        assertThat(browser.server.channels.all()).hasSize(1);
    }

    @Test
    void theBotsNameDeletesForEver() {
        assertThat(browser.submit(browser.authorized() + "/delete", Map.of("confirm", "demo")))
                .contains("The channel is gone");
        assertThat(browser.server.channels.all()).isEmpty();
    }

    @Test
    void whatIsLeftAtTwitterIsNotCalledGone() {
        String path = browser.authorized();
        browser.server.twitter.refuseNext(new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null));

        assertThat(browser.submit(path + "/delete", Map.of("confirm", "demo")))
                .contains("Deleted, but not everything at Twitter", "could not be removed (HTTP 503, code 130)")
                .doesNotContain("nothing of it is left");
        assertThat(browser.server.channels.all()).isEmpty();
    }
}
