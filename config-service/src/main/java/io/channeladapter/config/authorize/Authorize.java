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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param replaceWebhook Twitter's id of another webhook that may be removed; null where none may
     * @param progress is told of each step as it begins and ends
     */
    public Report run(Target target, @Nullable String replaceWebhook, Progress progress) {
        return new Attempt(target, replaceWebhook, progress).run();
    }

    /** One attempt. One thread. */
    private final class Attempt {
        private final Target target;
        private final TwitterApi api;
        private final @Nullable String replaceWebhook;
        private final Progress progress;
        private final List<StepResult> steps = new ArrayList<>();
        private boolean failed;
        private long begunMillis;

        Attempt(Target target, @Nullable String replaceWebhook, Progress progress) {
            this.target = target;
            this.api = twitter.of(target.generation());
            this.replaceWebhook = replaceWebhook;
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
                    TwitterAccount account = found.account();
                    String whose = "The keys and tokens are those of @" + account.screenName() + " (" + account.name()
                            + ", id " + account.id() + ").";
                    end(Step.CREDENTIALS, Result.PASSED, whose, account, null);
                    yield Optional.of(found);
                }
                case TwitterAnswer.Refused<VerifiedAccount>(Refusal refusal, var _) -> {
                    fail(Step.CREDENTIALS, refusal);
                    yield Optional.empty();
                }
            };
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
            switch (api.webhooks(target.credentials(), target.environment())) {
                case TwitterAnswer.Refused<List<Webhook>>(Refusal refusal, var _) -> {
                    return failed(Step.WEBHOOK, refusal);
                }
                case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) -> {
                    Optional<Webhook> ours = present.stream()
                            .filter(w -> w.url().equals(target.callbackUrl()))
                            .findFirst();
                    return ours.isPresent() ? reuse(ours.get()) : register(present);
                }
            }
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
            Optional<Webhook> inTheWay = others.stream()
                    .filter(other -> other.id().equals(replaceWebhook))
                    .findFirst();
            if (inTheWay.isPresent()
                    && api.removeWebhook(
                                    target.credentials(),
                                    target.environment(),
                                    inTheWay.get().id())
                            instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)
                    && refusal.kind() != Refusal.Kind.NOT_FOUND) {
                return failed(Step.WEBHOOK, refusal);
            }
            return switch (api.registerWebhook(target.credentials(), target.environment(), target.callbackUrl())) {
                case TwitterAnswer.Success<Webhook>(Webhook registered, var _) -> {
                    pass(
                            Step.WEBHOOK,
                            inTheWay.map(other -> "The webhook is registered in place of " + other.url() + ".")
                                    .orElse("The webhook is registered."));
                    yield Optional.of(registered.id());
                }
                case TwitterAnswer.Refused<Webhook>(Refusal refusal, var _) ->
                    Explain.noRoom(refusal) && !others.isEmpty() ? ask(others) : failed(Step.WEBHOOK, refusal);
            };
        }

        // One of this channel under a former address is the likeliest to be of no use any more.
        private Optional<String> ask(List<Webhook> others) {
            Webhook other = others.stream()
                    .filter(one -> target.owns(one.url()))
                    .findFirst()
                    .orElse(others.getFirst());
            failed = true;
            end(
                    Step.WEBHOOK,
                    Result.FAILED,
                    Explain.inTheWay(target, other.url()),
                    null,
                    new StepResult.Replaceable(other.id(), other.url()));
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
            end(step, Result.PASSED, detail, null, null);
        }

        private void fail(Step step, Refusal refusal) {
            fail(step, Explain.refusal(step, refusal, target));
        }

        private void fail(Step step, String detail) {
            failed = true;
            end(step, Result.FAILED, detail, null, null);
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
            end(step, Result.SKIPPED, detail, null, null);
        }

        private void end(
                Step step,
                Result result,
                String detail,
                @Nullable TwitterAccount account,
                StepResult.@Nullable Replaceable replaceable) {
            long millis = Math.max(0, clock.millis() - begunMillis);
            StepResult ended = new StepResult(step, result, detail, millis, account, replaceable);
            steps.add(ended);
            progress.ended(ended);
        }
    }
}
