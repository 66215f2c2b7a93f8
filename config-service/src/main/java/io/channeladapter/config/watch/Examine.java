package io.channeladapter.config.watch;

import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.VerifiedAccount;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.authorize.Explain;
import io.channeladapter.config.authorize.StepResult.Step;
import io.channeladapter.config.authorize.Target;
import io.channeladapter.config.watch.Findings.Hindrance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at Twitter how a channel's connection stands, and repairs what it may: it asks for a new challenge of an invalid
 * webhook, registers one that is gone where there is room, and subscribes again. It removes nothing. A call that failed
 * for a reason that says nothing of the channel leaves its thing unknown. Safe for many threads.
 */
final class Examine {
    private final TwitterApis twitter;
    private final Duration restrictedLasts;

    /** @param restrictedLasts for how long an account counts as restricted unless the next look finds it so again */
    Examine(TwitterApis twitter, Duration restrictedLasts) {
        this.twitter = twitter;
        this.restrictedLasts = restrictedLasts;
    }

    /**
     * Looks and repairs.
     *
     * @param webhookId Twitter's id of the webhook as last known; null where there was none
     * @param mayRepair asked before each repair: whether the channel is still as it was when this began
     */
    Findings run(Target target, @Nullable String webhookId, BooleanSupplier mayRepair) {
        return new Look(twitter.of(target.generation()), target, webhookId, mayRepair).run(restrictedLasts);
    }

    /** Whether such an answer says nothing of the channel. */
    private static boolean tellsNothing(Refusal refusal) {
        return switch (refusal.kind()) {
            case RATE_LIMITED, UNAVAILABLE, UNREACHABLE, CLOCK, UNCLEAR -> true;
            case CREDENTIALS, PERMISSION, RESTRICTED, PERMANENT, NOT_FOUND -> false;
        };
    }

    /** One examination. One thread. */
    private static final class Look {
        private final TwitterApi api;
        private final Target target;
        private final BooleanSupplier mayRepair;
        private @Nullable String webhookId;
        private @Nullable String registered;

        Look(TwitterApi api, Target target, @Nullable String webhookId, BooleanSupplier mayRepair) {
            this.api = api;
            this.target = target;
            this.webhookId = webhookId;
            this.mayRepair = mayRepair;
        }

        Findings run(Duration restrictedLasts) {
            return switch (api.verifyCredentials(target.credentials())) {
                case TwitterAnswer.Refused<VerifiedAccount>(Refusal refusal, var _) -> {
                    Finding credentials = refusal.kind() == Refusal.Kind.CREDENTIALS
                            ? new Finding.Ill(Explain.refusal(Step.CREDENTIALS, refusal, target))
                            : new Finding.Unknown();
                    Hindrance restricted = refusal.kind() == Refusal.Kind.RESTRICTED
                            ? new Hindrance(
                                    Kind.ACCOUNT_RESTRICTED,
                                    Explain.refusal(Step.CREDENTIALS, refusal, target),
                                    restrictedLasts)
                            : null;
                    yield new Findings(credentials, new Finding.Unknown(), new Finding.Unknown(), null, restricted);
                }
                case TwitterAnswer.Success<VerifiedAccount>(VerifiedAccount account, var _) -> {
                    Finding webhook = webhook();
                    Finding subscription = webhookId == null ? new Finding.Unknown() : subscription(webhookId);
                    yield new Findings(
                            new Finding.Well(), webhook, subscription, registered, permission(account.access()));
                }
            };
        }

        private static @Nullable Hindrance permission(AccessLevel access) {
            return switch (access) {
                case READ, READ_WRITE -> new Hindrance(Kind.PERMISSION_MISSING, Explain.permission(), null);
                case READ_WRITE_DIRECT_MESSAGES, UNKNOWN -> null;
            };
        }

        private Finding webhook() {
            return switch (api.webhooks(target.credentials(), target.environment())) {
                case TwitterAnswer.Refused<List<Webhook>>(Refusal refusal, var _) -> unless(Step.WEBHOOK, refusal);
                case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) -> {
                    Optional<Webhook> ours = present.stream()
                            .filter(webhook -> webhook.url().equals(target.callbackUrl()))
                            .findFirst();
                    yield ours.isPresent() ? standing(ours.get()) : gone(present);
                }
            };
        }

        private Finding standing(Webhook ours) {
            if (!ours.id().equals(webhookId)) {
                webhookId = ours.id();
                registered = ours.id();
            }
            if (ours.valid()) {
                return new Finding.Well();
            }
            String trouble = "Twitter had marked the webhook as invalid.";
            if (!mayRepair.getAsBoolean()) {
                return new Finding.Unknown();
            }
            return repaired(
                    Step.WEBHOOK,
                    trouble,
                    "It was challenged again and is valid since.",
                    api.challengeWebhook(target.credentials(), target.environment(), ours.id()));
        }

        private Finding gone(List<Webhook> others) {
            webhookId = null;
            String trouble = "The webhook was not registered at Twitter any more.";
            if (!mayRepair.getAsBoolean()) {
                return new Finding.Unknown();
            }
            TwitterAnswer<Webhook> answer =
                    api.registerWebhook(target.credentials(), target.environment(), target.callbackUrl());
            if (answer instanceof TwitterAnswer.Success<Webhook>(Webhook made, var _)) {
                webhookId = made.id();
                registered = made.id();
            }
            if (answer instanceof TwitterAnswer.Refused<Webhook>(Refusal refusal, var _) && Explain.noRoom(refusal)) {
                return new Finding.Ill(trouble + " " + noRoom(others, refusal));
            }
            return repaired(Step.WEBHOOK, trouble, "It was registered anew.", answer);
        }

        private String noRoom(List<Webhook> others, Refusal refusal) {
            Optional<Webhook> former =
                    others.stream().filter(other -> target.owns(other.url())).findFirst();
            if (former.isPresent()) {
                return "In its place stands this channel's own under its former address, "
                        + former.get().url()
                        + ", since the operator has set another config.callback-url. Authorize, and"
                        + " have it replaced.";
            }
            return others.isEmpty()
                    ? Explain.refusal(Step.WEBHOOK, refusal, target)
                    : "There is no room for it, since other webhooks stand there, which are left alone. Authorize, and"
                            + " choose which one may be replaced.";
        }

        private Finding subscription(String webhook) {
            return switch (api.subscribed(target.credentials(), target.environment(), webhook)) {
                case TwitterAnswer.Refused<Boolean>(Refusal refusal, var _) -> unless(Step.SUBSCRIPTION, refusal);
                case TwitterAnswer.Success<Boolean>(Boolean subscribed, var _) -> {
                    if (subscribed) {
                        yield new Finding.Well();
                    }
                    yield mayRepair.getAsBoolean()
                            ? repaired(
                                    Step.SUBSCRIPTION,
                                    "The account was not subscribed any more.",
                                    "It was subscribed again.",
                                    api.subscribe(target.credentials(), target.environment(), webhook))
                            : new Finding.Unknown();
                }
            };
        }

        // That it was wrong is known, whatever became of the repair.
        private Finding repaired(Step step, String trouble, String repair, TwitterAnswer<?> answer) {
            return switch (answer) {
                case TwitterAnswer.Success<?> _ -> new Finding.Mended(trouble, repair);
                case TwitterAnswer.Refused<?>(Refusal refusal, var _) ->
                    new Finding.Ill(trouble + " " + Explain.refusal(step, refusal, target));
            };
        }

        private Finding unless(Step step, Refusal refusal) {
            return tellsNothing(refusal)
                    ? new Finding.Unknown()
                    : new Finding.Ill(Explain.refusal(step, refusal, target));
        }
    }
}
