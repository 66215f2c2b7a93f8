package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a channel may have been missed while the adapter could not take them, and how far fetching them back
 * is.
 *
 * @param upTo what lies before this moment is dealt with, or nobody's wish: never fetched back again; null where nothing
 *     was ever missed
 * @param gap what is still to be asked for; null where there is nothing
 * @param jobs replays that Twitter has begun and not yet reported as ended, the oldest first, at most {@link #MOST_JOBS}
 */
public record Refetch(
        @Nullable Instant upTo,
        @Nullable Gap gap,

        @Nullable @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Job> jobs) {
    /** Nothing was ever missed. */
    public static final Refetch NONE = new Refetch(null, null, List.of());

    /** Of older ones nobody is told any more how they ended. */
    public static final int MOST_JOBS = 10;

    public Refetch {
        jobs = jobs == null ? List.of() : List.copyOf(jobs.subList(Math.max(0, jobs.size() - MOST_JOBS), jobs.size()));
    }

    /**
     * A span whose events are to be fetched back.
     *
     * @param from its begin
     * @param until its end
     * @param attempts how many times Twitter was asked for it
     * @param notBefore when to ask at the earliest
     * @param askedAt when the call began whose answer is not known yet; null while none is under way
     */
    public record Gap(
            Instant from,
            Instant until,
            int attempts,
            Instant notBefore,
            @Nullable Instant askedAt) {}

    /**
     * A replay that Twitter has begun.
     *
     * @param jobId Twitter's id of it
     * @param from begin of what is replayed
     * @param until its end
     */
    public record Job(String jobId, Instant from, Instant until) {}

    /** The replays that are under way; never null. */
    @Override
    public List<Job> jobs() {
        return Objects.requireNonNull(jobs);
    }

    /** Whether all of a span is dealt with or to be asked for. */
    @JsonIgnore
    public boolean covers(Instant from, Instant until) {
        Instant begin = upTo != null && upTo.isAfter(from) ? upTo : from;
        return !until.isAfter(begin)
                || (gap != null && !gap.from().isAfter(begin) && !gap.until().isBefore(until));
    }

    /** With another gap, or with none. */
    public Refetch with(@Nullable Gap next) {
        return new Refetch(upTo, next, jobs);
    }

    /** Nothing before this moment is to be fetched back, unless it is in the gap. */
    public Refetch upTo(Instant moment) {
        return new Refetch(upTo != null && upTo.isAfter(moment) ? upTo : moment, gap, jobs);
    }

    /** With one more replay under way. */
    public Refetch with(Job job) {
        return new Refetch(
                upTo, gap, Stream.concat(jobs().stream(), Stream.of(job)).toList());
    }

    /** Without a replay that has ended. */
    public Refetch without(Job job) {
        return new Refetch(
                upTo, gap, jobs().stream().filter(other -> !other.equals(job)).toList());
    }
}
