package io.channeladapter.config.doctor;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.VerifiedAccount;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.config.authorize.CallbackProbe;
import io.channeladapter.config.authorize.Explain;
import io.channeladapter.config.authorize.StepResult.Step;
import io.channeladapter.config.authorize.Target;
import io.channeladapter.config.doctor.Doctor.Chart;
import io.channeladapter.config.doctor.Doctor.Seen;
import io.channeladapter.config.doctor.Examination.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at what a channel's connection rests on at Twitter, and at the way from there. One thread. */
final class LookAtTwitter {
    /** Twitter bears five minutes; what is off by this much runs towards them. */
    private static final Duration BEARABLE = Duration.ofMinutes(1);

    private final TwitterApi api;
    private final CallbackProbe probe;
    private final Target target;
    private final Channel channel;
    private @Nullable VerifiedAccount account;
    private @Nullable Webhook webhook;

    LookAtTwitter(TwitterApi api, CallbackProbe probe, Target target, Channel channel) {
        this.api = api;
        this.probe = probe;
        this.target = target;
        this.channel = channel;
    }

    /** How our clock compares. */
    static Seen clock(TwitterClock.Comparison comparison) {
        return switch (comparison) {
            case TwitterClock.Comparison.Told(Duration ahead) -> {
                long seconds = ahead.abs().toSeconds();
                String off = seconds + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " Twitter's";
                yield ahead.abs().compareTo(BEARABLE) > 0
                        ? Seen.wrong(
                                "This service's clock is " + off + ", and Twitter refuses calls that are more than 5"
                                        + " minutes off. Have the operator set it by a time server.")
                        : Seen.right("This service's clock agrees with Twitter's to " + Math.max(1, seconds) + " s.");
            }
            case TwitterClock.Comparison.Untold _ -> Seen.skipped("Twitter did not tell its time.");
            case TwitterClock.Comparison.Unreachable _ ->
                Seen.wrong("Twitter cannot be reached from this service: its network or the setting twitter.api-url is"
                        + " not right. Have the operator check both.");
        };
    }

    void addTo(Chart chart) {
        chart.look(Check.CALLBACK, this::callback);
        if (!chart.look(Check.CREDENTIALS, this::credentials)) {
            String why = "Not looked at, since Twitter did not say whose keys and tokens these are.";
            chart.skipped(Check.PERMISSION, why);
            chart.skipped(Check.WEBHOOK, why);
            chart.skipped(Check.SUBSCRIPTION, why);
            return;
        }
        chart.look(Check.PERMISSION, this::permission);
        chart.look(Check.WEBHOOK, this::webhook);
        chart.look(Check.SUBSCRIPTION, this::subscription);
    }

    private Seen callback() {
        return switch (probe.challenge(
                target.callbackUrl(), target.credentials().apiSecretKey())) {
            case CallbackProbe.Answer.Right _ ->
                Seen.right(target.callbackUrl() + " answers the challenge with this channel's API secret key.");
            case CallbackProbe.Answer.Wrong wrong -> Seen.wrong(Explain.callback(wrong, target.callbackUrl()));
        };
    }

    private Seen credentials() {
        return switch (api.verifyCredentials(target.credentials())) {
            case TwitterAnswer.Success<VerifiedAccount>(VerifiedAccount found, var _) -> {
                account = found;
                TwitterAccount known = channel.account();
                yield known == null || known.id().equals(found.account().id())
                        ? Seen.right("Twitter accepts the keys and tokens, of @"
                                + found.account().screenName() + ".")
                        : Seen.wrong("The tokens are those of @"
                                + found.account().screenName() + ", but the channel is"
                                + " connected as @" + known.screenName() + ". Enter the tokens of the right account,"
                                + " then authorize again.");
            }
            case TwitterAnswer.Refused<VerifiedAccount>(Refusal refusal, var _) ->
                Seen.wrong(Explain.refusal(Step.CREDENTIALS, refusal, target));
        };
    }

    private Seen permission() {
        return switch (account == null ? TwitterApi.AccessLevel.UNKNOWN : account.access()) {
            case READ_WRITE_DIRECT_MESSAGES -> Seen.right("The tokens may read and write direct messages.");
            case UNKNOWN -> Seen.right("Twitter does not say what the tokens may do.");
            case READ, READ_WRITE -> Seen.wrong(Explain.permission());
        };
    }

    private Seen webhook() {
        return switch (api.webhooks(target.credentials(), target.environment())) {
            case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) -> {
                Optional<Webhook> ours = present.stream()
                        .filter(one -> one.url().equals(target.callbackUrl()))
                        .findFirst();
                webhook = ours.orElse(null);
                yield ours.map(this::ours).orElseGet(() -> missing(present));
            }
            case TwitterAnswer.Refused<List<Webhook>>(Refusal refusal, var _) ->
                Seen.wrong(Explain.refusal(Step.WEBHOOK, refusal, target));
        };
    }

    private Seen ours(Webhook ours) {
        return ours.valid()
                ? Seen.right("The webhook " + ours.id() + " is registered and valid.")
                : Seen.wrong(
                        "Twitter holds the webhook " + ours.id() + " for invalid, since a challenge of it failed, and"
                                + " sends no events. Authorize again: Twitter then challenges it anew.");
    }

    private static Seen missing(List<Webhook> others) {
        String instead = others.isEmpty() ? "" : "; " + others.getFirst().url() + " is registered instead";
        return Seen.wrong("Twitter has no webhook for this channel's Callback URL, so that no events come" + instead
                + ". Authorize again: it is registered anew.");
    }

    private Seen subscription() {
        if (webhook == null) {
            return Seen.skipped("Not looked at, since there is no webhook to be subscribed to.");
        }
        return switch (api.subscribed(target.credentials(), target.environment(), webhook.id())) {
            case TwitterAnswer.Success<Boolean>(Boolean is, var _) ->
                is
                        ? Seen.right("The account is subscribed: Twitter sends its events.")
                        : Seen.wrong("The account is not subscribed, so that Twitter sends none of its events: its user"
                                + " revoked the app, or it was ended elsewhere. Authorize again.");
            case TwitterAnswer.Refused<Boolean>(Refusal refusal, var _) ->
                Seen.wrong(Explain.refusal(Step.SUBSCRIPTION, refusal, target));
        };
    }
}
