package io.channeladapter.config.decide;

import io.channeladapter.common.channel.ApiGeneration;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelSignal.Replay;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Refetch;
import io.channeladapter.common.channel.Refetch.Gap;
import io.channeladapter.common.channel.Refetch.Job;
import io.channeladapter.common.channel.Refetch.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was noticed of missed events into what is to be fetched back, and into a channel's history. Pure; the time
 * is the signal's.
 *
 * <table>
 * <caption>What a signal does; an event in italics is seen in History</caption>
 * <tr><th>signal</th><th>generation with a replay</th><th>without</th></tr>
 * <tr><td>events-missed, new</td><td>a gap, or a longer one; <i>events-missed</i> once</td><td>condition events-missed, <i>degraded</i></td></tr>
 * <tr><td>events-missed, known</td><td>nothing</td><td>nothing</td></tr>
 * <tr><td>replay-asked</td><td>the gap is a job; <i>replay-asked</i></td><td></td></tr>
 * <tr><td>replay-refused, worth another try</td><td>the gap waits, each time longer, at most {@link #MOST_ATTEMPTS} tries</td><td></td></tr>
 * <tr><td>replay-refused, for good</td><td>condition events-missed, <i>degraded</i></td><td></td></tr>
 * <tr><td>replay-ended, complete</td><td>the job is over; <i>replay-ended</i></td><td></td></tr>
 * <tr><td>replay-ended, incomplete</td><td>condition events-missed, <i>degraded</i></td><td></td></tr>
 * </table>
 *
 * What Twitter was asked for, or what was told as lost, is never asked for again. Only an enabled channel misses anything.
 */
public final class FoldMissed {
    /** How many times Twitter is asked for one gap. */
    public static final int MOST_ATTEMPTS = 6;

    /** Instances notice the end of an outage one after the other; then there is one gap nevertheless. */
    static final Duration SETTLE = Duration.ofSeconds(10);

    /** After the first try that failed; twice as long after each other one. */
    static final Duration BACKOFF = Duration.ofMinutes(1);

    private FoldMissed() {}

    static Folded fold(Channel channel, ChannelSignal signal) {
        Replay replay = signal.replay();
        if (replay == null) {
            return new Folded.Unchanged();
        }
        return switch (signal.kind()) {
            case EVENTS_MISSED -> missed(channel, signal, replay.from(), replay.until());
            case REPLAY_ASKED -> asked(channel, signal, replay);
            case REPLAY_REFUSED -> refused(channel, signal, replay);
            case REPLAY_ENDED -> ended(channel, signal, replay);
            case CREDENTIALS_REFUSED,
                    PERMISSION_MISSING,
                    ACCOUNT_RESTRICTED,
                    ACCOUNT_REVOKED,
                    BAD_SIGNATURES,
                    QUOTA_NEARLY_SPENT,
                    MESSAGES_UNREADABLE,
                    SILENT,
                    SENDING_WORKS,
                    SENDING_PAUSED,
                    SENDING_RELEASED,
                    EVENT_SEEN,
                    ANSWER_SENT,
                    EXAMINED -> new Folded.Unchanged();
        };
    }

    private static Folded missed(
            Channel channel, ChannelSignal signal, @Nullable Instant from, @Nullable Instant until) {
        ApiGeneration generation = channel.generation();
        if (channel.status() != ChannelStatus.ENABLED || generation == null || from == null || until == null) {
            return new Folded.Unchanged();
        }
        Refetch known = channel.refetch();
        List<Span> parts = known.open(later(from, channel.createdAt()), until);
        if (parts.isEmpty()) {
            return new Folded.Unchanged();
        }
        Span whole = parts.getFirst().with(parts.getLast());
        if (!generation.replays()) {
            return lost(
                    channel,
                    channel.with(known.dealtWith(whole)),
                    signal,
                    whole.from(),
                    whole.until(),
                    signal.detail()
                            + " Twitter offers no replay for this generation of its API, so that what was written"
                            + " in that time may be lost.");
        }
        Refetch next = known;
        for (Span part : parts) {
            next = toAsk(next, part);
        }
        return known.gap() == null
                ? told(
                        channel.with(next),
                        signal,
                        ChannelEvent.Type.EVENTS_MISSED,
                        span(whole.from(), whole.until(), signal.detail()))
                : new Folded.Noted(channel.with(next));
    }

    // The gap grows until Twitter is asked for it, but never over what Twitter was asked for already.
    private static Refetch toAsk(Refetch known, Span part) {
        Gap gap = known.gap();
        if (gap == null) {
            return known.with(new Gap(part.from(), part.until(), 0, dueAfter(part.until()), null));
        }
        Span both = gap.span().with(part);
        return gap.askedAt() != null || known.dealtWithin(both)
                ? known.waitingFor(part)
                : known.with(new Gap(
                        both.from(),
                        both.until(),
                        gap.attempts(),
                        later(gap.notBefore(), dueAfter(part.until())),
                        null));
    }

    // What waits is the next gap.
    private static Refetch settled(Refetch known, Gap gap) {
        Refetch next = known.with((Gap) null).dealtWith(gap.span());
        return next.waiting().isEmpty()
                ? next
                : toAsk(next.withoutFirstWaiting(), next.waiting().getFirst());
    }

    private static Folded asked(Channel channel, ChannelSignal signal, Replay replay) {
        Gap gap = channel.refetch().gap();
        String jobId = replay.jobId();
        if (gap == null || jobId == null || !isOf(gap, replay)) {
            return new Folded.Unchanged();
        }
        Refetch next = settled(channel.refetch(), gap).with(new Job(jobId, gap.from(), gap.until()));
        Map<String, String> details = span(gap.from(), gap.until(), signal.detail());
        details.put("jobId", jobId);
        return told(channel.with(next), signal, ChannelEvent.Type.REPLAY_ASKED, details);
    }

    private static Folded refused(Channel channel, ChannelSignal signal, Replay replay) {
        Gap gap = channel.refetch().gap();
        if (gap == null || !isOf(gap, replay)) {
            return new Folded.Unchanged();
        }
        if (Boolean.TRUE.equals(replay.good()) && gap.attempts() < MOST_ATTEMPTS) {
            Instant again = signal.at().plus(BACKOFF.multipliedBy(1L << Math.clamp(gap.attempts() - 1L, 0, 10)));
            Instant notBefore = replay.notBefore() == null ? again : later(again, replay.notBefore());
            return new Folded.Noted(channel.with(
                    channel.refetch().with(new Gap(gap.from(), gap.until(), gap.attempts(), notBefore, null))));
        }
        return lost(
                channel,
                channel.with(settled(channel.refetch(), gap)),
                signal,
                gap.from(),
                gap.until(),
                "Events may have been missed " + Replay.inWords(gap.from(), gap.until())
                        + ", and Twitter did not send them again: " + signal.detail());
    }

    private static Folded ended(Channel channel, ChannelSignal signal, Replay replay) {
        Refetch known = channel.refetch();
        String jobId = replay.jobId();
        Gap gap = known.gap();
        Optional<Job> begun =
                known.jobs().stream().filter(job -> job.jobId().equals(jobId)).findFirst();
        Job job;
        Refetch next;
        if (begun.isPresent()) {
            job = begun.get();
            next = known.without(job);
        } else if (jobId != null && gap != null && gap.askedAt() != null) {
            // Its answer never came, or comes later than the replay's end: Twitter had heard nevertheless.
            job = new Job(jobId, gap.from(), gap.until());
            next = settled(known, gap);
        } else {
            return new Folded.Unchanged();
        }
        if (!Boolean.TRUE.equals(replay.good())) {
            return lost(
                    channel,
                    channel.with(next),
                    signal,
                    job.from(),
                    job.until(),
                    "Twitter ended the replay of what it sent " + Replay.inWords(job.from(), job.until())
                            + " before all of it was sent again: " + signal.detail());
        }
        Map<String, String> details = span(job.from(), job.until(), signal.detail());
        details.put("jobId", job.jobId());
        return told(channel.with(next), signal, ChannelEvent.Type.REPLAY_ENDED, details);
    }

    // A condition that stands already makes no event; that this span is lost must be told nevertheless.
    private static Folded lost(
            Channel before, Channel after, ChannelSignal signal, Instant from, Instant until, String detail) {
        ChannelSignal raised = new ChannelSignal(
                signal.streamId(), Kind.EVENTS_MISSED, signal.service(), signal.at(), detail, null, null);
        Folded folded = FoldSignal.folded(before, after, raised);
        return switch (folded) {
            case Folded.Changed(Channel next, ChannelEvent event) -> {
                Map<String, String> details = new HashMap<>(event.details());
                details.putAll(span(from, until, detail));
                yield new Folded.Changed(
                        next,
                        new ChannelEvent(
                                event.streamId(),
                                event.botId(),
                                event.version(),
                                event.type(),
                                event.at(),
                                event.actor(),
                                details));
            }
            case Folded.Noted(Channel next) ->
                told(next, raised, ChannelEvent.Type.EVENTS_MISSED, lostSpan(from, until, detail));
            case Folded.Unchanged _ ->
                told(after, raised, ChannelEvent.Type.EVENTS_MISSED, lostSpan(from, until, detail));
        };
    }

    private static Folded told(
            Channel channel, ChannelSignal signal, ChannelEvent.Type type, Map<String, String> details) {
        Channel next = channel.with(channel.health(), signal.at());
        details.put("noticedBy", signal.service());
        return new Folded.Changed(
                next,
                new ChannelEvent(
                        next.streamId(), next.botId(), next.version(), type, signal.at(), FoldSignal.ACTOR, details));
    }

    private static Map<String, String> span(Instant from, Instant until, String detail) {
        Map<String, String> details = new HashMap<>();
        details.put("from", from.toString());
        details.put("until", until.toString());
        details.put("detail", detail);
        return details;
    }

    private static Map<String, String> lostSpan(Instant from, Instant until, String detail) {
        Map<String, String> details = span(from, until, detail);
        details.put("replay", "none");
        return details;
    }

    private static boolean isOf(Gap gap, Replay replay) {
        return gap.from().equals(replay.from()) && gap.until().equals(replay.until());
    }

    // Twitter takes whole minutes, and none that is still to come.
    private static Instant dueAfter(Instant until) {
        return until.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES).plus(SETTLE);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
