package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.channeladapter.system.TheAdapter;

/** A person who owns channels, at a browser of their own. One thread. */
final class Owner implements AutoCloseable {
    private final TheAdapter adapter;
    private final BrowserContext session;
    private final Disturbances disturbances;
    private final Page page;

    Owner(TheAdapter adapter, BrowserContext session) {
        this(adapter, session, new Disturbances(adapter.addresses().configUrl()));
    }

    private Owner(TheAdapter adapter, BrowserContext session, Disturbances disturbances) {
        this.adapter = adapter;
        this.session = session;
        this.disturbances = disturbances;
        this.page = session.newPage();
        disturbances.watch(page);
    }

    /** The page before this person, for what is asked once only. */
    Page page() {
        return page;
    }

    /** The same person at a second tab of the same browser. */
    Owner atSecondTab() {
        return new Owner(adapter, session, disturbances);
    }

    void signsIn() {
        signsIn(adapter.addresses().adminToken());
    }

    void signsIn(String token) {
        opens("/");
        page.getByLabel("Token").fill(token);
        presses("Sign in");
        assertThat(heading("Bots")).isVisible();
    }

    void opens(String path) {
        page.navigate(path);
    }

    void opensTab(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Channel"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                .click();
    }

    void namesNewBot(String botId) {
        page.getByLabel("Bot's name").fill(botId);
        presses("New bot");
        assertThat(heading(botId)).isVisible();
    }

    /** Makes the bot's channel; its streamid. */
    String choosesTwitter() {
        presses("Twitter");
        seesNotice("Channel created");
        return streamId();
    }

    /** The channel of the page, by its address. */
    String streamId() {
        return page.url().replaceFirst(".*/channels/", "").replaceFirst("[/?#].*", "");
    }

    /** Presses Copy; what is in the clipboard then. */
    String copiesCallbackUrl() {
        presses("Copy");
        assertThat(button("Copied")).isVisible();
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }

    /** Fills in what an account's developer brought; without a label, for v2. */
    void enters(JsonNode keys) {
        String label = keys.path("environmentLabel").asText();
        if (label.isEmpty()) {
            page.getByLabel("Account Activity API v2").check();
        } else {
            page.getByLabel("Account Activity API v1.1").check();
            page.getByLabel("Dev environment label").fill(label);
        }
        field("API key").fill(keys.path("apiKey").asText());
        field("API secret key").fill(keys.path("apiSecretKey").asText());
        field("Access token").fill(keys.path("accessToken").asText());
        field("Access token secret").fill(keys.path("accessTokenSecret").asText());
    }

    /** Saves what stands in the form. */
    void saves() {
        presses("Save");
    }

    void authorizes() {
        presses("Authorize");
    }

    /** Enables by the button above the tabs. */
    void enables() {
        state().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Enable"))
                .click();
        seesNotice("Enabled");
    }

    void disables() {
        presses("Disable");
        seesNotice("Disabled");
    }

    /** Types a bot's name where a deletion is confirmed, and deletes. */
    void confirmsDeletion(String botId) {
        page.locator("#confirm").fill(botId);
        presses("Delete for ever");
    }

    void presses(String name) {
        button(name).click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    /** What the channel's state is, above its tabs. */
    Locator state() {
        return page.locator("#state");
    }

    /** Results of the steps that are on the page, in their order. */
    Locator results() {
        return page.locator("ol.steps > li:visible .badge");
    }

    /** A step of authorizing, with what is said of it. */
    Locator step(String title) {
        return page.locator("ol.steps > li:visible")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
    }

    /** What is told above the page, or at the end of the steps. */
    Locator notice() {
        return page.locator(".notice");
    }

    void seesNotice(String title) {
        assertThat(notice().locator("strong").first()).hasText(title);
    }

    void seesState(String... badges) {
        assertThat(state().locator(".badge")).hasText(badges);
    }

    /** Asserts that nothing happened in this browser that none of our pages may do. */
    void wasNotDisturbed() {
        assertThat(disturbances.all()).isEmpty();
    }

    @Override
    public void close() {
        session.close();
    }
}
