package io.channeladapter.egress.gate;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.egress.throttle.Limits.AccountHold;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Says what the state of a channel means to its replies. Safe for many threads. */
public final class ChannelGate {
    private final Channels channels;
    private final BooleanSupplier known;
    private final ChannelCredentials credentials;

    /** What the state of a channel means to its replies. */
    public sealed interface Passage {
        /** They can be sent, by this generation of Twitter's API. */
        record Open(Channel channel, ApiGeneration generation, ChannelCredentials.Unsealed credentials)
                implements Passage {}

        /** They wait: the channels are not all known yet. */
        record Unknown() implements Passage {}

        /** They wait until the channel is enabled again. */
        record Waiting() implements Passage {}

        /** They will not be sent. */
        record Ended(Outcome.Failed outcome) implements Passage {}
    }

    /** @param known whether all channels have been read */
    public ChannelGate(Channels channels, BooleanSupplier known, ChannelCredentials credentials) {
        this.channels = channels;
        this.known = known;
        this.credentials = credentials;
    }

    public Passage look(StreamId streamId) {
        if (!known.getAsBoolean()) {
            return new Passage.Unknown();
        }
        Optional<Channel> found = channels.find(streamId);
        if (found.isEmpty()) {
            return new Passage.Ended(new Outcome.Failed("channel-deleted", "The channel was deleted.", null));
        }
        Channel channel = found.get();
        return switch (channel.status()) {
            case DISABLED ->
                new Passage.Ended(new Outcome.Failed("channel-disabled", "The channel was disabled.", null));
            case DRAFT, CONFIGURED, AUTHORIZED -> new Passage.Waiting();
            case ENABLED -> open(channel);
        };
    }

    private Passage open(Channel channel) {
        ApiGeneration generation = channel.generation();
        Optional<ChannelCredentials.Unsealed> unsealed = credentials.of(channel);
        return generation == null || unsealed.isEmpty()
                ? new Passage.Waiting()
                : new Passage.Open(channel, generation, unsealed.get());
    }

    /** Whether the channel was deleted, for all that is known. */
    public boolean isGone(StreamId streamId) {
        return known.getAsBoolean() && channels.find(streamId).isEmpty();
    }

    public Optional<Channel> find(StreamId streamId) {
        return channels.find(streamId);
    }

    /** Whether the owner has acted since the account or its keys were refused. */
    public static boolean isMended(Passage.Open open, AccountHold hold) {
        Channel channel = open.channel();
        Health health = channel.health();
        return channel.status() == ChannelStatus.ENABLED
                && channel.version() > hold.channelVersion()
                && (!open.credentials().digest().equals(hold.credentialsDigest())
                        || (health.level() != Health.Level.BROKEN
                                && health.since().isAfter(hold.since())));
    }
}
