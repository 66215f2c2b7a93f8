package io.channeladapter.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.channeladapter.system.TestChannel;
import io.channeladapter.system.TheAdapter;
import io.channeladapter.system.Twitter;
import io.channeladapter.system.WithAdapter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way of connecting is told at its step: what happened, why, and what to do. */
@ExtendWith({WithAdapter.class, WithBrowser.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizeFailuresIT {
    private final TheAdapter adapter;
    private final Twitter twitter;
    private final String botId;
    private final Owner owner;

    AuthorizeFailuresIT(TheAdapter adapter, Owner owner) {
        this.adapter = adapter;
        this.twitter = adapter.twitter();
        this.botId = adapter.newBotId();
        this.owner = owner;
        owner.signsIn();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            v1 | keys-wrong              | Keys and tokens | do not belong together               | Copy all four again
            v2 | keys-wrong              | Keys and tokens | does not accept the keys and tokens  | Copy all four again
            v1 | token-revoked           | Keys and tokens | revoked or made anew since           | choose Regenerate at Access Token and Secret
            v2 | token-revoked           | Keys and tokens | does not accept the keys and tokens  | Copy all four again
            v1 | bad-authentication-data | Keys and tokens | cut off, or has a character too many | Copy each of the four again
            v2 | bad-authentication-data | Keys and tokens | does not accept the keys and tokens  | Copy all four again
            v1 | clock-off               | Keys and tokens | clock is wrong                       | Have the operator set it by a time server
            v2 | clock-off               | Keys and tokens | clock is wrong                       | Have the operator set it by a time server
            v1 | app-suspended           | Keys and tokens | suspended the app                    | appeal, or use another app's keys
            v2 | app-suspended           | Keys and tokens | suspended the app                    | appeal, or use another app's keys
            v1 | account-suspended       | Keys and tokens | suspended the account                | Sign in to Twitter as the account
            v2 | account-suspended       | Keys and tokens | suspended the account                | Sign in to Twitter as the account
            v1 | account-locked          | Keys and tokens | locked the account                   | unlock it
            v2 | account-locked          | Keys and tokens | locked the account                   | unlock it
            v1 | rate-limited            | Keys and tokens | limit is used up                     | Wait until
            v2 | rate-limited            | Keys and tokens | limit is used up                     | Wait until
            v1 | over-capacity           | Keys and tokens | trouble of its own                   | Wait a few minutes
            v2 | over-capacity           | Keys and tokens | trouble of its own                   | Wait a few minutes
            v1 | app-unknown             | Webhook         | does not accept API key and API secret key | Copy both again
            v2 | app-unknown             | Webhook         | does not accept API key and API secret key | Copy both again
            v1 | no-access-to-api        | Webhook         | no access to the Account Activity API | Ask for it in the developer portal
            v2 | no-access-to-api        | Webhook         | lacks the Account Activity API       | put the app into a project
            v1 | wrong-label             | Webhook         | capitals count                       | Copy the label
            v2 | wrong-label             | Webhook         | Twitter refused this step            | Check keys and the app's access
            v1 | cannot-write            | Webhook         | lets this app only read              | they must be made anew
            v2 | cannot-write            | Webhook         | may not read and write direct messages | they must be made anew
            v1 | too-many-webhooks       | Webhook         | as many webhooks as Twitter allows   | Remove one with the keys that it was registered with
            v2 | too-many-webhooks       | Webhook         | as many webhooks as Twitter allows   | Remove one with the keys that it was registered with
            v1 | url-refused             | Webhook         | takes no Callback URL without TLS    | end TLS before the ingress
            v2 | url-refused             | Webhook         | must begin with https://             | set config.callback-url
            v1 | url-twice               | Webhook         | must begin with https://             | set config.callback-url
            v2 | url-twice               | Webhook         | of another app than these keys       | enter the keys of that app
            v1 | url-missing             | Webhook         | changes requests                     | check proxies on the way out
            v2 | url-missing             | Webhook         | url: queryParam is required          | Check keys and the app's access
            v1 | internal-error          | Webhook         | cannot reach the Callback URL        | check that it is reachable from the internet
            v2 | internal-error          | Webhook         | cannot reach the Callback URL        | check that it is reachable from the internet
            v1 | challenge-wrong         | Webhook         | the API secret key is another app's  | Copy the API secret key again
            v2 | challenge-wrong         | Webhook         | the API secret key is another app's  | Copy the API secret key again
            v1 | challenge-slow          | Webhook         | it waits 3 seconds                   | check the way from the internet
            v2 | challenge-slow          | Webhook         | it waits 3 seconds                   | check the way from the internet
            v1 | challenge-error         | Webhook         | an error or a redirect               | check what stands before the ingress
            v1 | challenge-redirected    | Webhook         | an error or a redirect               | check what stands before the ingress
            v2 | challenge-redirected    | Webhook         | an error or a redirect               | check what stands before the ingress
            v1 | challenge-unreachable   | Webhook         | not reachable from the internet      | check name, firewall and certificate
            v2 | challenge-unreachable   | Webhook         | not reachable from the internet      | check name, firewall and certificate
            v1 | challenge-tls           | Webhook         | its certificate is not valid         | check name, firewall and certificate
            v1 | webhook-gone            | Subscription    | was removed meanwhile                | Check whose keys these are
            v2 | webhook-gone            | Subscription    | was removed meanwhile                | it is registered anew
            v1 | not-permitted           | Subscription    | made for another app                 | keys and tokens of one and the same app
            v2 | not-permitted           | Subscription    | may not read and write direct messages | Read and write and Direct message
            v1 | subscriptions-full      | Subscription    | as many subscribed accounts          | End one of them
            v2 | subscriptions-full      | Subscription    | as many subscribed accounts          | End one of them
            """)
    void whatTwitterRefusesIsToldAtItsStepWithItsCauseAndWhatToDo(
            String generation, String trouble, String step, String why, String todo) {
        TestChannel channel = channel(generation);
        twitter.trouble(channel.accountId(), trouble);

        authorizes(channel);

        failsAt(step, why, todo);
        assertThat(channel.secrets()).noneMatch(owner.page().content()::contains);
    }

    @ParameterizedTest
    @CsvSource({"v1,read", "v1,read-write", "v2,read"})
    void aPermissionThatIsTooSmallIsToldWithTheTokensThatMustBeMadeAnew(String generation, String accessLevel) {
        TestChannel channel = channel(generation);
        twitter.mayOnly(channel.accountId(), accessLevel);

        authorizes(channel);

        failsAt(
                "Permission",
                "Tokens keep the permission that the app had when they were made",
                "choose Regenerate at Access Token and Secret");
    }

    @ParameterizedTest(name = "{0} of {2}")
    @CsvSource({
        "silence,verify,Keys and tokens,Authorize again: what was done already is found",
        "silence,webhook-register,Webhook,Authorize again: what was done already is found",
        "error,verify,Keys and tokens,Wait a few minutes"
    })
    void whatTwitterAnswersNotOrWithAPageOfAProxyIsToldAsSuch(String kind, String on, String step, String todo) {
        TestChannel channel = channel("v1");
        twitter.fault(channel.accountId(), kind, Map.of("on", on));

        authorizes(channel);

        failsAt(step, "Twitter", todo);
    }

    @Test
    void aLabelInOtherCapitalsIsToldAsAWrongLabel() {
        ObjectNode keys = adapter.newAccount().deepCopy();
        TestChannel channel = adapter.configuredChannel(botId, keys.put("environmentLabel", "Sandbox"));

        authorizes(channel);

        failsAt("Webhook", "knows no dev environment Sandbox", "Copy the label from Dev environments");
    }

    @Test
    void keysOfTwoAppsAreToldAsNotBelongingTogether() {
        ObjectNode keys = adapter.newAccount().deepCopy();
        JsonNode others = adapter.newAccount();
        keys.set("apiSecretKey", others.get("apiSecretKey"));
        TestChannel channel = adapter.configuredChannel(botId, keys);

        authorizes(channel);

        failsAt("Keys and tokens", "do not belong together", "Keys and tokens of one app");
    }

    @ParameterizedTest
    @CsvSource({"v1", "v2"})
    void aForeignWebhookIsReplacedOnlyOnceTheOwnerSaysSo(String generation) {
        TestChannel former = channel(generation);
        twitter.registers(former.keys(), former.callbackUrl());
        TestChannel channel = adapter.configuredChannel(botId, former.keys());

        authorizes(channel);

        failsAt("Webhook", "may be in use elsewhere", "Have it replaced, or remove it where it is used");
        assertThat(owner.step("Webhook").locator("code")).hasText(former.callbackUrl());
        owner.presses("Replace this webhook");
        owner.seesNotice("Authorized");
        assertThat(owner.step("Webhook")).containsText("in place of " + former.callbackUrl());
    }

    @Test
    void anAccountThatAnotherChannelHasIsNotConnectedTwice() {
        TestChannel first = channel("v1");
        authorizes(first);
        owner.seesNotice("Authorized");

        authorizes(adapter.configuredChannel(botId, first.keys()));

        owner.seesNotice("Not authorized");
        assertThat(owner.step("Keys and tokens")).containsText("is connected already to bot " + botId);
        assertThat(owner.step("Keys and tokens")).containsText("enter the tokens of another account");
    }

    @Test
    void onceTheCauseIsGoneAuthorizeAgainConnects() {
        TestChannel channel = channel("v1");
        String trouble = twitter.trouble(channel.accountId(), "subscriptions-full");
        authorizes(channel);
        failsAt("Subscription", "as many subscribed accounts", "End one of them");

        twitter.takeBack(trouble);
        owner.presses("Authorize again");

        owner.seesNotice("Authorized");
        assertThat(owner.step("Webhook")).containsText("registered already");
        owner.presses("Enable");
        owner.seesState("enabled", "healthy");
    }

    private TestChannel channel(String generation) {
        return adapter.configuredChannel(botId, adapter.newAccount("account-activity-" + generation));
    }

    private void authorizes(TestChannel channel) {
        owner.opens(channel.page());
        owner.authorizes();
    }

    /** Asserts that this step alone failed, that it says so, and that those after it were not tried. */
    private void failsAt(String step, String why, String todo) {
        owner.seesNotice("Not authorized");
        assertThat(owner.step(step).locator(".badge")).hasText("failed");
        assertThat(owner.step(step)).containsText(why);
        assertThat(owner.step(step)).containsText(todo);
        List<String> results = owner.results().allTextContents();
        int failed = results.indexOf("failed");
        assertThat(results).hasSize(5);
        assertThat(results.subList(0, failed)).containsOnly("passed");
        assertThat(results.subList(failed + 1, 5)).allMatch("skipped"::equals);
    }
}
