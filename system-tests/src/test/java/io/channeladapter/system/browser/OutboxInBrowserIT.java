package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.WithAdapter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What waits to be sent is on a page, where its owner does something about it. */
@ExtendWith({WithAdapter.class, WithBrowser.class})
class OutboxInBrowserIT {
    /** More than enough, also where the bot was asked each time. */
    private static final int WILD = 4 * TheAdapter.REPEATS + 10;

    private final TheAdapter adapter;

    OutboxInBrowserIT(TheAdapter adapter) {
        this.adapter = adapter;
    }

    @Test
    void g5_whatALimitHoldsBackIsShownWhileItWaitsAndOneConversationIsCancelled(Owner owner) {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        String other = adapter.newPerson();
        adapter.twitter().fault(channel.accountId(), "rate-limited", Map.of("resetSeconds", 600, "next", 1));
        owner.signsIn();
        owner.opens(channel.tab("outbox"));
        Locator outbox = owner.page().locator("#outbox");
        assertThat(outbox).containsText("Nothing waits.");

        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            bot.reply(channel.conversation(person), "a", "One");
            bot.awaitOutcome("a", "message.deferred");
            bot.reply(channel.conversation(person), "b", "Two");
            bot.reply(channel.conversation(other), "c", "Three");

            assertThat(outbox).containsText("3 replies", contained());
            assertThat(outbox).containsText("Twitter's limit", contained());
            assertThat(outbox).containsText("Person " + person + ": 2 replies wait.", contained());
            owner.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Cancel what waits for person " + person))
                    .click();
            assertThat(owner.heading("Cancel what waits for person " + person + "?"))
                    .isVisible();
            owner.presses("Cancel them");
            owner.seesNotice("Cancelled");

            assertThat(bot.awaitOutcome("a", "message.failed")
                            .data()
                            .path("reason")
                            .asText())
                    .isEqualTo("cancelled");
            bot.awaitOutcome("b", "message.failed");
            assertThat(outbox).containsText("1 reply", contained());
            assertThat(outbox).not().containsText("Person " + person, contained());
            assertThat(outbox).containsText("Person " + other);
        }
        owner.opensTab("History");
        assertThat(owner.page().locator("ol.history li").first())
                .containsText("Cancelled the replies that waited for person " + person + ".");
        assertThat(adapter.twitter().received(person, channel.accountId())).isEmpty();
    }

    @Test
    void aBotThatRunsWildIsPausedAndReleasedByItsOwner(Owner owner) {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        String person = adapter.newPerson();
        owner.signsIn();
        owner.opens(channel.tab("health"));
        owner.seesState("enabled", "healthy");

        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            for (int i = 1; i <= WILD; i++) {
                bot.reply(channel.conversation(person), "again-" + i, "Hello again!");
            }
            String last = "again-" + WILD;
            assertThat(bot.awaitOutcome(last, "message.deferred")
                            .data()
                            .path("reason")
                            .asText())
                    .isEqualTo("paused");

            assertThat(owner.state().locator(".badge").nth(1)).hasText("degraded", within());
            assertThat(owner.page().locator("section[aria-labelledby=wrong]"))
                    .containsText("The bot wrote the same text", contained());
            owner.opens("/bots/" + channel.botId());
            owner.page()
                    .locator("a.badge", new Page.LocatorOptions().setHasText("paused"))
                    .click();
            assertThat(owner.heading("Sending is paused")).isVisible();
            owner.page().locator("#outbox #release").click();
            assertThat(owner.heading("Let the channel send again?")).isVisible();
            owner.presses("Release");
            owner.seesNotice("Released");

            bot.awaitOutcome(last, "message.sent");
            assertThat(owner.state().locator(".badge").nth(1)).hasText("healthy", within());
        }
        assertThat(adapter.twitter().received(person, channel.accountId())).hasSize(WILD);
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout((double) TheAdapter.LIMIT.toMillis());
    }

    private static LocatorAssertions.ContainsTextOptions contained() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout((double) TheAdapter.LIMIT.toMillis());
    }
}
