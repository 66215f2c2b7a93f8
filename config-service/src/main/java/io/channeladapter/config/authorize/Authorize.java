package io.channeladapter.config.authorize;

import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.VerifiedAccount;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.config.authorize.Report.Connected;
import io.channeladapter.config.authorize.StepResult.Result;
import io.channeladapter.config.authorize.StepResult.Step;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects a configured channel to Twitter, step by step: callback, credentials, permission, webhook, subscription. The
 * first three are all tried, so that the owner sees all that is wrong at once; webhook and subscription only where
 * everything before them passed. Each step finds what an earlier attempt has done and keeps it. Another webhook of the
 * environment is never removed unasked. Safe for many threads.
 */
public final class Authorize {
    private final TwitterApi twitter;
    private final CallbackProbe probe;
    private final InstantSource clock;

    public Authorize(TwitterApi twitter, CallbackProbe probe, InstantSource clock) {
        this.twitter = twitter;
        this.probe = probe;
        this.clock = clock;
    }

    /**
     * Takes all steps.
     *
     * @param replaceWebhook Twitter's id of another webhook of the environment that may be removed; null where none may
     * @param progress is told of each step as it begins and ends
     */
    public Report run(
            Credentials credentials,
            String environment,
            URI callbackUrl,
            @Nullable String replaceWebhook,
            Progress progress) {
        return new Attempt(credentials, environment, callbackUrl, replaceWebhook, progress).run();
    }

    /** One attempt. One thread. */
    private final class Attempt {
        private final Credentials credentials;
        private final String environment;
        private final URI callbackUrl;
        private final @Nullable String replaceWebhook;
        private final Progress progress;
        private final List<StepResult> steps = new ArrayList<>();
        private boolean failed;
        private long startedMillis = clock.millis();

        Attempt(
                Credentials credentials,
                String environment,
                URI callbackUrl,
                @Nullable String replaceWebhook,
                Progress progress) {
            this.credentials = credentials;
            this.environment = environment;
            this.callbackUrl = callbackUrl;
            this.replaceWebhook = replaceWebhook;
            this.progress = progress;
        }

        Report run() {
            callback();
            Optional<VerifiedAccount> account = account();
            account.ifPresentOrElse(
                    this::permission, () -> skip(Step.PERMISSION, "Not checked, since the keys were not accepted."));
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
            return new Report(steps, connected);
        }

        private void callback() {
            switch (probe.challenge(callbackUrl, credentials.apiSecretKey())) {
                case CallbackProbe.Answer.Right _ ->
                    pass(Step.CALLBACK, callbackUrl + " answers the challenge with this channel's API secret key.");
                case CallbackProbe.Answer.Wrong(String detail) -> fail(Step.CALLBACK, detail);
            }
        }

        private Optional<VerifiedAccount> account() {
            return switch (twitter.verifyCredentials(credentials)) {
                case TwitterAnswer.Success<VerifiedAccount>(VerifiedAccount found, var _) -> {
                    pass(
                            Step.CREDENTIALS,
                            "The keys and tokens are those of @"
                                    + found.account().screenName() + " ("
                                    + found.account().name() + ", id "
                                    + found.account().id() + ").");
                    yield Optional.of(found);
                }
                case TwitterAnswer.Refused<VerifiedAccount>(Refusal refusal, var _) -> {
                    fail(Step.CREDENTIALS, refusal);
                    yield Optional.empty();
                }
            };
        }

        private void permission(VerifiedAccount account) {
            AccessLevel access = account.access();
            switch (access) {
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
            switch (twitter.webhooks(credentials, environment)) {
                case TwitterAnswer.Refused<List<Webhook>>(Refusal refusal, var _) -> {
                    return failed(Step.WEBHOOK, refusal);
                }
                case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) -> {
                    Optional<Webhook> ours = present.stream()
                            .filter(w -> w.url().equals(callbackUrl))
                            .findFirst();
                    return ours.isPresent() ? reuse(ours.get()) : makeRoomAndRegister(present);
                }
            }
        }

        private Optional<String> reuse(Webhook ours) {
            if (ours.valid()) {
                pass(Step.WEBHOOK, "The webhook was registered already and is valid.");
                return Optional.of(ours.id());
            }
            if (twitter.challengeWebhook(credentials, environment, ours.id())
                    instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)) {
                return failed(Step.WEBHOOK, refusal);
            }
            pass(Step.WEBHOOK, "The webhook was registered already; Twitter challenged it again and it is valid.");
            return Optional.of(ours.id());
        }

        private Optional<String> makeRoomAndRegister(List<Webhook> others) {
            if (others.stream().anyMatch(other -> !other.id().equals(replaceWebhook))) {
                fail(
                        Step.WEBHOOK,
                        "The dev environment " + environment + " has another webhook, "
                                + others.getFirst().url()
                                + ", which may be in use elsewhere and is left alone. Authorize"
                                + " again and choose to replace it, or use another dev environment.");
                return Optional.empty();
            }
            for (Webhook other : others) {
                if (twitter.removeWebhook(credentials, environment, other.id())
                        instanceof TwitterAnswer.Refused<?>(Refusal refusal, var _)) {
                    return failed(Step.WEBHOOK, refusal);
                }
            }
            return switch (twitter.registerWebhook(credentials, environment, callbackUrl)) {
                case TwitterAnswer.Success<Webhook>(Webhook registered, var _) -> {
                    pass(
                            Step.WEBHOOK,
                            others.isEmpty()
                                    ? "The webhook is registered."
                                    : "The webhook is registered in place of "
                                            + others.getFirst().url() + ".");
                    yield Optional.of(registered.id());
                }
                case TwitterAnswer.Refused<Webhook>(Refusal refusal, var _) -> failed(Step.WEBHOOK, refusal);
            };
        }

        private void subscription(String webhookId) {
            switch (twitter.subscribe(credentials, environment, webhookId)) {
                case TwitterAnswer.Success<?> _ ->
                    pass(Step.SUBSCRIPTION, "Twitter sends the account's events to the webhook.");
                case TwitterAnswer.Refused<?>(Refusal refusal, var _) -> fail(Step.SUBSCRIPTION, refusal);
            }
        }

        private void pass(Step step, String detail) {
            add(step, Result.PASSED, detail);
        }

        private void fail(Step step, Refusal refusal) {
            fail(step, Explain.refusal(step, refusal, environment, callbackUrl));
        }

        private void fail(Step step, String detail) {
            failed = true;
            add(step, Result.FAILED, detail);
        }

        private Optional<String> failed(Step step, Refusal refusal) {
            fail(step, refusal);
            return Optional.empty();
        }

        private void skip(Step step, String detail) {
            add(step, Result.SKIPPED, detail);
        }

        private Optional<String> skipped(Step step) {
            skip(step, "Not tried, since a step before it failed.");
            return Optional.empty();
        }

        private void add(Step step, Result result, String detail) {
            long now = clock.millis();
            StepResult ended = new StepResult(step, result, detail, Math.max(0, now - startedMillis));
            steps.add(ended);
            progress.ended(ended);
            startedMillis = now;
        }
    }
}
