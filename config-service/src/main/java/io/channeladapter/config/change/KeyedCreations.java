package io.channeladapter.config.change;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.history.Change;
import io.channeladapter.config.history.History;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.view.ChannelView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Creates the one channel that a key names, however often and on whichever instance. Safe for many threads. */
final class KeyedCreations {
    /** What another instance decided is in this one's view within milliseconds. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** How long a key of a channel that is deleted since creates no other: as long as messages are kept. */
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final ChannelView view;
    private final History history;
    private final InstantSource clock;

    KeyedCreations(ChannelView view, History history, InstantSource clock) {
        this.view = view;
        this.history = history;
        this.clock = clock;
    }

    /** Has the channel decided; returns once this instance's view has it. */
    @FunctionalInterface
    interface Creation {
        /** Creates it. */
        void create() throws ProblemException, InterruptedException;
    }

    /** The channel with this streamid, created if it is not there. */
    Channel once(BotId bot, StreamId streamId, Creation creation) throws ProblemException, InterruptedException {
        if (view.find(streamId).isEmpty()) {
            refuseDeleted(streamId);
            try {
                creation.create();
            } catch (ProblemException e) {
                if (!e.problem().code().equals(Refusals.ALREADY_EXISTS)) {
                    throw e;
                }
                // Another instance was quicker.
                view.await(streamId, Optional::isPresent, SOON);
            }
        }
        Channel channel =
                view.find(streamId).orElseThrow(() -> new ProblemException(Problem.notFound(streamId.value())));
        if (!channel.botId().equals(bot)) {
            throw new ProblemException(
                    Refusals.keyReused("With this Idempotency-Key a channel of another bot was created: take a new"
                            + " key for each channel."));
        }
        return channel;
    }

    // The streamid would be that of the deleted channel, and two lives in one history would help no one.
    private void refuseDeleted(StreamId streamId) throws ProblemException, InterruptedException {
        try {
            List<Change> changes = history.since(streamId, clock.instant().minus(REMEMBERED), 0);
            if (!changes.isEmpty() && changes.getLast().type() == ChannelEvent.Type.DELETED) {
                throw new ProblemException(Refusals.keyReused(
                        "The channel that was created with this Idempotency-Key was deleted: take a new key."));
            }
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }
}
