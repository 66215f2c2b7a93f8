package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.Done;
import io.channeladapter.common.twitter.TwitterApi.VerifiedAccount;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.authorize.Report.Connected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back at Twitter what authorizing did, as far as Twitter lets it. Safe for many threads. */
public final class Unauthorize {
    private static final Logger LOG = LoggerFactory.getLogger(Unauthorize.class);

    private final TwitterApis twitter;

    public Unauthorize(TwitterApis twitter) {
        this.twitter = twitter;
    }

    /**
     * Ends the subscriptions, then removes every webhook there that is the channel's, whether it was recorded or not.
     *
     * @param usedElsewhere whether an account, by its id, is that of another channel: its subscription stays
     * @return one sentence for each thing that could not be done; empty where all was, or nothing was to do
     */
    public List<String> run(StreamId streamId, Left left, Predicate<String> usedElsewhere) {
        List<String> warnings = new ArrayList<>();
        Reached reached = reach(left);
        Target target = reached.target();
        Connected recorded = left.recorded();
        List<String> ours = reached.webhooks().stream()
                .filter(webhook -> target.owns(webhook.url()))
                .map(Webhook::id)
                .toList();
        Map<String, TwitterAccount> accounts = new LinkedHashMap<>();
        if (recorded != null) {
            accounts.put(recorded.account().id(), recorded.account());
        }
        if (!ours.isEmpty() && left.mayHaveSubscribedMore()) {
            subscribedBy(left.target(), warnings, recorded == null)
                    .ifPresent(account -> accounts.putIfAbsent(account.id(), account));
        }
        accounts.values().stream()
                .filter(account -> !usedElsewhere.test(account.id()))
                .flatMap(account -> subscribedTo(target, ours, recorded, reached.refusal() != null)
                        .map(webhook -> new Connected(account, webhook)))
                .forEach(connected -> endSubscription(streamId, target, connected, warnings));
        for (String webhook : ours) {
            var _ = done(
                    twitter.of(target.generation()).removeWebhook(target.credentials(), target.environment(), webhook),
                    streamId,
                    webhookStays(webhook),
                    warnings);
        }
        Refusal refusal = reached.refusal();
        if (refusal != null && refusal.kind() != Refusal.Kind.NOT_FOUND) {
            warnings.add(warn(
                    streamId,
                    recorded == null
                            ? "It could not be seen whether a webhook of this channel is left at Twitter"
                            : webhookStays(recorded.webhookId()),
                    refusal));
        }
        return warnings;
    }

    /**
     * A place as it was found.
     *
     * @param target with the keys that Twitter took, or the first where it took none
     * @param refusal why the webhooks were not listed; null where they were
     */
    private record Reached(
            Target target, List<Webhook> webhooks, @Nullable Refusal refusal) {}

    private Reached reach(Left left) {
        Reached first = reach(left.target());
        Credentials spare = left.spare();
        Refusal refusal = first.refusal();
        if (refusal == null || spare == null || !isOfKeys(refusal)) {
            return first;
        }
        Reached second = reach(left.target().with(spare));
        return second.refusal() == null ? second : first;
    }

    private Reached reach(Target target) {
        return switch (twitter.of(target.generation()).webhooks(target.credentials(), target.environment())) {
            case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) ->
                new Reached(target, present, null);
            case TwitterAnswer.Refused<List<Webhook>>(Refusal refusal, var _) ->
                new Reached(target, List.of(), refusal);
        };
    }

    /** Whether other keys might do. */
    private static boolean isOfKeys(Refusal refusal) {
        return switch (refusal.kind()) {
            case CREDENTIALS, PERMISSION, PERMANENT -> true;
            case RATE_LIMITED, UNAVAILABLE, UNREACHABLE, CLOCK, RESTRICTED, NOT_FOUND, UNCLEAR -> false;
        };
    }

    private Optional<TwitterAccount> subscribedBy(Target target, List<String> warnings, boolean onlyTrace) {
        return switch (twitter.of(target.generation()).verifyCredentials(target.credentials())) {
            case TwitterAnswer.Success<VerifiedAccount>(VerifiedAccount found, var _) -> Optional.of(found.account());
            case TwitterAnswer.Refused<VerifiedAccount> _ -> {
                // Elsewhere the subscription goes with its webhook.
                if (onlyTrace && target.generation().needsEnvironment()) {
                    warnings.add("Twitter does not say whose tokens were entered, so that a subscription in the dev"
                            + " environment " + target.environment() + " may be left.");
                }
                yield Optional.empty();
            }
        };
    }

    // Where there are dev environments, the subscription belongs to the environment and not to the webhook.
    private static Stream<String> subscribedTo(
            Target target, List<String> ours, @Nullable Connected recorded, boolean unlisted) {
        if (target.generation().needsEnvironment()) {
            return Stream.of(recorded == null ? "" : recorded.webhookId());
        }
        return unlisted && recorded != null ? Stream.of(recorded.webhookId()) : ours.stream();
    }

    private static String webhookStays(String webhookId) {
        return "The webhook " + webhookId + " could not be removed";
    }

    /**
     * Takes back what a former connection has at Twitter and the present one does not use. Only for when the present one
     * stands.
     *
     * @return a sentence for each thing that was removed or could not be; empty where nothing was to do
     */
    public List<String> former(
            StreamId streamId, Target former, Connected formerly, Target present, Connected presently) {
        // The same app's present keys are the ones that live; those of before were made anew perhaps.
        Target reached = former.sameApp(present) ? former.with(present.credentials()) : former;
        boolean samePlace = former.samePlace(present);
        boolean sameWebhook = samePlace && formerly.webhookId().equals(presently.webhookId());
        // Where there are dev environments, the subscription belongs to the environment and not to the webhook.
        boolean sameSubscription = samePlace
                && formerly.account().id().equals(presently.account().id())
                && (sameWebhook || former.generation().needsEnvironment());
        List<String> told = new ArrayList<>();
        if (!sameSubscription && endSubscription(streamId, reached, formerly, told)) {
            told.add("The former subscription of @" + formerly.account().screenName() + " was ended.");
        }
        if (!sameWebhook && removeWebhook(streamId, reached, formerly.webhookId(), told)) {
            told.add("The former webhook " + formerly.webhookId() + " was removed.");
        }
        return told;
    }

    private boolean endSubscription(StreamId streamId, Target target, Connected connected, List<String> warnings) {
        TwitterAnswer<Done> answer = twitter.of(target.generation())
                .unsubscribe(
                        target.credentials(),
                        target.environment(),
                        connected.webhookId(),
                        connected.account().id());
        return done(
                answer,
                streamId,
                "The subscription of @" + connected.account().screenName() + " could not be ended",
                warnings);
    }

    private boolean removeWebhook(StreamId streamId, Target target, String webhookId, List<String> warnings) {
        String what = webhookStays(webhookId);
        TwitterApi api = twitter.of(target.generation());
        return switch (api.webhooks(target.credentials(), target.environment())) {
            case TwitterAnswer.Refused<List<Webhook>> refused -> done(refused, streamId, what, warnings);
            case TwitterAnswer.Success<List<Webhook>>(List<Webhook> present, var _) ->
                present.stream().anyMatch(w -> w.id().equals(webhookId) && target.owns(w.url()))
                        && done(
                                api.removeWebhook(target.credentials(), target.environment(), webhookId),
                                streamId,
                                what,
                                warnings);
        };
    }

    /** Whether it was done now; what is not there any more was done before. */
    private static boolean done(TwitterAnswer<?> answer, StreamId streamId, String what, List<String> warnings) {
        return switch (answer) {
            case TwitterAnswer.Success<?> _ -> true;
            case TwitterAnswer.Refused<?>(Refusal refusal, var _) -> {
                if (refusal.kind() != Refusal.Kind.NOT_FOUND) {
                    warnings.add(warn(streamId, what, refusal));
                }
                yield false;
            }
        };
    }

    private static String warn(StreamId streamId, String what, Refusal refusal) {
        LOG.atWarn()
                .addKeyValue(LogKeys.STREAMID, streamId)
                .addKeyValue(LogKeys.STATUS_CODE, refusal.httpStatus())
                .addKeyValue(LogKeys.TWITTER_CODE, refusal.code())
                .addKeyValue(LogKeys.REASON, refusal.kind())
                .log("clean-up at Twitter failed");
        return what + " (HTTP " + refusal.httpStatus() + ", code " + refusal.code()
                + "): do it in the developer portal.";
    }
}
