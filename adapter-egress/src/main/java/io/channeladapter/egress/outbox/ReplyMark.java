package io.channeladapter.egress.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mark of a reply id that was taken; the same id is not taken again while it stands.
 *
 * @param outcome {@code waiting}, or the final {@code sent}, {@code failed} or {@code expired}
 * @param at since when
 * @param seq its place in the outbox; null once it has its final outcome
 * @param userId whose conversation it waits in; null once it has its final outcome
 */
public record ReplyMark(
        String outcome,
        Instant at,
        @Nullable Long seq,
        @Nullable String userId) {
    private static final String WAITING = "waiting";

    /** The reply waits. */
    public static ReplyMark waiting(Appended appended) {
        return new ReplyMark(
                WAITING,
                appended.reply().acceptedAt(),
                appended.seq(),
                appended.reply().conversation().userId());
    }

    /** The reply has its final outcome. */
    public static ReplyMark ended(String outcome, Instant at) {
        return new ReplyMark(outcome, at, null, null);
    }
}
