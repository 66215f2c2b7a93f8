package io.channeladapter.config.letter;

import com.fasterxml.jackson.annotation.JsonValue;
import io.channeladapter.common.topic.DeadLetter;
import java.util.Comparator;
import java.util.Optional;

/**
 * Names a dead letter: where it is in {@code adapter.dead-letters}. As text {@code 3-1042}. In the order of a partition.
 *
 * @param partition its partition
 * @param offset its offset
 */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {
    private static final Comparator<LetterId> ORDER =
            Comparator.comparingInt(LetterId::partition).thenComparingLong(LetterId::offset);

    /** The id that this text is; empty where it is none. */
    public static Optional<LetterId> read(String text) {
        if (!DeadLetter.ID.matcher(text).matches()) {
            return Optional.empty();
        }
        int hyphen = text.indexOf('-');
        return Optional.of(
                new LetterId(Integer.parseInt(text.substring(0, hyphen)), Long.parseLong(text.substring(hyphen + 1))));
    }

    @Override
    public int compareTo(LetterId other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return partition + "-" + offset;
    }
}
