package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.channeladapter.system.TheAdapter;
import java.util.List;

/** A person who owns channels, at a browser of their own. One thread. */
final class Owner implements AutoCloseable {
    private final TheAdapter adapter;
    private final BrowserContext session;
    private final Look look;
    private final Disturbances disturbances;
    private final Page page;
    private final Hand hand;

    Owner(TheAdapter adapter, BrowserContext session, Look look) {
        this.adapter = adapter;
        this.session = session;
        this.look = look;
        this.disturbances = new Disturbances(adapter.addresses().configUrl());
        this.page = session.newPage();
        this.hand = Hand.of(look, page);
        disturbances.watch(page);
    }

    /** The page before this person, for what is asked once only. */
    Page page() {
        return page;
    }

    void signsIn() {
        signsIn(adapter.addresses().adminToken());
    }

    boolean isSignedIn() {
        opens("/");
        return !page.url().endsWith("/sign-in");
    }

    void signsIn(String token) {
        opens("/sign-in");
        hand.type(field("Token"), token);
        presses("Sign in");
        assertThat(heading("Bots")).isVisible();
    }

    void opens(String path) {
        page.navigate(path);
    }

    void opensTab(String name) {
        hand.press(page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Channel"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name)));
    }

    void namesNewBot(String botId) {
        hand.type(page.getByLabel("Bot's name"), botId);
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

    /** Presses Copy; what is in the clipboard then. Without JavaScript it is copied by hand. */
    String copiesCallbackUrl() {
        if (look == Look.WITHOUT_JAVASCRIPT) {
            assertThat(button("Copy")).isHidden();
            return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Callback URL"))
                    .inputValue();
        }
        presses("Copy");
        assertThat(button("Copied")).isVisible();
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }

    /** Fills in what an account's developer brought; without a label, for v2. */
    void enters(JsonNode keys) {
        String label = keys.path("environmentLabel").asText();
        if (label.isEmpty()) {
            hand.choose(page.getByLabel("Account Activity API v2"));
        } else {
            hand.choose(page.getByLabel("Account Activity API v1.1"));
            hand.type(page.getByLabel("Dev environment label"), label);
        }
        hand.type(field("API key"), keys.path("apiKey").asText());
        hand.type(field("API secret key"), keys.path("apiSecretKey").asText());
        hand.type(field("Access token"), keys.path("accessToken").asText());
        hand.type(field("Access token secret"), keys.path("accessTokenSecret").asText());
    }

    void hasUnclearRepliesReported() {
        hand.select(unclearReplies(), "Report");
    }

    Locator unclearReplies() {
        return field("When it stays unclear whether Twitter took a reply");
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
        hand.press(state().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Enable")));
        seesNotice("Enabled");
    }

    void disables() {
        presses("Disable");
        seesNotice("Disabled");
    }

    /** Types a bot's name where a deletion is confirmed, and deletes. */
    void confirmsDeletion(String botId) {
        hand.type(page.locator("#confirm"), botId);
        presses("Delete for ever");
    }

    void presses(String name) {
        hand.press(button(name));
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

    /** Where the forms of the page lead that change something; signing out and examining do not. */
    List<String> formsThatChange() {
        return page.locator("form[method=post]").all().stream()
                .map(form -> form.getAttribute("action"))
                .filter(action -> !action.equals("/sign-out") && !action.endsWith("/examine"))
                .toList();
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
