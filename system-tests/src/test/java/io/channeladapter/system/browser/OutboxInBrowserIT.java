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

    @Test
    void twoBotsThatAnswerEachOtherAreStoppedUntilAnOwnerLetsThemGoOn(Owner owner) {
        TestChannel shop = adapter.newChannel(adapter.newBotId());
        TestChannel other = adapter.newChannel(adapter.newBotId());
        String itsPerson = other.accountId();

        try (BotUnderTest bot = adapter.bot(shop.botId());
                BotUnderTest otherBot = adapter.bot(other.botId())) {
            Side paused = talksUntilPaused(new Side(shop, bot, itsPerson), new Side(other, otherBot, shop.accountId()));

            owner.signsIn();
            owner.opens(paused.channel.tab("health"));
            assertThat(owner.state().locator(".badge").nth(1)).hasText("degraded", within());
            assertThat(owner.page().locator("section[aria-labelledby=wrong]"))
                    .containsText(
                            "Person " + paused.person + " answered the bot " + TheAdapter.LOOP_TURNS
                                    + " times in a row within 3.0 s each",
                            contained());
            owner.opensTab("Outbox");
            assertThat(owner.heading("Sending is paused")).isVisible();
            owner.page()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Cancel what waits for person " + paused.person))
                    .click();
            owner.presses("Cancel them");
            owner.seesNotice("Cancelled");
            paused.bot.awaitOutcome(paused.lastReply(), "message.failed");
            owner.page().locator("#outbox #release").click();
            owner.presses("Release");
            owner.seesNotice("Released");
            assertThat(owner.state().locator(".badge").nth(1)).hasText("healthy", within());

            String person = adapter.newPerson();
            paused.bot.reply(paused.channel.conversation(person), "after", "I am mended.");
            paused.bot.awaitOutcome("after", "message.sent");
        }
    }

    /** A bot with its channel, and whom it talks to there. */
    private static final class Side {
        private final TestChannel channel;
        private final BotUnderTest bot;
        private final String person;
        private int written;

        Side(TestChannel channel, BotUnderTest bot, String person) {
            this.channel = channel;
            this.bot = bot;
            this.person = person;
        }

        /** Writes one more message; whether it is sent, and not paused. */
        boolean writes() {
            written++;
            bot.reply(channel.conversation(person), lastReply(), "Thank you for message " + written + ".");
            BotUnderTest.Event outcome = bot.awaitEvent(
                    "what became of " + lastReply(),
                    event -> event.data().path("replyId").asText().equals(lastReply()));
            if (outcome.type().equals("message.deferred")) {
                assertThat(outcome.data().path("reason").asText()).isEqualTo("paused");
                return false;
            }
            return true;
        }

        void reads(int messages) {
            bot.awaitReceived(channel.conversation(person), messages);
        }

        String lastReply() {
            return "message-" + written;
        }
    }

    /** Each answers as soon as the other wrote; the one that is paused for it. */
    private static Side talksUntilPaused(Side first, Side second) {
        // Where this machine is slow once, their count begins anew.
        while (first.written < 4 * TheAdapter.LOOP_TURNS) {
            if (!first.writes()) {
                assertThat(first.written).isGreaterThanOrEqualTo(TheAdapter.LOOP_TURNS);
                return first;
            }
            second.reads(first.written);
            if (!second.writes()) {
                return second;
            }
            first.reads(second.written);
        }
        throw new AssertionError("nobody found that two bots answer each other");
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout((double) TheAdapter.LIMIT.toMillis());
    }

    private static LocatorAssertions.ContainsTextOptions contained() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout((double) TheAdapter.LIMIT.toMillis());
    }
}
