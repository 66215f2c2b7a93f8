package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.StreamId;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** All channels as this instance sees them. Safe for many threads. */
public interface ChannelView extends Channels {
    /** All channels, in no order. */
    Collection<Channel> all();

    /**
     * A page of channels in their order: by bot, then by age.
     *
     * @throws IllegalArgumentException where {@code after} is no cursor
     */
    Listed<Channel> page(ChannelQuery query);

    /** A page of bots by name; of the query {@code sees}, {@code text}, {@code after} and {@code limit} count. */
    Listed<BotSummary> bots(ChannelQuery query);

    /** Waits until a channel is as wanted; false where that does not come in time. */
    boolean await(StreamId streamId, Predicate<Optional<Channel>> wanted, Duration atMost) throws InterruptedException;
}
