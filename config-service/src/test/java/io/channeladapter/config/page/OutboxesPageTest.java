package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.decide.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxesPageTest {
    private final Browser browser = Browser.signedIn();

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void whereNothingWaitsThePageSaysSo() {
        browser.authorized();

        assertThat(browser.get("/outboxes").body())
                .contains("Nothing waits.", "As of " + Words.time(Samples.NOW) + ", 0 s ago.");
        assertThat(browser.get("/").body()).contains("href=\"/outboxes\"").doesNotContain("badge waiting");
    }

    @Test
    void whatWaitsForAPersonComesFirstAndThenWhatWaitsLongest() {
        StreamId young = created("demo");
        StreamId old = created("demo");
        StreamId paused = created("other");
        waits(young, 1, Samples.NOW.minusSeconds(60), null);
        waits(old, 12, Samples.NOW.minusSeconds(7_200), null);
        waits(paused, 3, Samples.NOW, new OutboxState.Pause("flood", "Far more than usual.", null, Samples.NOW));

        String page = browser.get("/outboxes").body();

        assertThat(page)
                .containsSubsequence(
                        "16 replies wait in 3 channels.",
                        paused + "/outbox\"",
                        "badge degraded\">paused",
                        "3 wait",
                        "Far more than usual.",
                        old + "/outbox\"",
                        "12 wait",
                        "Twitter's limit is reached. It goes on at " + Words.time(Samples.NOW.plusSeconds(600)),
                        "The oldest waits for 2 h, since " + Words.time(Samples.NOW.minusSeconds(7_200)),
                        young + "/outbox\"",
                        "1 waits",
                        "60 s");
        assertThat(browser.get("/").body()).contains(old + "/outbox\">12 wait</a>");
        assertThat(browser.get("/bots/demo").body()).contains(old + "/outbox\">12 wait</a>", "/outboxes?botId=demo");
        assertThat(browser.get("/outboxes?botId=other").body())
                .contains("3 replies wait in 1 channel.", "Of bot <strong>other</strong> alone")
                .doesNotContain(old.value());
    }

    @Test
    void manyComeInPages() {
        List<StreamId> all = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            all.add(created("demo"));
            waits(all.getLast(), 1, Samples.NOW.minusSeconds(1_000 - i), null);
        }

        String first = browser.get("/outboxes?botId=demo").body();

        assertThat(first)
                .contains("51 replies wait in 51 channels.", all.get(49).value(), "Next page")
                .doesNotContain(all.get(50).value(), "First page");
        String next = first.replaceAll("(?s).*href=\"(/outboxes[^\"]*after=[^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(browser.get(next).body())
                .contains(all.get(50).value(), "First page")
                .doesNotContain(all.get(49).value(), "Next page");
        assertThat(browser.get("/outboxes?after=nonsense&botId=A").body())
                .contains(all.getFirst().value());
    }

    @Test
    void whatIsTooOldToBeTrueIsNotShownAsTrue() {
        StreamId channel = created("demo");
        browser.server.outboxes.toldUntil(Samples.NOW.minusSeconds(600));

        assertThat(browser.get("/outboxes").body())
                .contains("Some of this may be missing or over", "10 min ago", "Of what was told, nothing waited.")
                .doesNotContain("Nothing waits.");
        waits(channel, 1, Samples.NOW.minusSeconds(900), null);
        assertThat(browser.get("/outboxes").body()).contains("told 10 min ago");
        browser.server.outboxes.neverTold();
        assertThat(browser.get("/outboxes").body()).contains("has not told of all channels yet");
    }

    private StreamId created(String bot) {
        browser.post("/channels", Map.of("botId", bot));
        return browser.server.channels.events().getLast().streamId();
    }

    private void waits(StreamId channel, int replies, Instant since, OutboxState.@Nullable Pause pause) {
        browser.server.outboxes.tell(new OutboxState(
                channel,
                since,
                replies,
                null,
                "rate-limited",
                Samples.NOW.plusSeconds(600),
                null,
                pause,
                List.of(),
                List.of(new OutboxState.Head("42", replies, "r-1", since, "rate-limited", null))));
    }
}
