package io.channeladapter.config.authorize;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back at Twitter what authorizing did, as far as Twitter lets it. Safe for many threads. */
public final class Unauthorize {
    private static final Logger LOG = LoggerFactory.getLogger(Unauthorize.class);

    private final TwitterApi twitter;

    public Unauthorize(TwitterApi twitter) {
        this.twitter = twitter;
    }

    /**
     * Ends the subscription, then removes the webhook.
     *
     * @return one sentence for each thing that could not be done; empty where all was, or nothing was to do
     */
    public List<String> run(Channel channel, Credentials credentials) {
        List<String> warnings = new ArrayList<>();
        String environment = channel.environmentLabel();
        TwitterAccount account = channel.account();
        String webhookId = channel.webhookId();
        if (environment != null && account != null && webhookId != null) {
            refusal(twitter.unsubscribe(credentials, environment, webhookId, account.id()))
                    .ifPresent(refusal -> warnings.add(warn(channel, "The subscription could not be ended", refusal)));
        }
        if (environment != null && webhookId != null) {
            refusal(twitter.removeWebhook(credentials, environment, webhookId))
                    .ifPresent(refusal ->
                            warnings.add(warn(channel, "The webhook " + webhookId + " could not be removed", refusal)));
        }
        return warnings;
    }

    // What is not there any more is as good as removed.
    private static Optional<Refusal> refusal(TwitterAnswer<?> answer) {
        return switch (answer) {
            case TwitterAnswer.Success<?> _ -> Optional.empty();
            case TwitterAnswer.Refused<?>(Refusal refusal, var _) ->
                refusal.kind() == Refusal.Kind.NOT_FOUND ? Optional.empty() : Optional.of(refusal);
        };
    }

    private static String warn(Channel channel, String what, Refusal refusal) {
        LOG.atWarn()
                .addKeyValue(LogKeys.STREAMID, channel.streamId())
                .addKeyValue(LogKeys.STATUS_CODE, refusal.httpStatus())
                .addKeyValue(LogKeys.TWITTER_CODE, refusal.code())
                .addKeyValue(LogKeys.REASON, refusal.kind())
                .log("clean-up at Twitter failed");
        return what + " (HTTP " + refusal.httpStatus() + ", code " + refusal.code()
                + "): do it in the developer portal.";
    }
}
