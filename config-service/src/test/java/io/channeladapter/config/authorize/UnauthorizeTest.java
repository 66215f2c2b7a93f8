package io.channeladapter.config.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.config.authorize.Report.Connected;
import io.channeladapter.config.decide.Samples;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a former connection leaves at Twitter, once the present one stands. */
class UnauthorizeTest {
    private static final URI CALLBACK = URI.create("https://bots.example.com/webhooks/twitter/" + Samples.STREAM);
    private static final Credentials KEYS = keys("app-1", "token-1");
    private static final Target FORMER = new Target(ApiGeneration.ACCOUNT_ACTIVITY_V1, "prod", KEYS, CALLBACK);

    private final FakeTwitterApi before = new FakeTwitterApi(KEYS, "prod", Samples.ACCOUNT);
    private final Unauthorize unauthorize = new Unauthorize(generation -> before);

    @Test
    void newTokensOfTheSameAccountLeaveEverythingWhereItIs() {
        Connected connected = connect(FORMER);
        Target present = new Target(FORMER.generation(), "prod", keys("app-1", "token-2"), CALLBACK);

        assertThat(unauthorize.former(Samples.STREAM, FORMER, connected, present, connected))
                .isEmpty();

        assertThat(webhooks()).hasSize(1);
        assertThat(subscribed()).isTrue();
    }

    @Test
    void anotherAppLeavesNothingAtTheFormer() {
        Connected connected = connect(FORMER);
        Target present = new Target(FORMER.generation(), "prod", keys("app-2", "token-2"), CALLBACK);

        assertThat(unauthorize.former(Samples.STREAM, FORMER, connected, present, new Connected(Samples.ACCOUNT, "77")))
                .containsExactly(
                        "The former subscription of @demo_shop was ended.",
                        "The former webhook " + connected.webhookId() + " was removed.");

        assertThat(webhooks()).isEmpty();
        assertThat(subscribed()).isFalse();
    }

    @Test
    void anotherGenerationLeavesNothingAtTheFormer() {
        Connected connected = connect(FORMER);
        Target present = new Target(ApiGeneration.ACCOUNT_ACTIVITY_V2, "", KEYS, CALLBACK);

        unauthorize.former(Samples.STREAM, FORMER, connected, present, new Connected(Samples.ACCOUNT, "77"));

        assertThat(webhooks()).isEmpty();
        assertThat(subscribed()).isFalse();
    }

    @Test
    void anotherAccountOnTheSameWebhookEndsOnlyTheFormerSubscription() {
        Connected connected = connect(FORMER);
        TwitterAccount other = new TwitterAccount("43", "other_shop", "Other Shop", null);

        assertThat(unauthorize.former(
                        Samples.STREAM, FORMER, connected, FORMER, new Connected(other, connected.webhookId())))
                .containsExactly("The former subscription of @demo_shop was ended.");

        assertThat(webhooks()).hasSize(1);
    }

    @Test
    void theSubscriptionOfADevEnvironmentOutlivesItsWebhook() {
        Connected connected = connect(FORMER);

        unauthorize.former(Samples.STREAM, FORMER, connected, FORMER, new Connected(Samples.ACCOUNT, "77"));

        assertThat(subscribed()).isTrue();
        assertThat(webhooks()).isEmpty();
    }

    @Test
    void aWebhookThatLeadsElsewhereIsNotOursAndStays() {
        before.registerWebhook(KEYS, "prod", URI.create("https://other.example.com/hook"));
        Connected connected =
                new Connected(Samples.ACCOUNT, webhooks().getFirst().id());
        Target present = new Target(FORMER.generation(), "test", KEYS, CALLBACK);

        unauthorize.former(Samples.STREAM, FORMER, connected, present, new Connected(Samples.ACCOUNT, "77"));

        assertThat(webhooks()).hasSize(1);
    }

    @Test
    void whatTwitterDoesNotLetGoIsTold() {
        Connected connected = connect(FORMER);
        before.refuseNext(new Refusal(Refusal.Kind.CREDENTIALS, 401, 89, "Invalid or expired token.", null));
        Target present = new Target(FORMER.generation(), "test", KEYS, CALLBACK);

        assertThat(unauthorize.former(Samples.STREAM, FORMER, connected, present, new Connected(Samples.ACCOUNT, "77")))
                .contains(
                        "The subscription of @demo_shop could not be ended (HTTP 401, code 89): do it in the developer"
                                + " portal.");
    }

    private Connected connect(Target target) {
        before.registerWebhook(KEYS, target.environment(), CALLBACK);
        before.subscribe(KEYS, target.environment(), "");
        return new Connected(Samples.ACCOUNT, webhooks().getFirst().id());
    }

    private List<Webhook> webhooks() {
        TwitterApi api = before;
        return api.webhooks(KEYS, "prod") instanceof TwitterAnswer.Success<List<Webhook>>(var list, var _)
                ? list
                : List.of();
    }

    private boolean subscribed() {
        return before.subscribed(KEYS, "prod", "") instanceof TwitterAnswer.Success<Boolean>(Boolean is, var _) && is;
    }

    private static Credentials keys(String app, String token) {
        return new Credentials(new Secret(app), new Secret(app + "-s"), new Secret(token), new Secret(token + "-s"));
    }
}
