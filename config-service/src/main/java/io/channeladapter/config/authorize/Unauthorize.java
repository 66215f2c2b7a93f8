package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.Done;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.authorize.Report.Connected;
import java.util.ArrayList;
import java.util.List;
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
     * Ends the subscription, then removes the webhook.
     *
     * @return one sentence for each thing that could not be done; empty where all was, or nothing was to do
     */
    public List<String> run(StreamId streamId, Target target, Connected connected) {
        List<String> warnings = new ArrayList<>();
        endSubscription(streamId, target, connected, warnings);
        removeWebhook(streamId, target, connected.webhookId(), warnings);
        return warnings;
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
        Target reached = former.sameApp(present)
                ? new Target(former.generation(), former.environment(), present.credentials(), former.callbackUrl())
                : former;
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
        String what = "The webhook " + webhookId + " could not be removed";
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
