package io.channeladapter.common.outbox;

import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a channel's outbox, and why: value of {@code outbox.states}, key its streamid; a tombstone where nothing
 * waits any more. It is told every few seconds while it changes, and is the truth of that moment.
 *
 * @param streamId the channel
 * @param at when
 * @param waiting replies without a final outcome
 * @param conversations of how many people they are; null where that is not known yet, or an egress of before told
 * @param cause why the channel as a whole waits, as in the metrics; null where it does not
 * @param until when it goes on, as far as known
 * @param detail one sentence for a person on {@code cause}; null where it does not wait
 * @param pause the anomaly that paused it; null for none
 * @param quotas what is left of Twitter's limits, as far as known
 * @param heads the conversations whose first reply has waited longest, the longest first; at most 20
 */
public record OutboxState(
        StreamId streamId,
        Instant at,
        int waiting,
        @Nullable Integer conversations,
        @Nullable String cause,
        @Nullable Instant until,
        @Nullable String detail,
        @Nullable Pause pause,
        List<Quota> quotas,
        List<Head> heads) {
    public OutboxState {
        quotas = List.copyOf(quotas);
        heads = List.copyOf(heads);
    }

    /** When the reply was accepted that has waited longest; null where none waits. */
    public @Nullable Instant oldest() {
        return heads.stream().map(Head::since).min(Instant::compareTo).orElse(null);
    }

    /** How many replies wait for this person; empty where that is not told. */
    public OptionalInt waitingFor(String userId) {
        return heads.stream()
                .filter(head -> head.userId().equals(userId))
                .mapToInt(Head::waiting)
                .findFirst();
    }

    /**
     * Sending is paused until the owner releases it.
     *
     * @param anomaly stable code
     * @param detail one sentence for a person
     * @param userId the person whose conversation is concerned; null where it is the channel
     * @param since when
     */
    public record Pause(
            String anomaly, String detail, @Nullable String userId, Instant since) {}

    /**
     * One of Twitter's limits.
     *
     * @param scope {@code endpoint}, {@code user-day} or {@code app-day}
     * @param limit messages a window
     * @param left messages left of it
     * @param resetAt when the window begins anew; null where that is not known
     */
    public record Quota(
            String scope, long limit, long left, @Nullable Instant resetAt) {}

    /**
     * A conversation that waits.
     *
     * @param userId Twitter's id of the person
     * @param waiting its replies, counted up to {@link #MOST_COUNTED}
     * @param replyId the first of them
     * @param since when that was accepted
     * @param cause why it waits, as in the metrics
     * @param until when it is tried again, as far as known
     */
    public record Head(
            String userId,
            int waiting,
            String replyId,
            Instant since,
            String cause,
            @Nullable Instant until) {
        /** So many may be more. */
        public static final int MOST_COUNTED = 1_000;
    }
}
