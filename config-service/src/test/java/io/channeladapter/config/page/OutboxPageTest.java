package io.channeladapter.config.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.decide.Samples;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxPageTest {
    private static final String LATER = Words.time(Samples.NOW.plusSeconds(600));

    private Browser browser;

    @BeforeEach
    void signIn() {
        browser = Browser.signedIn();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void anEmptyOutboxSaysSo() {
        String path = browser.authorized();

        assertThat(browser.get(path + "/outbox").body())
                .contains("Nothing waits.", "aria-current=\"page\">Outbox")
                .doesNotContain("Cancel");
    }

    @Test
    void theOutboxSaysHowManyWaitAndWhyAndUntilWhen() {
        String path = browser.authorized();
        browser.server.outboxes.tell(state(null));

        assertThat(browser.get(path + "/outbox").body())
                .contains("Twitter's limit is reached. It goes on at " + LATER + ".")
                .contains("12 replies", "0 of 15, anew at " + LATER, "3 replies wait.")
                .contains("9 more replies wait in other conversations.", "Person 42", "hx-select=\"#outbox\"");
    }

    @Test
    void cancellingOneConversationIsAskedFirst() {
        String path = browser.authorized();
        browser.server.outboxes.tell(state(null));

        assertThat(browser.submit(path + "/outbox/cancel", Map.of("person", "42")))
                .contains("Cancel what waits for person 42?", "3 replies wait. None", "name=\"go\" value=\"yes\"");
        assertThat(browser.server.channels.orders()).isEmpty();
        assertThat(browser.submit(path + "/outbox/cancel", Map.of("person", "42", "go", "yes")))
                .contains("Cancelled", "12 replies");

        assertThat(browser.server.channels.orders()).singleElement().satisfies(order -> {
            assertThat(order.kind()).isEqualTo(OutboxCommand.Kind.CANCEL);
            assertThat(order.userId()).isEqualTo("42");
            assertThat(order.by()).isEqualTo("admin");
        });
    }

    @Test
    void aPausedChannelSaysSoEverywhereAndIsReleased() {
        String path = browser.authorized();
        browser.submit(path + "/enable", Map.of());
        browser.server.outboxes.tell(
                state(new OutboxState.Pause("bot-loop", "Two bots answer each other.", "42", Samples.NOW)));
        browser.server.channels.signal(new ChannelSignal(
                browser.channel().streamId(),
                ChannelSignal.Kind.SENDING_PAUSED,
                "adapter-egress",
                Samples.NOW,
                "Two bots answer each other.",
                null,
                null));

        assertThat(browser.get("/").body()).contains("/outbox\">paused</a>");
        assertThat(browser.get(path + "/health").body())
                .contains("Messages reach the bot, but sending is paused.", "Release…")
                .contains("What the bot writes looks like a mistake", "Two bots answer each other.");
        assertThat(browser.get(path + "/outbox").body())
                .contains("Sending is paused", "Release…")
                .doesNotContain("goes out by itself");
        assertThat(browser.submit(path + "/outbox/release", Map.of()))
                .contains("Let the channel send again?", "12 replies wait and will be sent");
        assertThat(browser.submit(path + "/outbox/release", Map.of("go", "yes")))
                .contains("Released");

        assertThat(browser.server.channels.orders())
                .extracting(OutboxCommand::kind)
                .containsExactly(OutboxCommand.Kind.RELEASE);
        assertThat(browser.get(path + "/history").body()).contains("Let the channel send again, which was paused.");
    }

    @Test
    void whatIsNotPausedIsNotReleased() {
        String path = browser.authorized();

        HttpResponse<String> answer = browser.post(path + "/outbox/release", Map.of("go", "yes"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("The channel is not paused");
        assertThat(browser.server.channels.orders()).isEmpty();
    }

    @Test
    void aLongQueueIsNotCountedToItsEnd() {
        String path = browser.authorized();
        browser.server.outboxes.tell(new OutboxState(
                browser.channel().streamId(),
                Samples.NOW,
                5_000,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(new OutboxState.Head("42", 1_000, "r-1", Samples.NOW, "runnable", null))));

        assertThat(browser.get(path + "/outbox").body())
                .contains("1000 or more replies wait.")
                .doesNotContain("in other conversations");
    }

    @Test
    void thePageSaysAsOfWhen() {
        String path = browser.authorized();
        browser.server.outboxes.toldUntil(Samples.NOW.minusSeconds(9));

        assertThat(browser.get(path + "/outbox").body())
                .contains("As of " + Words.time(Samples.NOW.minusSeconds(9)) + ", 9 s ago.", "Nothing waits.");
    }

    @Test
    void whatIsTooOldToBeTrueIsNotShownAsTrue() {
        String path = browser.authorized();
        browser.server.outboxes.toldUntil(Samples.NOW.minusSeconds(61));

        assertThat(browser.get(path + "/outbox").body())
                .contains("This was so 61 s ago", "adapter-egress", "Nothing waited then.")
                .doesNotContain("Nothing waits.");
        browser.server.outboxes.tell(state(null));
        browser.server.outboxes.toldUntil(Samples.NOW.minusSeconds(7_200));
        assertThat(browser.submit(path + "/outbox/cancel", Map.of()))
                .contains("This was so 2 h ago", "Cancel all that waits?");
    }

    @Test
    void whatWasNeverToldIsNotShownAsNothing() {
        String path = browser.authorized();
        browser.server.outboxes.neverTold();

        assertThat(browser.get(path + "/outbox").body())
                .contains("Nothing is known yet", "Whether anything waits is not known.")
                .doesNotContain("Nothing waits");
    }

    @Test
    void whatWaitsBeyondTheListIsSaidAndCancelledByThePersonsId() {
        String path = browser.authorized();
        browser.server.outboxes.tell(new OutboxState(
                browser.channel().streamId(),
                Samples.NOW,
                500,
                213,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(new OutboxState.Head("42", 3, "r-1", Samples.NOW, "runnable", null))));

        assertThat(browser.get(path + "/outbox").body())
                .contains("497 more replies wait in 212 other conversations.", "id=\"cancel-one\"");
        assertThat(browser.submit(path + "/outbox/cancel", Map.of("person", "4711")))
                .contains("Cancel what waits for person 4711?", "of those alone who have waited longest");
        browser.submit(path + "/outbox/cancel", Map.of("person", "4711", "go", "yes"));

        assertThat(browser.server.channels.orders())
                .extracting(OutboxCommand::userId)
                .containsExactly("4711");
    }

    @Test
    void whatIsNoPersonIsRefused() {
        String path = browser.authorized();

        assertThat(browser.post(path + "/outbox/cancel", Map.of("person", "anna", "go", "yes"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(browser.server.channels.orders()).isEmpty();
    }

    private OutboxState state(OutboxState.@Nullable Pause pause) {
        return new OutboxState(
                browser.channel().streamId(),
                Samples.NOW,
                12,
                null,
                "rate-limited",
                Samples.NOW.plusSeconds(600),
                null,
                pause,
                List.of(new OutboxState.Quota("endpoint", 15, 0, Samples.NOW.plusSeconds(600))),
                List.of(new OutboxState.Head("42", 3, "r-1", Samples.NOW.minusSeconds(60), "rate-limited", null)));
    }
}
