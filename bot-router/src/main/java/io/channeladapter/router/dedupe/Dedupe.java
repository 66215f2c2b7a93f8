package io.channeladapter.router.dedupe;

import java.time.Duration;
import java.util.Optional;

/**
 * Guarantee G2: what Twitter sends twice reaches the bot once. Pure.
 *
 * <ol>
 *   <li>The first sight of an event wins, for {@link #REMEMBERED}; a later one does not prolong it.
 *   <li>The same record seen again is no duplicate: under at-least-once a crash may leave the store ahead of the output,
 *       and the event would be lost.
 *   <li>Only what reached the bot or the egress is remembered: a dead letter may be sent again.
 * </ol>
 */
public final class Dedupe {
    /** How long an event is remembered. */
    public static final Duration REMEMBERED = Duration.ofDays(7);

    private Dedupe() {}

    /** What an event is, by what is remembered of it. */
    public enum Verdict {
        /** Never seen: goes on, and is to be remembered. */
        FIRST,
        /** This very record, processed before: goes on. */
        REPLAYED,
        /** Seen in another record: goes no further. */
        DUPLICATE
    }

    /**
     * Judges an event.
     *
     * @param first where it was first seen within the time; empty where it was not
     * @param now where it is seen now
     */
    public static Verdict judge(Optional<Sighting> first, Sighting now) {
        if (first.isEmpty()) {
            return Verdict.FIRST;
        }
        return first.get().equals(now) ? Verdict.REPLAYED : Verdict.DUPLICATE;
    }
}
