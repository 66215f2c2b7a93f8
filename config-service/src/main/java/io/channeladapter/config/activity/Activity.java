package io.channeladapter.config.activity;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.config.journey.Journey;
import io.channeladapter.config.log.NotReadException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last messages of a channel with their journey, read when asked for. Safe for many threads. */
@FunctionalInterface
public interface Activity {
    /**
     * Finds journeys.
     *
     * @param texts whether the beginnings of messages are told
     * @throws NotReadException where others look already, or Kafka does not answer
     */
    Found find(Channel channel, Search search, boolean texts) throws NotReadException, InterruptedException;

    /**
     * What was found.
     *
     * @param journeys the newest first
     * @param next where the next page begins; null where there is none
     * @param from since when everything was looked at
     * @param to up to when; null up to the moment of asking
     * @param whole whether that is all that was asked for; else there was more than one look may cost
     */
    record Found(
            List<Journey> journeys,
            @Nullable String next,
            Instant from,
            @Nullable Instant to,
            boolean whole) {
        public Found {
            journeys = List.copyOf(journeys);
        }
    }
}
