package io.channeladapter.common.channel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a channel last. Times are as exact as their signals, which come at most every five minutes.
 *
 * @param lastEventAt when Twitter last sent an event of it; null where none was seen
 * @param lastAnswerAt when Twitter last took a message of it; null where none was seen
 * @param longestQuiet the longest time without an event so far, fading; null until two events were seen
 * @param eventsSeen how many times an event was told of, for how well {@code longestQuiet} is known
 * @param examinedAt when the watchdog last looked; null where it has not yet
 * @param credentialsAlive whether Twitter took the keys and tokens then; null where that is not known
 * @param webhookValid whether the webhook was registered and valid then; null where that is not known
 * @param subscribed whether the account was subscribed then; null where that is not known
 * @param webhookValidAt when a look last found the webhook valid; null where none did yet
 * @param refetch what may have been missed; null where nothing was yet
 */
public record Vitals(
        @Nullable Instant lastEventAt,
        @Nullable Instant lastAnswerAt,
        @Nullable Duration longestQuiet,
        long eventsSeen,
        @Nullable Instant examinedAt,
        @Nullable Boolean credentialsAlive,
        @Nullable Boolean webhookValid,
        @Nullable Boolean subscribed,
        @Nullable Instant webhookValidAt,
        @Nullable Refetch refetch) {
    /** Nothing was seen yet. */
    public static final Vitals NONE = new Vitals(null, null, null, 0, null, null, null, null, null, null);

    /** With another state of what may have been missed. */
    public Vitals with(Refetch next) {
        return new Vitals(
                lastEventAt,
                lastAnswerAt,
                longestQuiet,
                eventsSeen,
                examinedAt,
                credentialsAlive,
                webhookValid,
                subscribed,
                webhookValidAt,
                next);
    }
}
