package io.channeladapter.common.channel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a channel may have been missed while the adapter could not take them, and how far fetching them back
 * is.
 *
 * @param upTo what lies before this moment is dealt with, or nobody's wish: never fetched back; null where there is no
 *     such moment
 * @param dealt spans after it that were asked for, or told as lost, and are never asked for again; in order, without
 *     overlaps, at most {@link #MOST_DEALT}: of more the oldest moves {@code upTo}
 * @param gap what is to be asked for next, or is being asked for; null where there is nothing
 * @param waiting what is to be asked for after the gap, since what lies between them is dealt with, or since the gap is
 *     being asked for; at most {@link #MOST_WAITING}: of more the last are one
 * @param jobs replays that Twitter has begun and not yet reported as ended, the oldest first, at most {@link #MOST_JOBS}
 */
public record Refetch(
        @Nullable Instant upTo,

        @Nullable @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Span> dealt,

        @Nullable Gap gap,

        @Nullable @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Span> waiting,

        @Nullable @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Job> jobs) {
    /** Nothing was ever missed. */
    public static final Refetch NONE = new Refetch(null, List.of(), null, List.of(), List.of());

    /** Of older ones nobody is told any more how they ended. */
    public static final int MOST_JOBS = 10;

    public static final int MOST_DEALT = 20;
    public static final int MOST_WAITING = 10;

    /**
     * Whoever notices an outage last may see its end a little later. What is tried after the end that the others saw is
     * not lost: Twitter repeats it for longer than this.
     */
    static final Duration SAME_END = Duration.ofSeconds(60);

    public Refetch {
        dealt = dealt == null ? List.of() : List.copyOf(dealt);
        waiting = waiting == null ? List.of() : List.copyOf(waiting);
        jobs = jobs == null ? List.of() : List.copyOf(jobs.subList(Math.max(0, jobs.size() - MOST_JOBS), jobs.size()));
    }

    /** From a moment until a later one. */
    public record Span(Instant from, Instant until) {
        boolean meets(Span other) {
            return from.isBefore(other.until) && other.from.isBefore(until);
        }

        /** Both, and what lies between them. */
        public Span with(Span other) {
            return new Span(
                    from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until);
        }

        private Stream<Span> without(Span other) {
            return meets(other)
                    ? Stream.of(new Span(from, other.from), new Span(other.until, until))
                            .filter(part -> part.from.isBefore(part.until))
                    : Stream.of(this);
        }
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
            @Nullable Instant askedAt) {
        /** From its begin until its end. */
        @JsonIgnore
        public Span span() {
            return new Span(from, until);
        }
    }

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

    /** Spans that were asked for or told as lost; never null. */
    @Override
    public List<Span> dealt() {
        return Objects.requireNonNull(dealt);
    }

    /** What is asked for after the gap; never null. */
    @Override
    public List<Span> waiting() {
        return Objects.requireNonNull(waiting);
    }

    /** Whether all of a span is dealt with or to be asked for. */
    @JsonIgnore
    public boolean covers(Instant from, Instant until) {
        return open(from, until).isEmpty();
    }

    /** What of a span is neither dealt with nor to be asked for, in order. */
    @JsonIgnore
    public List<Span> open(Instant from, Instant until) {
        Instant begin = upTo != null && upTo.isAfter(from) ? upTo : from;
        List<Span> asked = new ArrayList<>(dealt());
        if (gap != null && gap.askedAt() != null) {
            asked.add(gap.span());
        }
        Instant end = asked.stream()
                .filter(span -> begin.isBefore(span.until())
                        && until.isAfter(span.until())
                        && !until.isAfter(span.until().plus(SAME_END)))
                .map(Span::until)
                .min(Comparator.naturalOrder())
                .orElse(until);
        if (!begin.isBefore(end)) {
            return List.of();
        }
        List<Span> known = new ArrayList<>(waiting());
        if (gap != null) {
            known.add(gap.span());
        }
        // Twitter is asked in whole minutes.
        asked.forEach(span -> known.add(new Span(span.from().truncatedTo(ChronoUnit.MINUTES), span.until())));
        List<Span> parts = List.of(new Span(begin, end));
        for (Span one : known) {
            parts = parts.stream().flatMap(part -> part.without(one)).toList();
        }
        return parts;
    }

    /** Whether something in a span is dealt with. */
    @JsonIgnore
    public boolean dealtWithin(Span span) {
        return dealt().stream().anyMatch(span::meets);
    }

    /** With another gap, or with none; what waits and lies in it waits no more. */
    public Refetch with(@Nullable Gap next) {
        return new Refetch(
                upTo,
                dealt,
                next,
                waiting().stream()
                        .filter(one -> next == null || !one.meets(next.span()))
                        .toList(),
                jobs);
    }

    /** With one more span to be asked for after the gap. */
    public Refetch waitingFor(Span span) {
        Span next = waiting().stream()
                .map(span::with)
                .filter(both -> !dealtWithin(both) && (gap == null || !both.meets(gap.span())))
                .findFirst()
                .orElse(
                        waiting().size() < MOST_WAITING
                                ? span
                                : waiting().getLast().with(span));
        return new Refetch(
                upTo,
                dealt,
                gap,
                Stream.concat(waiting().stream().filter(one -> !one.meets(next)), Stream.of(next))
                        .toList(),
                jobs);
    }

    /** Without the first span that waits. */
    public Refetch withoutFirstWaiting() {
        return new Refetch(upTo, dealt, gap, waiting().subList(1, waiting().size()), jobs);
    }

    /** Nothing in this span is to be fetched back, unless it is in the gap or waits. */
    public Refetch dealtWith(Span span) {
        List<Span> all = new ArrayList<>();
        Span last = null;
        for (Span one : Stream.concat(dealt().stream(), Stream.of(span))
                .sorted(Comparator.comparing(Span::from))
                .toList()) {
            if (last == null) {
                last = one;
            } else if (one.from().isAfter(last.until())) {
                all.add(last);
                last = one;
            } else {
                last = last.with(one);
            }
        }
        all.add(Objects.requireNonNull(last));
        return all.size() > MOST_DEALT
                ? new Refetch(upTo, all, gap, waiting, jobs).upTo(all.getFirst().until())
                : new Refetch(upTo, all, gap, waiting, jobs);
    }

    /** Nothing before this moment is to be fetched back, unless it is in the gap or waits. */
    public Refetch upTo(Instant moment) {
        Instant next = upTo != null && upTo.isAfter(moment) ? upTo : moment;
        return new Refetch(
                next,
                dealt().stream().filter(span -> span.until().isAfter(next)).toList(),
                gap,
                waiting,
                jobs);
    }

    /** With one more replay under way. */
    public Refetch with(Job job) {
        return new Refetch(
                upTo,
                dealt,
                gap,
                waiting,
                Stream.concat(jobs().stream(), Stream.of(job)).toList());
    }

    /** Without a replay that has ended. */
    public Refetch without(Job job) {
        return new Refetch(
                upTo,
                dealt,
                gap,
                waiting,
                jobs().stream().filter(other -> !other.equals(job)).toList());
    }
}
