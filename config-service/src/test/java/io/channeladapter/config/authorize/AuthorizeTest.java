package io.channeladapter.config.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.testing.FakeTwitterApi;
import io.channeladapter.config.authorize.StepResult.Result;
import io.channeladapter.config.authorize.StepResult.Step;
import io.channeladapter.config.decide.Samples;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthorizeTest {
    private static final URI CALLBACK = URI.create("https://bots.example.com/webhooks/twitter/" + Samples.STREAM);
    private static final URI FORMER = URI.create("https://old.example.com/webhooks/twitter/" + Samples.STREAM);
    private static final Refusal TROUBLE = new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null);
    private static final Credentials KEYS =
            new Credentials(new Secret("ak"), new Secret("as"), new Secret("at"), new Secret("ats"));

    private final FakeTwitterApi twitter = new FakeTwitterApi(KEYS, "prod", Samples.ACCOUNT);
    private CallbackProbe.Answer probed = new CallbackProbe.Answer.Right();
    private final Authorize authorize =
            new Authorize(generation -> twitter, (url, key) -> probed, InstantSource.fixed(Samples.NOW));

    @Test
    void allStepsPassAndTheAccountIsConnected() {
        Report report = run(null);

        assertThat(results(report))
                .containsExactly(Result.PASSED, Result.PASSED, Result.PASSED, Result.PASSED, Result.PASSED);
        assertThat(report.steps()).extracting(StepResult::step).containsExactly(Step.values());
        assertThat(report.connected())
                .isNotNull()
                .satisfies(c -> assertThat(c.account()).isEqualTo(Samples.ACCOUNT));
        assertThat(subscribed()).isTrue();
    }

    @Test
    void aSecondTimeReusesTheWebhook() {
        Report first = run(null);
        Report second = run(null);

        assertThat(second.connected()).isEqualTo(first.connected());
        assertThat(webhooks()).hasSize(1);
        assertThat(detail(second, Step.WEBHOOK)).contains("already");
    }

    @Test
    void aCallbackThatDoesNotAnswerFailsAndNothingIsRegistered() {
        probed = new CallbackProbe.Answer.Wrong(CallbackProbe.Fault.NO_CONNECTION, 0);

        Report report = run(null);

        assertThat(results(report))
                .containsExactly(Result.FAILED, Result.PASSED, Result.PASSED, Result.SKIPPED, Result.SKIPPED);
        assertThat(report.connected()).isNull();
        assertThat(webhooks()).isEmpty();
    }

    @Test
    void wrongKeysFailAndLeaveThePermissionUnchecked() {
        Credentials wrong = new Credentials(new Secret("x"), new Secret("as"), new Secret("at"), new Secret("ats"));

        Report report = authorize.run(target(wrong, "prod"), Consent.NONE, Accounts.NONE, Progress.SILENT);

        assertThat(results(report))
                .containsExactly(Result.PASSED, Result.FAILED, Result.SKIPPED, Result.SKIPPED, Result.SKIPPED);
        assertThat(detail(report, Step.CREDENTIALS)).contains("does not accept", "Copy all four again");
    }

    @Test
    void tokensWithoutDirectMessagesFailAndTheOwnerLearnsToMakeThemAnew() {
        twitter.access(AccessLevel.READ_WRITE);

        Report report = run(null);

        assertThat(results(report))
                .containsExactly(Result.PASSED, Result.PASSED, Result.FAILED, Result.SKIPPED, Result.SKIPPED);
        assertThat(detail(report, Step.PERMISSION)).contains("Read and write and Direct message", "Regenerate");
    }

    @Test
    void anotherWebhookIsNeverRemovedUnasked() {
        URI other = URI.create("https://other.example.com/hook");
        twitter.registerWebhook(KEYS, "prod", other);

        Report report = run(null);

        assertThat(detail(report, Step.WEBHOOK)).contains(other.toString(), "replace");
        assertThat(step(report, Step.WEBHOOK).replaceable())
                .containsExactly(
                        new StepResult.Replaceable(webhooks().getFirst().id(), other));
        assertThat(webhooks()).extracting(Webhook::url).containsExactly(other);
        assertThat(subscribed()).isFalse();
    }

    @Test
    void anotherWebhookIsReplacedWhereThatIsAskedFor() {
        twitter.registerWebhook(KEYS, "prod", URI.create("https://other.example.com/hook"));
        Webhook other = webhooks().getFirst();

        Report report = run(other.id());

        assertThat(report.connected()).isNotNull();
        assertThat(webhooks()).extracting(Webhook::url).containsExactly(CALLBACK);
    }

    @Test
    void eachWebhookInTheWayIsOfferedAndOurOwnUnderAFormerAddressFirst() {
        URI other = URI.create("https://other.example.com/hook");
        twitter.stands(other);
        twitter.stands(FORMER);

        Report report = run(null);

        assertThat(step(report, Step.WEBHOOK).replaceable())
                .extracting(StepResult.Replaceable::url)
                .containsExactly(FORMER, other);
        assertThat(detail(report, Step.WEBHOOK))
                .contains(other + ", which may be in use elsewhere", FORMER + ", this channel's own", "one of them");
    }

    @Test
    void aReplacementThatFailsSaysThatTheOtherWebhookIsGone() {
        URI other = URI.create("https://other.example.com/hook");
        twitter.stands(other);
        String id = webhooks().getFirst().id();
        // After account, webhooks and the removal.
        twitter.refuseAfter(3, TROUBLE);

        Report report = run(id);

        assertThat(detail(report, Step.WEBHOOK))
                .contains(other + " was removed", "until its owner registers it again", "an error of its own");
        assertThat(webhooks()).isEmpty();
    }

    @Test
    void aReplacementThatFailsPutsOurOwnFormerWebhookBack() {
        twitter.stands(FORMER);
        String id = webhooks().getFirst().id();
        // After account, webhooks and the removal.
        twitter.refuseAfter(3, TROUBLE);

        Report report = run(id);

        assertThat(detail(report, Step.WEBHOOK)).contains(FORMER + ", which was put back");
        assertThat(webhooks()).extracting(Webhook::url).containsExactly(FORMER);
    }

    @Test
    void aWebhookThatAnotherAttemptRegistersMeanwhileIsTaken() {
        twitter.beforeRegistering(() -> twitter.stands(CALLBACK));

        Report report = run(null);

        assertThat(report.connected()).isNotNull();
        assertThat(webhooks()).hasSize(1);
    }

    @Test
    void anAddressThatStandsAlreadyAndIsNotListedIsOfAnotherApp() {
        FakeTwitterApi v2 = FakeTwitterApi.v2(KEYS, Samples.ACCOUNT);
        v2.refuseAfter(2, new Refusal(Refusal.Kind.PERMANENT, 400, 0, "DuplicateUrlFailed", "there", null));

        Report report = new Authorize(generation -> v2, (url, key) -> probed, InstantSource.fixed(Samples.NOW))
                .run(
                        new Target(ApiGeneration.ACCOUNT_ACTIVITY_V2, "", KEYS, CALLBACK),
                        Consent.NONE,
                        Accounts.NONE,
                        Progress.SILENT);

        assertThat(detail(report, Step.WEBHOOK)).contains("of another app than these keys");
    }

    @Test
    void onlyTheWebhookThatWasNamedIsReplaced() {
        URI other = URI.create("https://other.example.com/hook");
        twitter.registerWebhook(KEYS, "prod", other);

        Report report = run("4711");

        assertThat(report.connected()).isNull();
        assertThat(webhooks()).extracting(Webhook::url).containsExactly(other);
    }

    @Test
    void oursUnderAFormerAddressIsCalledSo() {
        twitter.registerWebhook(KEYS, "prod", URI.create("https://old.example.com" + CALLBACK.getPath()));

        assertThat(detail(run(null), Step.WEBHOOK)).contains("own under a former address");
    }

    @Test
    void oursThatTwitterHoldsForInvalidIsChallengedAgain() {
        run(null);
        twitter.invalidate();

        Report report = run(null);

        assertThat(report.connected()).isNotNull();
        assertThat(detail(report, Step.WEBHOOK)).contains("challenged it again");
        assertThat(webhooks())
                .singleElement()
                .satisfies(webhook -> assertThat(webhook.valid()).isTrue());
    }

    @Test
    void eachStepIsToldAsItBeginsAndEnds() {
        List<String> told = new ArrayList<>();
        authorize.run(target(KEYS, "prod"), Consent.NONE, Accounts.NONE, new Progress() {
            @Override
            public void began(Step step) {
                told.add("began " + step.wire());
            }

            @Override
            public void ended(StepResult step) {
                told.add("ended " + step.step().wire());
            }
        });

        assertThat(told)
                .containsExactly(
                        "began callback",
                        "ended callback",
                        "began credentials",
                        "ended credentials",
                        "began permission",
                        "ended permission",
                        "began webhook",
                        "ended webhook",
                        "began subscription",
                        "ended subscription");
    }

    @Test
    void theAccountIsToldWithItsStep() {
        assertThat(step(run(null), Step.CREDENTIALS).account()).isEqualTo(Samples.ACCOUNT);
    }

    @Test
    void anAccountOfAnotherChannelIsNotConnectedTwice() {
        Report report = authorize.run(
                target(KEYS, "prod"),
                new Consent(null, Samples.ACCOUNT.id()),
                new Accounts(null, account -> Optional.of("bot press, by its channel st-1")),
                Progress.SILENT);

        assertThat(results(report))
                .containsExactly(Result.PASSED, Result.FAILED, Result.PASSED, Result.SKIPPED, Result.SKIPPED);
        assertThat(detail(report, Step.CREDENTIALS))
                .contains("connected already to bot press, by its channel st-1", "one bot");
        assertThat(webhooks()).isEmpty();
    }

    @Test
    void anotherAccountThanBeforeIsConnectedOnlyWhereItsOwnerSaysSo() {
        TwitterAccount before = new TwitterAccount("7", "old_shop", "Old Shop", null);
        Accounts accounts = new Accounts(before, account -> Optional.empty());

        Report asked = authorize.run(target(KEYS, "prod"), Consent.NONE, accounts, Progress.SILENT);
        Report wrong = authorize.run(target(KEYS, "prod"), new Consent(null, "7"), accounts, Progress.SILENT);
        assertThat(webhooks()).isEmpty();
        Report allowed =
                authorize.run(target(KEYS, "prod"), new Consent(null, Samples.ACCOUNT.id()), accounts, Progress.SILENT);

        assertThat(asked.connected()).isNull();
        assertThat(wrong.connected()).isNull();
        assertThat(step(asked, Step.CREDENTIALS).former()).isEqualTo(before);
        assertThat(detail(asked, Step.CREDENTIALS)).contains("@demo_shop", "@old_shop", "Have the account changed");
        assertThat(allowed.connected()).isNotNull();
    }

    @Test
    void aWrongLabelIsNamed() {
        Report report = authorize.run(target(KEYS, "Prod"), Consent.NONE, Accounts.NONE, Progress.SILENT);

        assertThat(detail(report, Step.WEBHOOK)).contains("no dev environment Prod", "capitals count");
    }

    @Test
    void deletingTakesBackSubscriptionAndWebhook() {
        Report report = run(null);

        assertThat(unauthorize(report)).isEmpty();

        assertThat(webhooks()).isEmpty();
        assertThat(subscribed()).isFalse();
    }

    @Test
    void whatCannotBeTakenBackIsTold() {
        Report report = run(null);
        // After the webhooks were listed.
        twitter.refuseAfter(1, new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null));

        assertThat(unauthorize(report))
                .containsExactly(
                        "The subscription of @demo_shop could not be ended (HTTP 503, code 130): do it in the developer portal.");
        assertThat(webhooks()).isEmpty();
    }

    private Report run(@Nullable String replaceWebhook) {
        return authorize.run(target(KEYS, "prod"), new Consent(replaceWebhook, null), Accounts.NONE, Progress.SILENT);
    }

    private List<String> unauthorize(Report report) {
        return new Unauthorize(generation -> twitter)
                .run(Samples.STREAM, new Left(target(KEYS, "prod"), null, report.connected()), account -> false);
    }

    private static Target target(Credentials credentials, String environment) {
        return new Target(ApiGeneration.ACCOUNT_ACTIVITY_V1, environment, credentials, CALLBACK);
    }

    private List<Webhook> webhooks() {
        return twitter.webhooks(KEYS, "prod") instanceof TwitterAnswer.Success<List<Webhook>>(var list, var _)
                ? list
                : List.of();
    }

    private boolean subscribed() {
        return twitter.subscribed(KEYS, "prod", "1") instanceof TwitterAnswer.Success<Boolean>(Boolean is, var _) && is;
    }

    private static List<Result> results(Report report) {
        return report.steps().stream().map(StepResult::result).toList();
    }

    private static String detail(Report report, Step step) {
        return step(report, step).detail();
    }

    private static StepResult step(Report report, Step step) {
        return report.steps().stream().filter(s -> s.step() == step).findFirst().orElseThrow();
    }
}
