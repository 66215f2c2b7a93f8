package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.system.BotUnderTest;
import io.channeladapter.system.BotUnderTest.Event;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.Twitter;
import io.channeladapter.system.WithAdapter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An owner connects an account to a bot, uses it, and deletes it, all on the page. */
@ExtendWith({WithAdapter.class, WithBrowser.class})
class JourneyInBrowserIT {
    private final TheAdapter adapter;
    private final Twitter twitter;

    JourneyInBrowserIT(TheAdapter adapter) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
    }

    @Test
    void anOwnerConnectsAnAccountUsesItAndDeletesItForEver(Owner owner) {
        connectsUsesAndDeletes(owner);
    }

    @Test
    void theKeyboardAloneIsEnough(@Seen(Look.KEYBOARD) Owner owner) {
        connectsUsesAndDeletes(owner);
    }

    @Test
    void aPhoneIsEnough(@Seen(Look.PHONE) Owner owner) {
        connectsUsesAndDeletes(owner);
    }

    @Test
    void aBrowserWithoutJavaScriptIsEnough(@Seen(Look.WITHOUT_JAVASCRIPT) Owner owner) {
        connectsUsesAndDeletes(owner);
    }

    private void connectsUsesAndDeletes(Owner owner) {
        String botId = adapter.newBotId();
        JsonNode keys = adapter.newAccount();
        String account = keys.path("accountId").asText();

        owner.signsIn();
        owner.namesNewBot(botId);
        String streamId = owner.choosesTwitter();
        owner.seesState("draft", "not connected");
        assertThat(owner.copiesCallbackUrl()).endsWith("/webhooks/twitter/" + streamId);

        owner.enters(keys);
        owner.saves();
        owner.seesNotice("Saved");
        owner.seesState("configured", "not connected");
        seesEachStepAsItIsTaken(owner, account);
        owner.presses("Enable");
        owner.seesNotice("Enabled");
        owner.seesState("enabled", "healthy");

        String person = adapter.newPerson();
        try (BotUnderTest bot = adapter.bot(botId)) {
            answers(bot, streamId, person, account, 1);

            owner.hasUnclearRepliesReported();
            owner.saves();
            owner.seesNotice("Saved");
            owner.disables();
            owner.seesState("disabled", "healthy");
            twitter.write(person, account, "Nobody hears this.");
            owner.enables();
            assertThat(owner.unclearReplies()).hasValue("report");
            answers(bot, streamId, person, account, 2);
        }

        owner.presses("Delete this channel");
        assertThat(owner.heading("Delete this channel for ever?")).isVisible();
        owner.confirmsDeletion("another-bot");
        owner.seesNotice("Not deleted");
        owner.confirmsDeletion(botId);
        owner.seesNotice("Deleted");
        assertThat(owner.page().getByText(streamId)).hasCount(0);
        owner.opens("/channels/" + streamId + "/configurations");
        assertThat(owner.heading("There is no such channel")).isVisible();
    }

    private void seesEachStepAsItIsTaken(Owner owner, String account) {
        String slow = twitter.fault(account, "latency", Map.of("on", "all", "millis", 600));
        owner.authorizes();
        assertThat(owner.results()).hasText(new String[] {"passed", "running"});
        assertThat(owner.results()).hasText(new String[] {"passed", "passed", "passed", "running"});
        assertThat(owner.results()).hasText(new String[] {"passed", "passed", "passed", "passed", "running"});
        assertThat(owner.results()).hasText(new String[] {"passed", "passed", "passed", "passed", "passed"});
        owner.seesNotice("Authorized");
        twitter.takeBack(slow);
    }

    private void answers(BotUnderTest bot, String streamId, String person, String account, int count) {
        twitter.write(person, account, "Hello " + count);
        Event event = bot.awaitReceived(streamId + ":" + person, count).getLast();
        assertThat(event.text()).isEqualTo("Hello " + count);
        bot.reply(event.key(), event.id(), "Answer " + count);
        assertThat(twitter.awaitReceived(person, account, count)).last().isEqualTo("Answer " + count);
    }
}
