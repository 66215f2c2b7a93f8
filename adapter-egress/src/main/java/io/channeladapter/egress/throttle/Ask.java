package io.channeladapter.egress.throttle;

import org.jspecify.annotations.Nullable;

/**
 * What is to be sent.
 *
 * @param urgency how soon it should go
 * @param free whether Twitter does not count it, since it answers a message of the person
 * @param inFlight calls of the channel that have no answer yet
 * @param counted how many of them Twitter counts, or may count
 */
public record Ask(Urgency urgency, boolean free, int inFlight, int counted) {
    /** How soon something should go. */
    public enum Urgency {
        /** An answer to a person who wrote a short while ago: goes first, and may use up every window. */
        LIVE,
        /** A message of the bot's own accord: leaves a share of each window to answers. */
        BROADCAST,
        /** The same, but it has waited so long that it takes turns with answers. */
        AGED;

        /**
         * What comes next of those that wait: answers first, but for every other turn where something waited very long.
         *
         * @param last what came last; null for nothing yet
         */
        public static @Nullable Urgency next(boolean live, boolean broadcast, boolean aged, @Nullable Urgency last) {
            if (aged && (!live || last == LIVE)) {
                return AGED;
            }
            if (live) {
                return LIVE;
            }
            return broadcast ? BROADCAST : null;
        }
    }

    /** Something that Twitter counts. */
    public static Ask counted(Urgency urgency, int inFlight) {
        return new Ask(urgency, false, inFlight, inFlight);
    }
}
