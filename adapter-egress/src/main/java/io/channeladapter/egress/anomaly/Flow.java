package io.channeladapter.egress.anomaly;

import java.time.Duration;
import java.time.Instant;

/**
 * Compares a channel's unasked replies with what is usual for it. One thread.
 *
 * <ol>
 *   <li>Time is cut into ten minutes each. Usual is the most that one of them had, half forgotten a day; the two newest
 *       are not part of it, else a flood that began at the end of one would be usual in the next.
 *   <li>A reply counts only beyond five for each message that people wrote: a bot that answers is no flood, however many
 *       write to it.
 *   <li>For half an hour after the beginning nothing is known of what is usual, and nothing is a flood.
 * </ol>
 */
final class Flow {
    static final Duration SLOT = Duration.ofMinutes(10);
    static final Duration LEARNS = Duration.ofMinutes(30);
    private static final int ANSWERS_EACH = 5;
    /** Half after 144 slots, which are a day. */
    private static final double KEPT = Math.pow(0.5, 1.0 / 144);
    /** Slots after which next to nothing of the usual is left. */
    private static final long FORGOTTEN = 144 * 14;

    private final Thresholds thresholds;
    private final Instant since;
    private long slot = Long.MIN_VALUE;
    private int accepted;
    private int received;
    private int acceptedBefore;
    private int receivedBefore;
    private double usual;

    /** @param since from when on everything of the channel was seen */
    Flow(Thresholds thresholds, Instant since) {
        this.thresholds = thresholds;
        this.since = since;
    }

    /** A person wrote. */
    void received(Instant at) {
        advance(at);
        received++;
    }

    /** A reply that is no declared broadcast was accepted; whether that is a flood. */
    boolean accepted(Instant at) {
        advance(at);
        accepted++;
        int unasked = accepted - ANSWERS_EACH * (received + receivedBefore);
        return thresholds.floodLeast() > 0
                && !at.isBefore(since.plus(LEARNS))
                && unasked > thresholds.floodLeast()
                && unasked > thresholds.floodFactor() * usual;
    }

    /** The owner saw it and let it go on: so much is usual from now on. */
    void released() {
        usual = Math.max(usual, accepted + acceptedBefore);
        accepted = 0;
        acceptedBefore = 0;
    }

    // What comes late, by another way, counts as of the newest.
    private void advance(Instant at) {
        long now = at.getEpochSecond() / SLOT.toSeconds();
        if (slot == Long.MIN_VALUE || now - slot > FORGOTTEN) {
            slot = now;
            accepted = acceptedBefore = received = receivedBefore = 0;
            usual = 0;
        }
        while (slot < now) {
            slot++;
            usual = Math.max(usual * KEPT, acceptedBefore);
            acceptedBefore = accepted;
            receivedBefore = received;
            accepted = 0;
            received = 0;
        }
    }
}
