package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.config.decide.Samples;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letterbox.InMemoryLetterbox;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LettersPageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void whatCouldNotGoOnIsListedWithItsReason() {
        String path = browser.configured();
        put(3, "channel-disabled");

        String page = browser.get(path + "/dead-letters").body();

        assertThat(page)
                .contains("3-3", "channel-disabled", "The channel was disabled.", "Send these again")
                .contains("href=\"" + path + "/dead-letters/3-3\"", "Looked at everything from")
                .contains("<title>Dead letters of");
    }

    @Test
    void noneIsSaidAndSoIsNoneFound() {
        String path = browser.configured();

        assertThat(browser.get(path + "/dead-letters").body()).contains("everything of this channel went on");
        assertThat(browser.get(path + "/dead-letters?reason=not-json").body())
                .contains("No dead letter was found.")
                .doesNotContain("Send these again");
    }

    @Test
    void whatCannotBeLookedForIsNamedAtItsField() {
        String path = browser.configured();

        HttpResponse<String> answer = browser.get(path + "/dead-letters?from=noon&reason=wrong-user");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("From must be a day", "value=\"noon\"", "value=\"wrong-user\" selected");
    }

    @Test
    void oneIsShownWithWhatIsInItAndNothingOfItIsMarkup() {
        String path = browser.configured();
        put(3, "channel-disabled");

        String page = browser.get(path + "/dead-letters/3-3").body();

        assertThat(page)
                .contains("Dead letter 3-3", "Enable the channel", "remote-address", "Download its bytes")
                .contains("&lt;b&gt;Hi&lt;/b&gt;")
                .doesNotContain("<b>Hi</b>");
        assertThat(browser.get(path + "/dead-letters/3-3/bytes").body()).isEqualTo("{\"text\":\"<b>Hi</b>\"}");
        assertThat(browser.get(path + "/dead-letters/3-4").statusCode()).isEqualTo(404);
    }

    @Test
    void aPreviewSendsNothingAndOnlyItsButtonSends() {
        String path = enabled();
        put(3, "channel-disabled");
        put(4, "wrong-user");

        String preview = browser.post(path + "/dead-letters/replay", Map.of()).body();
        assertThat(preview).contains("What would happen", "2 would be sent again.", "Send 2 again");
        assertThat(browser.server.front.brought()).isEmpty();

        String sent = browser.post(path + "/dead-letters/replay", Map.of("go", "yes", "reason", "channel-disabled"))
                .body();
        assertThat(sent).contains("1 sent again.", "3-3").doesNotContain("3-4");
        assertThat(browser.server.front.brought()).containsExactly("3-3");
        assertThat(browser.get(path + "/history").body()).contains("Sent a dead letter again.");
        assertThat(browser.get(path + "/dead-letters").body()).contains("by admin.");
    }

    @Test
    void whatWasSentBeforeIsPassedOverUnlessOneInsists() {
        String path = enabled();
        put(3, "channel-disabled");
        browser.post(path + "/dead-letters/replay", Map.of("go", "yes"));

        String second = browser.post(path + "/dead-letters/replay", Map.of()).body();
        assertThat(second).contains("Passed over: 1 that were sent again before", "Look at those too");

        String insisting = browser.post(path + "/dead-letters/replay", Map.of("again", "yes"))
                .body();
        assertThat(insisting).contains("1 would be sent again.");
    }

    @Test
    void thePageGoesOnAfterWhatCannotBeSent() {
        String path = enabled();
        for (long offset = 1; offset <= LetterSearch.MOST; offset++) {
            old(offset);
        }
        put(900, "channel-disabled");

        String preview = browser.post(path + "/dead-letters/replay", Map.of()).body();
        assertThat(preview)
                .contains("0 would be sent again, 200 cannot be.", "Look at the next", "Look at those too")
                .contains("name=\"after\" value=\"webhook_3-200\"");

        String next = browser.post(path + "/dead-letters/replay", Map.of("after", "webhook_3-200"))
                .body();
        assertThat(next)
                .contains("Send 1 again", "name=\"after\" value=\"webhook_3-200\"")
                .doesNotContain("Look at the next");

        String rest = browser.post(path + "/dead-letters/replay", Map.of("go", "yes", "again", "yes"))
                .body();
        assertThat(rest).contains("Send the rest", "name=\"after\" value=\"webhook_3-");
        assertThat(browser.post(path + "/dead-letters/replay", Map.of("after", "3-1"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void oneIsSentAgainByItself() {
        String path = enabled();
        put(3, "channel-disabled");
        put(4, "channel-disabled");

        assertThat(browser.post(path + "/dead-letters/replay", Map.of("letter", "3-4"))
                        .body())
                .contains("1 would be sent again.");
        browser.post(path + "/dead-letters/replay", Map.of("letter", "3-4", "go", "yes"));

        assertThat(browser.server.front.brought()).containsExactly("3-4");
    }

    @Test
    void whatIsRefusedSaysWhy() {
        String path = browser.configured();
        put(3, "channel-not-enabled");

        assertThat(browser.post(path + "/dead-letters/replay", Map.of()).body())
                .contains("0 would be sent again, 1 cannot be.", "is not enabled yet")
                .doesNotContain("Send 0 again");
    }

    private String enabled() {
        String path = browser.authorized();
        browser.post(path + "/enable", Map.of());
        return path;
    }

    private void old(long offset) {
        browser.server.letterbox.put(
                InMemoryLetterbox.webhook(
                        offset,
                        browser.channel().streamId(),
                        "channel-disabled",
                        Samples.NOW.minus(Duration.ofDays(8))),
                "{\"direct_message_events\":[{},{}]}");
    }

    private void put(long offset, String reason) {
        browser.server.letterbox.put(
                InMemoryLetterbox.webhook(offset, browser.channel().streamId(), reason, Samples.NOW.minusSeconds(60)),
                "{\"text\":\"<b>Hi</b>\"}");
    }
}
