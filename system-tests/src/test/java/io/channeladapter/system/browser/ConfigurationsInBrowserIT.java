package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.WithAdapter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the tab Configurations shows, to whom, and what it never shows. */
@ExtendWith({WithAdapter.class, WithBrowser.class})
class ConfigurationsInBrowserIT {
    private final TheAdapter adapter;

    ConfigurationsInBrowserIT(TheAdapter adapter) {
        this.adapter = adapter;
    }

    @Test
    void g9_onceSavedNoKeyAndNoTokenIsInAnyPage(Owner owner) {
        TestChannel channel = adapter.configuredChannel(adapter.newBotId(), adapter.newAccount());
        owner.signsIn();
        owner.opens(channel.page());
        owner.enters(channel.keys());
        owner.saves();
        owner.seesNotice("Saved");
        assertThat(channel.secrets()).noneMatch(owner.page().content()::contains);
        for (String label : List.of("API key", "API secret key", "Access token", "Access token secret")) {
            assertThat(owner.field(label)).hasValue("");
        }

        owner.authorizes();
        owner.seesNotice("Authorized");

        assertThat(channel.secrets()).noneMatch(owner.page().content()::contains);
        for (String tab : List.of("configurations", "health", "activity", "history", "delete")) {
            owner.opens(channel.tab(tab));
            assertThat(channel.secrets()).as(tab).noneMatch(owner.page().content()::contains);
        }
    }

    @Test
    void whoSavesSecondIsToldWhatTheFirstChangedAndKeepsWhatWasTyped(Owner first, Owner second) {
        TestChannel channel = adapter.configuredChannel(adapter.newBotId(), adapter.newAccount());
        first.signsIn();
        first.opens(channel.page());
        second.signsIn();
        second.opens(channel.page());

        first.field("Dev environment label").fill("label-of-the-first");
        first.saves();
        first.seesNotice("Saved");
        second.field("Dev environment label").fill("label-of-the-second");
        second.hasUnclearRepliesReported();
        second.field("API key").fill("a-key-that-is-new");
        second.saves();

        second.seesNotice("Not saved: someone else changed this channel meanwhile");
        Locator told = second.notice().first();
        assertThat(told).containsText("admin: Saved the configuration");
        assertThat(told).containsText("label-of-the-first");
        assertThat(told).containsText("What you entered is still here, but for keys and tokens");
        assertThat(second.notice().nth(1)).containsText("Dev environment label: label-of-the-first");
        assertThat(second.field("Dev environment label")).hasValue("label-of-the-second");
        assertThat(second.unclearReplies()).hasValue("report");
        assertThat(second.field("API key")).hasValue("");

        second.saves();
        second.seesNotice("Saved");
        assertThat(second.field("Dev environment label")).hasValue("label-of-the-second");
    }

    @Test
    void whoPressesAButtonOfAPageThatIsOldIsToldWhatWasChanged(Owner first, Owner second) {
        TestChannel channel = adapter.configuredChannel(adapter.newBotId(), adapter.newAccount());
        first.signsIn();
        first.opens(channel.page());
        second.signsIn();
        second.opens(channel.page());

        first.field("Dev environment label").fill("another-label");
        first.saves();
        first.seesNotice("Saved");
        second.authorizes();

        second.seesNotice("Not done: someone else changed this channel meanwhile");
        assertThat(second.notice()).containsText("admin: Saved the configuration");
        assertThat(second.notice()).containsText("another-label");
    }

    @Test
    void whatIsWrongIsToldBesideItsField(Owner owner) {
        owner.signsIn();
        owner.namesNewBot(adapter.newBotId());
        owner.choosesTwitter();
        owner.enters(adapter.newAccount());
        owner.field("Dev environment label").fill("with spaces");
        owner.field("Access token").fill("");
        owner.saves();

        owner.seesNotice("Not saved");
        assertThat(owner.field("Dev environment label")).hasAttribute("aria-invalid", "true");
        assertThat(owner.field("Dev environment label"))
                .hasAccessibleDescription("Dev environment label must be the label of the dev environment at Twitter,"
                        + " 1 to 100 letters, digits, _, - or .");
        assertThat(owner.field("Access token")).hasAttribute("aria-invalid", "true");
        assertThat(owner.field("Access token"))
                .hasAccessibleDescription("Access token must be given whole, 1 to 200 characters without spaces.");
        assertThat(owner.field("Dev environment label")).hasValue("with spaces");
        assertThat(owner.page().locator("[aria-invalid=true]")).hasCount(2);
    }

    @Test
    void formAndGuideFitTheGeneration(Owner owner) {
        owner.signsIn();
        owner.namesNewBot(adapter.newBotId());
        owner.choosesTwitter();
        Locator guide = owner.page().locator(".guide");

        assertThat(owner.field("Dev environment label")).isVisible();
        assertThat(guide.getByText("Set up a dev environment")).isVisible();
        owner.page().getByLabel("Account Activity API v2").check();

        assertThat(owner.field("Dev environment label")).isHidden();
        assertThat(guide.getByText("Set up a dev environment")).isHidden();
        assertThat(guide.getByText("Check that your plan has webhooks")).isVisible();
    }

    @Test
    void aViewerSeesEveryPageAndNoFormThatChangesAnything(Owner viewer) {
        TestChannel channel = adapter.newChannel(adapter.newBotId());
        viewer.signsIn(adapter.viewerToken());

        for (String path : List.of(
                "/",
                "/bots/" + channel.botId(),
                channel.page(),
                channel.tab("health"),
                channel.tab("activity"),
                channel.tab("history"))) {
            viewer.opens(path);
            assertThat(viewer.page().getByText(channel.botId()).first()).isVisible();
            assertThat(viewer.formsThatChange()).as(path).isEmpty();
        }
        viewer.opens(channel.page());
        assertThat(viewer.page().getByText("You may look at this channel, not change it"))
                .isVisible();
        viewer.opens(channel.tab("delete"));
        viewer.seesNotice("You may not do this");
    }
}
