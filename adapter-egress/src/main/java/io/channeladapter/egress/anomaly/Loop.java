package io.channeladapter.egress.anomaly;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often in a row the other side answered the bot faster than a person reads and writes. A single slow answer
 * begins anew: a person pauses once in a while, however fast they type; a bot does not. One thread.
 */
final class Loop {
    /** As far as Twitter's clock and ours may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private final Thresholds thresholds;
    private @Nullable Instant sentAt;
    private @Nullable Instant quickSince;
    private int quick;

    Loop(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The bot's message went out. */
    void sent(Instant at) {
        sentAt = at;
    }

    /** The other side wrote; whether that is one quick answer too many. */
    boolean received(Instant at) {
        Instant last = sentAt;
        if (last == null || at.isBefore(last.minus(CLOCKS_DIFFER))) {
            return false; // another message of the same turn, or one that was written before the bot's and came late
        }
        sentAt = null;
        if (at.isAfter(last.plus(thresholds.loopWithin()))) {
            quick = 0;
            return false;
        }
        Instant since = quickSince;
        if (quick == 0 || since == null || at.isAfter(since.plus(thresholds.window()))) {
            quickSince = at;
            quick = 0;
        }
        quick++;
        return thresholds.loopTurns() > 0 && quick >= thresholds.loopTurns();
    }
}
