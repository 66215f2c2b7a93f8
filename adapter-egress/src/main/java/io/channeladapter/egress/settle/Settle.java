package io.channeladapter.egress.settle;

import java.util.List;
import java.util.OptionalLong;

/** Which reply an echo belongs to. Pure. */
public final class Settle {
    private Settle() {}

    /**
     * A reply of the echo's conversation that Twitter may have taken.
     *
     * @param seq its place in the outbox
     * @param text what was to be sent
     */
    public record Candidate(long seq, ComparableText text) {}

    /**
     * The first candidate with the echo's text: where several have the same, echoes settle them in order.
     *
     * @param candidates in the order of the conversation
     */
    public static OptionalLong match(ComparableText echoed, List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.text().equals(echoed))
                .mapToLong(Candidate::seq)
                .findFirst();
    }
}
