package io.channeladapter.config.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.command.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Value of the topology's store, its key a streamid.
 *
 * @param channel the channel; null once deleted, so that its secrets leave the changelog with the next compaction
 * @param recent the last answers given, oldest first, at most {@link #REMEMBERED}
 * @param deletedAt when it was deleted; null while it is not
 */
record StoredChannel(
        @Nullable Channel channel,
        List<Answer> recent,
        @Nullable Instant deletedAt) {
    /** How many commands of a channel are known again. */
    static final int REMEMBERED = 20;

    static final StoredChannel NONE = new StoredChannel(null, List.of(), null);

    StoredChannel {
        recent = List.copyOf(recent);
    }

    /** The answer that this command got before. */
    Optional<Answer> answered(String commandId) {
        return recent.stream().filter(a -> a.commandId().equals(commandId)).findFirst();
    }

    /** With one more answer. */
    StoredChannel with(Answer answer) {
        List<Answer> answers = new ArrayList<>(recent);
        answers.add(answer);
        return new StoredChannel(
                channel, answers.subList(Math.max(0, answers.size() - REMEMBERED), answers.size()), deletedAt);
    }

    /** With the channel's next state. */
    StoredChannel with(Channel next) {
        return new StoredChannel(next, recent, null);
    }

    /** Without the channel. */
    StoredChannel deleted(Instant at) {
        return new StoredChannel(null, recent, at);
    }
}
