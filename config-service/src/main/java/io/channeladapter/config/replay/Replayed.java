package io.channeladapter.config.replay;

import io.channeladapter.config.letter.Letter;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of dead letters that were to be sent again, or would become of them.
 *
 * @param dryRun whether nothing was sent
 * @param letters those that were looked at, in their order
 * @param sentAlready how many were passed over, since they were sent again before
 * @param failedAgain how many were passed over, since they were sent again before and failed again
 * @param more whether there are others that were meant, to be sent by asking once more
 * @param next the turn after which those begin; null where there are none, or where it is still the first turn
 * @param stopped why it ended early; null where it did not
 * @param unrecorded whether the history does not tell of it, for want of an answer from Kafka
 */
public record Replayed(
        boolean dryRun,
        List<Each> letters,
        int sentAlready,
        int failedAgain,
        boolean more,
        @Nullable Turn next,
        @Nullable String stopped,
        boolean unrecorded) {
    public Replayed {
        letters = List.copyOf(letters);
    }

    /** What became of a letter. */
    public enum Fate {
        /** The ingress has it, or in a dry run would have been asked to take it. */
        SENT,
        /** It is not one to be sent again. */
        REFUSED,
        /** It was not come to. */
        LEFT;

        /** As REST tells it. */
        public String wire() {
            return switch (this) {
                case SENT -> "sent";
                case REFUSED -> "refused";
                case LEFT -> "left";
            };
        }
    }

    /**
     * One letter.
     *
     * @param letter what it is
     * @param fate what became of it
     * @param code why it was refused; null for the others
     * @param text the same in a sentence, or what else is to be said; empty for nothing
     */
    public record Each(Letter letter, Fate fate, @Nullable String code, String text) {}

    /** How many had this fate. */
    public int count(Fate fate) {
        return ids(fate).size();
    }

    /** Which had this fate. */
    public List<LetterId> ids(Fate fate) {
        return letters.stream()
                .filter(each -> each.fate() == fate)
                .map(each -> each.letter().id())
                .toList();
    }
}
