package io.channeladapter.config.view;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.directory.ChannelDirectory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The view that follows {@code channel.states}.
 *
 * @param directory its reader
 * @param index told of each change by the directory
 */
public record DirectoryView(ChannelDirectory directory, ChannelIndex index) implements ChannelView {
    @Override
    public Optional<Channel> find(StreamId streamId) {
        return directory.find(streamId);
    }

    @Override
    public Collection<Channel> all() {
        return directory.all();
    }

    @Override
    public Listed<Channel> page(ChannelQuery query) {
        return index.page(query);
    }

    @Override
    public Listed<BotSummary> bots(ChannelQuery query) {
        return index.bots(query);
    }

    @Override
    public boolean await(StreamId streamId, Predicate<Optional<Channel>> wanted, Duration atMost)
            throws InterruptedException {
        return directory.await(streamId, wanted, atMost);
    }
}
