package io.channeladapter.router.route;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.router.read.TwitterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the config-service is told of an event, whatever the channel's status; of the same kind not more often than
 * {@link LifeSigns} lets through. Pure.
 */
public final class Signals {
    private static final String SERVICE = "bot-router";
    /** Of what Twitter says about a replay. */
    private static final int LONGEST_WORDS = 200;

    /** It is noticed once a day (UTC): two such moments may lie almost two days apart. */
    private static final Duration UNREADABLE_LASTS = Duration.ofDays(2);

    private Signals() {}

    /**
     * The signals of an event.
     *
     * @param receivedAt when the ingress accepted it
     * @param sentAgain whether an operator sent it, from the dead letters: that says nothing of whether Twitter sends
     */
    public static List<ChannelSignal> of(Channel channel, TwitterEvent event, Instant receivedAt, boolean sentAgain) {
        if (!Routing.concerns(channel, event)) {
            return List.of();
        }
        ChannelSignal seen = signal(channel, ChannelSignal.Kind.EVENT_SEEN, receivedAt, "Twitter sent an event.", null);
        return told(channel, event, receivedAt, seen).stream()
                .filter(signal -> !(sentAgain && signal.kind() == ChannelSignal.Kind.EVENT_SEEN))
                .toList();
    }

    private static List<ChannelSignal> told(
            Channel channel, TwitterEvent event, Instant receivedAt, ChannelSignal seen) {
        return switch (event) {
            case TwitterEvent.Revoked _ ->
                List.of(
                        seen,
                        signal(
                                channel,
                                ChannelSignal.Kind.ACCOUNT_REVOKED,
                                event.at(),
                                "The account took its permission back from the app, and Twitter ended the subscription."
                                        + " Grant it again, then authorize the channel.",
                                null));
            case TwitterEvent.Unreadable _ ->
                List.of(
                        seen,
                        signal(
                                channel,
                                ChannelSignal.Kind.MESSAGES_UNREADABLE,
                                receivedAt,
                                "An encrypted message arrived. Neither the adapter nor the bot can read it.",
                                receivedAt.plus(UNREADABLE_LASTS)));
            case TwitterEvent.ReplayEnded ended -> List.of(replayEnded(channel, ended, receivedAt));
            case TwitterEvent.Message _,
                    TwitterEvent.Typing _,
                    TwitterEvent.Read _,
                    TwitterEvent.EncryptedSent _,
                    TwitterEvent.Tweeted _,
                    TwitterEvent.TweetDeleted _,
                    TwitterEvent.Favorited _,
                    TwitterEvent.Related _,
                    TwitterEvent.Other _ -> List.of(seen);
        };
    }

    private static ChannelSignal replayEnded(Channel channel, TwitterEvent.ReplayEnded ended, Instant receivedAt) {
        String words = Objects.requireNonNullElse(ended.description(), "Twitter says no more about it.");
        return new ChannelSignal(
                channel.streamId(),
                ChannelSignal.Kind.REPLAY_ENDED,
                SERVICE,
                receivedAt,
                words.substring(0, Math.min(words.length(), LONGEST_WORDS)),
                null,
                null,
                ChannelSignal.Replay.ended(ended.id(), ended.state().equalsIgnoreCase("Complete")));
    }

    private static ChannelSignal signal(
            Channel channel, ChannelSignal.Kind kind, Instant at, String detail, @Nullable Instant until) {
        return new ChannelSignal(channel.streamId(), kind, SERVICE, at, detail, until, null);
    }
}
