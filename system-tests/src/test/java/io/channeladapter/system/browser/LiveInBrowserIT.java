package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.WithAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A page that is open shows what happens to its channel. */
@ExtendWith({WithAdapter.class, WithBrowser.class})
class LiveInBrowserIT {
    private final TheAdapter adapter;

    LiveInBrowserIT(TheAdapter adapter) {
        this.adapter = adapter;
    }

    @Test
    void troubleAndItsEndAreOnThePageWithoutLoadingItAgain(Owner owner) {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        owner.signsIn();
        owner.opens(channel.tab("health"));
        owner.seesState("enabled", "healthy");
        owner.page().evaluate("() => { window.neverLoadedAgain = true; }");
        Locator level = owner.state().locator(".badge").nth(1);
        Locator wrong = owner.page().locator("section[aria-labelledby=wrong]");

        adapter.twitter().revoked(channel.accountId(), true);
        try (BotUnderTest bot = adapter.bot(channel.botId())) {
            bot.reply(channel.conversation(adapter.newPerson()), "refused", "Does anyone hear me?");
        }

        assertThat(level).hasText("broken", within());
        assertThat(wrong).containsText("Twitter refused the channel's keys or tokens");
        adapter.twitter().revoked(channel.accountId(), false);
        assertThat(level).hasText("healthy", within());
        assertThat(wrong).containsText("Nothing that the adapter knows of");
        assertThat((boolean) owner.page().evaluate("() => window.neverLoadedAgain"))
                .isTrue();
    }

    private static LocatorAssertions.HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout((double) TheAdapter.LIMIT.toMillis());
    }
}
