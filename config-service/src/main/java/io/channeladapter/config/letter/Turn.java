package io.channeladapter.config.letter;

import java.util.Comparator;
import java.util.Optional;

/**
 * When a dead letter is looked at where several are sent again: the webhooks first, in the order in which they were
 * accepted, then the others. No two letters have the same.
 *
 * @param webhook whether Twitter sent it
 * @param id its name
 */
public record Turn(boolean webhook, LetterId id) implements Comparable<Turn> {
    /** What to tell of a field that holds something else. */
    public static final String EXPECTED = "must be next of the answer before, as it was";

    private static final Comparator<Turn> ORDER =
            Comparator.comparing(Turn::webhook).reversed().thenComparing(Turn::id);
    private static final String WEBHOOK = "webhook_";
    private static final String OTHER = "other_";

    /** The turn that this text is; empty where it is none. */
    public static Optional<Turn> read(String text) {
        if (text.startsWith(WEBHOOK)) {
            return LetterId.read(text.substring(WEBHOOK.length())).map(id -> new Turn(true, id));
        }
        return text.startsWith(OTHER)
                ? LetterId.read(text.substring(OTHER.length())).map(id -> new Turn(false, id))
                : Optional.empty();
    }

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (webhook ? WEBHOOK : OTHER) + id;
    }
}
