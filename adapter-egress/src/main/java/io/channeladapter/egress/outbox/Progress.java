package io.channeladapter.egress.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a reply without a final outcome came.
 *
 * @param phase what is under way
 * @param attempts calls made so far
 * @param troubles calls in a row that ended in trouble at Twitter
 * @param troubledSince when the first of them ended; null for none
 * @param since when the phase began; null before the first call
 * @param notBefore no call before this; null for at once
 * @param possiblySent whether Twitter may have taken it although nobody saw it say so
 * @param told reason of the last deferred outcome; null where none was told
 */
public record Progress(
        Phase phase,
        int attempts,
        int troubles,
        @Nullable Instant troubledSince,
        @Nullable Instant since,
        @Nullable Instant notBefore,
        boolean possiblySent,
        @Nullable String told) {
    /** Nothing happened yet. */
    public static final Progress NEW = new Progress(Phase.WAITING, 0, 0, null, null, null, false, null);

    /** What is under way. */
    public enum Phase {
        /** It waits for its turn. */
        @JsonProperty("waiting")
        WAITING,
        /** A call was begun; found after a restart, its end is unknown. */
        @JsonProperty("calling")
        CALLING,
        /** A call ended without telling whether the message was taken. */
        @JsonProperty("unclear")
        UNCLEAR
    }

    /** A call begins. */
    public Progress calling(Instant now) {
        return new Progress(Phase.CALLING, attempts + 1, troubles, troubledSince, now, null, possiblySent, told);
    }

    /** The call was surely not done, for a reason that is not the reply's. */
    public Progress notDone(Instant now) {
        return new Progress(Phase.WAITING, attempts, 0, null, now, null, possiblySent, told);
    }

    /**
     * Twitter was in trouble.
     *
     * @param sure whether the call was surely not done
     */
    public Progress troubled(Instant now, Instant next, boolean sure) {
        Instant first = troubledSince == null ? now : troubledSince;
        return new Progress(Phase.WAITING, attempts, troubles + 1, first, now, next, possiblySent || !sure, told);
    }

    /** The call's end is unknown. */
    public Progress unclear(Instant now) {
        return new Progress(Phase.UNCLEAR, attempts, 0, null, now, null, true, told);
    }

    /** A deferred outcome was told. */
    public Progress telling(String reason) {
        return new Progress(phase, attempts, troubles, troubledSince, since, notBefore, possiblySent, reason);
    }
}
