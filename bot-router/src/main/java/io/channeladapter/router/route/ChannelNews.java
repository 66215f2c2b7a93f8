package io.channeladapter.router.route;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which changes of a channel its bot is told of. Pure. */
public final class ChannelNews {
    // channel.events is kept for ever. Whoever loses the consumer group's offsets must not flood the bots with history
    // that is older than what their topics keep anyway.
    private static final Duration OLDEST = Duration.ofDays(7);

    private ChannelNews() {}

    /** The event for the bot; empty for a change that is none of its business, or long past. */
    public static Optional<BotEvent> forBot(ChannelEvent change, Instant now, String traceparent) {
        if (change.at().isBefore(now.minus(OLDEST))) {
            return Optional.empty();
        }
        return switch (change.type()) {
            case CREATED,
                    CONFIGURED,
                    LETTERS_REPLAYED,
                    RESEALED,
                    EVENTS_MISSED,
                    REPLAY_ASKED,
                    REPLAY_ENDED,
                    REPLIES_CANCELLED,
                    SENDING_RELEASED -> Optional.empty();
            case AUTHORIZED, ENABLED, DISABLED, DELETED, DEGRADED, RECOVERED -> Optional.of(told(change, traceparent));
        };
    }

    private static BotEvent told(ChannelEvent change, String traceparent) {
        return new BotEvent(
                change.streamId() + "/channel/" + change.version(),
                EventType.channel(change.type()),
                change.streamId(),
                change.botId(),
                null,
                change.at(),
                EventData.ChannelChanged.of(change),
                traceparent);
    }
}
