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
    private @Nullable Sent sent;
    private @Nullable Instant quickSince;
    private int quick;

    Loop(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** A call that sent a message: at some moment of it, nobody tells which, the other side got it. */
    private record Sent(Instant began, Instant ended) {}

    /** The bot's message went out. */
    void sent(Instant began, Instant ended) {
        sent = new Sent(began, ended);
    }

    /** The other side wrote; whether that is one quick answer too many. */
    boolean received(Instant at) {
        Sent last = sent;
        if (last == null || at.isBefore(last.began.minus(CLOCKS_DIFFER))) {
            return false; // another message of the same turn, or one that was written before the bot's and came late
        }
        sent = null;
        if (at.isAfter(last.ended.plus(thresholds.loopWithin()))) {
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
