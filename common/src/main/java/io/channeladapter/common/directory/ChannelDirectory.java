package io.channeladapter.common.directory;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * All channels, in memory: {@code channel.states} as {@link StateDirectory} reads it. Each instance of each service has
 * its own. Safe for many threads.
 */
public final class ChannelDirectory implements Channels, AutoCloseable {
    private final StateDirectory<Channel> states;

    private ChannelDirectory(StateDirectory<Channel> states) {
        this.states = states;
    }

    /** Starts to read; the consumer, {@code read_committed} and without a group, is closed with the directory. */
    public static ChannelDirectory start(Consumer<byte[], byte[]> consumer) {
        return start(consumer, (id, channel) -> {});
    }

    /** Starts to read and tells of each change, as {@link StateDirectory#start}; a deleted channel is told of as empty. */
    public static ChannelDirectory start(
            Consumer<byte[], byte[]> consumer, BiConsumer<StreamId, Optional<Channel>> onChange) {
        return new ChannelDirectory(
                StateDirectory.start(Topics.STATES, Channel.class, Channel::streamId, consumer, onChange));
    }

    @Override
    public Optional<Channel> find(StreamId streamId) {
        return states.find(streamId);
    }

    /** All channels; a view that follows. */
    public Collection<Channel> all() {
        return states.all();
    }

    /** Whether the end that stood at the start has been read, and changes are still followed. */
    public boolean ready() {
        return states.ready();
    }

    /** Waits until it is {@link #ready}; false where that does not come in time. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return states.awaitReady(atMost);
    }

    /** Whether reading has ended by a fault: changes are no longer seen, and the service is to be started anew. */
    public boolean failed() {
        return states.failed();
    }

    /** Waits until this channel is as the caller wants it; false where that does not come in time. */
    public boolean await(StreamId streamId, Predicate<Optional<Channel>> wanted, Duration atMost)
            throws InterruptedException {
        return states.await(streamId, wanted, atMost);
    }

    @Override
    public void close() {
        states.close();
    }
}
