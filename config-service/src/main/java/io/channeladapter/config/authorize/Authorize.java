package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.VerifiedAccount;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.authorize.Report.Connected;
import io.channeladapter.config.authorize.StepResult.Result;
import io.channeladapter.config.authorize.StepResult.Step;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects what was entered for a channel to Twitter, step by step: callback, credentials, permission, webhook,
 * subscription. The first three are all tried, so that the owner sees all that is wrong at once; webhook and
 * subscription only where everything before them passed. Each step finds what an earlier attempt has done and keeps it.
 * Another webhook is removed only where it is the one that the owner named. Safe for many threads.
 */
public final class Authorize {
    private final TwitterApis twitter;
    private final CallbackProbe probe;
    private final InstantSource clock;

    public Authorize(TwitterApis twitter, CallbackProbe probe, InstantSource clock) {
        this.twitter = twitter;
        this.probe = probe;
        this.clock = clock;
    }

    /**
     * Takes all steps.
     *
     * @param accounts what is known of the channel's account and of others
     * @param progress is told of each step as it begins and ends
     */
    public Report run(Target target, Consent consent, Accounts accounts, Progress progress) {
        return new Attempt(target, consent, accounts, progress).run();
    }

    /** One attempt. One thread. */
    private final class Attempt {
        private final Target target;
        private final TwitterApi api;
        private final Consent consent;
        private final Accounts accounts;
        private final Progress progress;
        private final List<StepResult> steps = new ArrayList<>();
        private boolean failed;
        private long begunMillis;

        Attempt(Target target, Consent consent, Accounts accounts, Progress progress) {
            this.target = target;
            this.api = twitter.of(target.generation());
            this.consent = consent;
            this.accounts = accounts;
            this.progress = progress;
        }

        Report run() {
            callback();
            Optional<VerifiedAccount> account = account();
            account.ifPresentOrElse(
                    this::permission, () -> skip(Step.PERMISSION, "Not checked, since the step before it failed."));
            Optional<String> webhookId = failed ? skipped(Step.WEBHOOK) : webhook();
            if (failed) {
                skipped(Step.SUBSCRIPTION);
            } else {
                subscription(webhookId.orElseThrow());
            }
            @Nullable
            Connected connected = failed || account.isEmpty() || webhookId.isEmpty()
                    ? null
                    : new Connected(account.get().account(), webhookId.get());
            return new Report(steps, connected, List.of());
        }

        private void callback() {
            begin(Step.CALLBACK);
            switch (probe.challenge(target.callbackUrl(), target.credentials().apiSecretKey())) {
                case CallbackProbe.Answer.Right _ ->
                    pass(
                            Step.CALLBACK,
                            target.callbackUrl() + " answers the challenge with this channel's API secret key.");
                case CallbackProbe.Answer.Wrong wrong ->
                    fail(Step.CALLBACK, Explain.callback(wrong, target.callbackUrl()));
            }
        }

        private Optional<VerifiedAccount> account() {
            begin(Step.CREDENTIALS);
            return switch (api.verifyCredentials(target.credentials())) {
                case TwitterAnswer.Success<VerifiedAccount>(VerifiedAccount found, var _) -> {
                    whose(found.account());
                    yield Optional.of(found);
                }
                case TwitterAnswer.Refused<VerifiedAccount>(Refusal refusal, var _) -> {
                    fail(Step.CREDENTIALS, refusal);
                    yield Optional.empty();
                }
            };
        }

        private void whose(TwitterAccount account) {
            String whose = "The keys and tokens are those of @" + account.screenName() + " (" + account.name() + ", id "
                    + account.id() + ").";
            Optional<String> elsewhere = accounts.elsewhere().apply(account);
            TwitterAccount present = accounts.present();
            if (elsewhere.isPresent()) {
                end(
                        Step.CREDENTIALS,
                        Result.FAILED,
                        whose + " It is connected already to " + elsewhere.get()
                                + ", and an account speaks for one bot, by"
                                + " one channel. Delete that channel, or enter the tokens of another account, then"
                                + " authorize again.",
                        account,
                        null,
                        List.of());
            } else if (present != null
                    && accounts.changesTo(account)
                    && !account.id().equals(consent.changeAccount())) {
                end(
                        Step.CREDENTIALS,
                        Result.FAILED,
                        whose + " This channel is connected as @" + present.screenName() + " (" + present.name()
                                + ", id "
                                + present.id() + "), and people who write to that one would not reach the bot any more."
                                + " Have the account changed, or enter the tokens of @" + present.screenName()
                                + ", then authorize again.",
                        account,
                        present,
                        List.of());
            } else {
                end(Step.CREDENTIALS, Result.PASSED, whose, account, null, List.of());
            }
        }

        private void permission(VerifiedAccount account) {
            begin(Step.PERMISSION);
            switch (account.access()) {
                case READ_WRITE_DIRECT_MESSAGES ->
                    pass(Step.PERMISSION, "The tokens may read and write direct messages.");
                case UNKNOWN ->
                    pass(
                            Step.PERMISSION,
                            "Twitter did not say what the tokens may do. Should sending fail, look at the app's"
                                    + " permissions first.");
                case READ, READ_WRITE -> fail(Step.PERMISSION, Explain.permission());
            }
        }

        private Optional<String> webhook() {
            begin(Step.WEBHOOK);
            return listed(present -> ours(present).map(this::reuse).orElseGet(() -> register(present)));
        }

        private Optional<String> listed(Function<List<Webhook>, Optional<String>> then) {
            return switch (api.webhooks(target.credentials(), target.environment())) {
                case TwitterAnswer.Refused<List<Webhook>>(Refusal refusal, var _) -> failed(Step.WEBHOOK, refusal);
                case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) -> then.apply(present);
            };
        }

        private Optional<Webhook> ours(List<Webhook> present) {
            return present.stream()
                    .filter(webhook -> webhook.url().equals(target.callbackUrl()))
                    .findFirst();
        }

        private Optional<String> reuse(Webhook ours) {
            if (ours.valid()) {
                pass(Step.WEBHOOK, "The webhook was registered already and is valid.");
                return Optional.of(ours.id());
            }
            if (api.challengeWebhook(target.credentials(), target.environment(), ours.id())
                    instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)) {
                return failed(Step.WEBHOOK, refusal);
            }
            pass(Step.WEBHOOK, "The webhook was registered already; Twitter challenged it again and it is valid.");
            return Optional.of(ours.id());
        }

        private Optional<String> register(List<Webhook> others) {
            return others.stream()
                    .filter(other -> other.id().equals(consent.replaceWebhook()))
                    .findFirst()
                    .map(this::replace)
                    .orElseGet(() -> switch (registered(target.callbackUrl())) {
                        case TwitterAnswer.Success<Webhook>(Webhook made, var _) ->
                            passed("The webhook is registered.", made);
                        case TwitterAnswer.Refused<Webhook>(Refusal refusal, var _) ->
                            Explain.noRoom(refusal) || Explain.standsAlready(refusal)
                                    ? listed(now -> ours(now).map(this::reuse).orElseGet(() -> inTheWay(now, refusal)))
                                    : failed(Step.WEBHOOK, refusal);
                    });
        }

        private Optional<String> replace(Webhook other) {
            if (api.removeWebhook(target.credentials(), target.environment(), other.id())
                            instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                    && refusal.kind() != Refusal.Kind.NOT_FOUND) {
                return failed(Step.WEBHOOK, refusal);
            }
            return switch (registered(target.callbackUrl())) {
                case TwitterAnswer.Success<Webhook>(Webhook made, var _) ->
                    passed("The webhook is registered in place of " + other.url() + ".", made);
                case TwitterAnswer.Refused<Webhook>(Refusal refusal, var _) -> {
                    fail(Step.WEBHOOK, whatBecameOf(other) + " " + Explain.refusal(Step.WEBHOOK, refusal, target));
                    yield Optional.empty();
                }
            };
        }

        // Another's would be challenged at a place that we know nothing of, for someone who was not asked.
        private String whatBecameOf(Webhook removed) {
            String gone = "The webhook " + removed.url() + " was removed, but this channel's was not registered in its"
                    + " place.";
            if (!target.owns(removed.url())) {
                return gone + " What used it gets no events until its owner registers it again.";
            }
            return registered(removed.url()) instanceof TwitterAnswer.Success<Webhook>
                    ? "This channel's webhook was not registered in the place of the former one, " + removed.url()
                            + ", which was put back."
                    : gone;
        }

        private TwitterAnswer<Webhook> registered(URI url) {
            return api.registerWebhook(target.credentials(), target.environment(), url);
        }

        private Optional<String> inTheWay(List<Webhook> others, Refusal refusal) {
            return Explain.noRoom(refusal) && !others.isEmpty() ? ask(others) : failed(Step.WEBHOOK, refusal);
        }

        // One of this channel under a former address is the likeliest to be of no use any more.
        private Optional<String> ask(List<Webhook> others) {
            List<Webhook> inOrder = others.stream()
                    .sorted(Comparator.comparing(other -> !target.owns(other.url())))
                    .toList();
            end(
                    Step.WEBHOOK,
                    Result.FAILED,
                    Explain.inTheWay(target, inOrder.stream().map(Webhook::url).toList()),
                    null,
                    null,
                    inOrder.stream()
                            .map(other -> new StepResult.Replaceable(other.id(), other.url()))
                            .toList());
            return Optional.empty();
        }

        private void subscription(String webhookId) {
            begin(Step.SUBSCRIPTION);
            switch (api.subscribe(target.credentials(), target.environment(), webhookId)) {
                case TwitterAnswer.Success<?> _ ->
                    pass(Step.SUBSCRIPTION, "Twitter sends the account's events to the webhook.");
                case TwitterAnswer.Refused<?>(Refusal refusal, var _) -> fail(Step.SUBSCRIPTION, refusal);
            }
        }

        private void begin(Step step) {
            begunMillis = clock.millis();
            progress.began(step);
        }

        private void pass(Step step, String detail) {
            end(step, Result.PASSED, detail, null, null, List.of());
        }

        private Optional<String> passed(String detail, Webhook webhook) {
            pass(Step.WEBHOOK, detail);
            return Optional.of(webhook.id());
        }

        private void fail(Step step, Refusal refusal) {
            fail(step, Explain.refusal(step, refusal, target));
        }

        private void fail(Step step, String detail) {
            end(step, Result.FAILED, detail, null, null, List.of());
        }

        private Optional<String> failed(Step step, Refusal refusal) {
            fail(step, refusal);
            return Optional.empty();
        }

        private Optional<String> skipped(Step step) {
            skip(step, "Not tried, since a step before it failed.");
            return Optional.empty();
        }

        private void skip(Step step, String detail) {
            begunMillis = clock.millis();
            end(step, Result.SKIPPED, detail, null, null, List.of());
        }

        private void end(
                Step step,
                Result result,
                String detail,
                @Nullable TwitterAccount account,
                @Nullable TwitterAccount former,
                List<StepResult.Replaceable> replaceable) {
            failed |= result == Result.FAILED;
            long millis = Math.max(0, clock.millis() - begunMillis);
            StepResult ended = new StepResult(step, result, detail, millis, account, former, replaceable);
            steps.add(ended);
            progress.ended(ended);
        }
    }
}
