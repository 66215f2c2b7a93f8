package io.channeladapter.egress.outbox;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.channeladapter.common.channel.ApiGeneration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a reply without a final outcome came.
 *
 * @param phase what is under way
 * @param attempts calls made so far
 * @param troubles calls in a row that ended in trouble at Twitter
 * @param troubledSince when the first of them ended; null for none
 * @param unclears calls for its next message of which nobody knows whether Twitter took it, but for the last one
 * @param since when the phase began; null before the first call
 * @param notBefore no call before this; null for at once
 * @param possiblySent whether Twitter may have taken what comes next of it although nobody saw it say so
 * @param told reason of the last deferred outcome; null where none was told
 * @param parts Twitter's ids of those of its messages that were sent, in order
 * @param media what was uploaded for it; null for nothing
 * @param writtenFor the API by whose rules its text was written for the last call; null before the first
 */
public record Progress(
        Phase phase,
        int attempts,
        int troubles,
        @Nullable Instant troubledSince,
        int unclears,
        @Nullable Instant since,
        @Nullable Instant notBefore,
        boolean possiblySent,
        @Nullable String told,
        @Nullable List<String> parts,
        @Nullable Uploaded media,
        @Nullable ApiGeneration writtenFor) {
    /** Nothing happened yet. */
    public static final Progress NEW =
            new Progress(Phase.WAITING, 0, 0, null, 0, null, null, false, null, List.of(), null, null);

    public Progress {
        parts = parts == null ? List.of() : List.copyOf(parts);
    }

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

    /**
     * Media that Twitter keeps for a message to come.
     *
     * @param mediaId Twitter's id
     * @param until after this Twitter has forgotten them
     */
    public record Uploaded(String mediaId, Instant until) {}

    /** Twitter's ids of the messages that were sent, in order. */
    public List<String> sentParts() {
        return parts == null ? List.of() : parts;
    }

    /** Whether Twitter may have taken its next message although nobody saw it say so. */
    @JsonIgnore
    public boolean mayBeSent() {
        return possiblySent || isUnsettled();
    }

    /** Media of it that Twitter still keeps; null for none. */
    public @Nullable Uploaded uploaded(Instant now) {
        return media != null && now.isBefore(media.until()) ? media : null;
    }

    /** Whether the end of a call is unknown, be it that it told nothing or that whoever made it is gone. */
    @JsonIgnore
    public boolean isUnsettled() {
        return phase != Phase.WAITING;
    }

    /**
     * A call begins.
     *
     * @param api by whose rules its text is written
     */
    public Progress calling(Instant now, ApiGeneration api) {
        return new Progress(
                Phase.CALLING,
                attempts + 1,
                troubles,
                troubledSince,
                isUnsettled() ? unclears + 1 : unclears,
                now,
                null,
                possiblySent,
                told,
                parts,
                media,
                api);
    }

    /** The call was surely not done, for a reason that is not the reply's. */
    public Progress notDone(Instant now) {
        return new Progress(
                Phase.WAITING, attempts, 0, null, unclears, now, null, possiblySent, told, parts, media, writtenFor);
    }

    /** The call was surely not done, and is not to be made before then. */
    public Progress postponed(Instant now, Instant until) {
        return new Progress(
                Phase.WAITING, attempts, 0, null, unclears, now, until, possiblySent, told, parts, media, writtenFor);
    }

    /**
     * Twitter was in trouble.
     *
     * @param sure whether the call was surely not done
     */
    public Progress troubled(Instant now, Instant next, boolean sure) {
        Instant first = troubledSince == null ? now : troubledSince;
        return new Progress(
                Phase.WAITING,
                attempts,
                troubles + 1,
                first,
                unclears,
                now,
                next,
                possiblySent || !sure,
                told,
                parts,
                media,
                writtenFor);
    }

    /** The call's end is unknown. */
    public Progress unclear(Instant now) {
        return new Progress(
                Phase.UNCLEAR, attempts, 0, null, unclears, now, null, true, told, parts, media, writtenFor);
    }

    /** One more of its messages was sent; others follow. */
    public Progress sent(String messageId, Instant now) {
        List<String> all =
                Stream.concat(sentParts().stream(), Stream.of(messageId)).toList();
        return new Progress(Phase.WAITING, attempts, 0, null, 0, now, null, false, told, all, null, writtenFor);
    }

    /** Its media are at Twitter. */
    public Progress uploaded(Uploaded uploaded) {
        return new Progress(
                phase,
                attempts,
                troubles,
                troubledSince,
                unclears,
                since,
                notBefore,
                possiblySent,
                told,
                parts,
                uploaded,
                writtenFor);
    }

    /** A deferred outcome was told. */
    public Progress telling(String reason) {
        return new Progress(
                phase,
                attempts,
                troubles,
                troubledSince,
                unclears,
                since,
                notBefore,
                possiblySent,
                reason,
                parts,
                media,
                writtenFor);
    }
}
