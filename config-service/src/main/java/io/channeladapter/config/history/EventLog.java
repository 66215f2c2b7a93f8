package io.channeladapter.config.history;

import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.config.log.NotReadException;
import java.time.Instant;
import java.util.List;

/** What happened to a channel, as it was recorded. Safe for many threads. */
@FunctionalInterface
public interface EventLog {
    /**
     * Reads the events of a channel.
     *
     * @param from nothing before this time is of interest
     * @throws NotReadException where that cannot be done now
     */
    Found read(StreamId streamId, Instant from) throws NotReadException, InterruptedException;

    /**
     * Events of one channel.
     *
     * @param events the oldest first
     * @param whole whether all were looked at; else the oldest may be missing
     */
    record Found(List<ChannelEvent> events, boolean whole) {
        public Found {
            events = List.copyOf(events);
        }
    }
}
