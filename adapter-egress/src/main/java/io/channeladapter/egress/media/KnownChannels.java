package io.channeladapter.egress.media;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.twitter.Credentials;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Says whether the media of a channel are given, and with which keys. Safe for many threads. */
public final class KnownChannels {
    private final Channels channels;
    private final BooleanSupplier known;
    private final Function<Channel, Optional<Credentials>> credentials;

    /** What a channel allows. */
    sealed interface Access {
        /**
         * Its media are given.
         *
         * @param channel the channel
         */
        record Granted(Channel channel) implements Access {}

        /**
         * They are not.
         *
         * @param problem why
         */
        record Denied(Problem problem) implements Access {}
    }

    /**
     * @param known whether all channels have been read
     * @param credentials opens those of a channel; empty where this service cannot
     */
    public KnownChannels(
            Channels channels, BooleanSupplier known, Function<Channel, Optional<Credentials>> credentials) {
        this.channels = channels;
        this.known = known;
        this.credentials = credentials;
    }

    Access look(StreamId streamId) {
        if (!known.getAsBoolean()) {
            return new Access.Denied(Problem.NOT_READY);
        }
        Optional<Channel> found = channels.find(streamId);
        if (found.isEmpty()) {
            return new Access.Denied(Problem.UNKNOWN_CHANNEL);
        }
        return found.get().status() == ChannelStatus.DISABLED
                ? new Access.Denied(Problem.CHANNEL_DISABLED)
                : new Access.Granted(found.get());
    }

    /** The keys that sign its requests; empty where they cannot be opened. */
    Optional<Credentials> credentials(Channel channel) {
        return credentials.apply(channel);
    }
}
