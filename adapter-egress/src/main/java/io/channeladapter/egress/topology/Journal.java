package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Offer;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.OutcomeEvent;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.KnownMessage;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Outgoing;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.ReplyMark;
import io.channeladapter.egress.outbox.Uncommitted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened, so that nothing told is lost and nothing is told under two names: each record that ends anything
 * is in the store before it is forwarded, stays there until a commit has passed, and is forwarded again, byte for byte,
 * by whoever finds it there. One thread: the task's.
 */
final class Journal {
    private final OutboxStore store;
    private final OutboxIndex index;
    private final Renderings renderings;
    private final Commits commits;
    private final Consumer<Outgoing> forward;
    private final EgressMetrics metrics;
    private final Deque<Forwarded> forwarded = new ArrayDeque<>();
    private long next;

    private record Forwarded(long number, long commitsBefore) {}

    Journal(
            OutboxStore store,
            OutboxIndex index,
            Renderings renderings,
            Commits commits,
            Consumer<Outgoing> forward,
            EgressMetrics metrics) {
        this.store = store;
        this.index = index;
        this.renderings = renderings;
        this.commits = commits;
        this.forward = forward;
        this.metrics = metrics;
    }

    /** Does what was begun before the task started: to be called once, before anything else. */
    void replay(List<Uncommitted> found) {
        for (Uncommitted uncommitted : found) {
            next = Math.max(next, uncommitted.number() + 1);
            Uncommitted.Ended ended = uncommitted.ended();
            if (ended != null) {
                store.end(ended, true);
            }
            forward(uncommitted);
        }
    }

    /** One of several messages of a reply was sent. Whose it is follows from the progress, should that be all that is kept. */
    Entry part(ChannelLanes channel, Entry entry, String messageId, Instant now) {
        Entry next = progress(channel, entry, entry.progress().sent(messageId, now));
        parts(next, now);
        return next;
    }

    /** Notes whose the messages are that a reply has become so far. */
    void parts(Entry entry, Instant now) {
        for (String messageId : entry.progress().sentParts()) {
            store.sent(
                    entry.conversation().streamId(),
                    messageId,
                    new KnownMessage(entry.replyId(), true, now, entry.reply().traceparent()));
        }
    }

    /** A reply was sent as a whole. */
    void sent(ChannelLanes channel, Entry entry, String messageId, Instant now) {
        List<String> all = Stream.concat(entry.progress().sentParts().stream(), Stream.of(messageId))
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        List<Offer.Option> offered = renderings.of(entry).offered();
        if (!offered.isEmpty()) {
            write(
                    Outgoing.of(new Offer(
                            entry.conversation(),
                            entry.replyId(),
                            offered,
                            messageId.isEmpty() ? null : messageId,
                            now)),
                    null);
        }
        end(channel, entry, new Outcome.Sent(messageId, now, all), all, now);
    }

    /** A reply has another final outcome than being sent. */
    void end(ChannelLanes channel, Entry entry, Outcome outcome, Instant now) {
        List<String> sent = entry.progress().sentParts();
        Outcome told = outcome instanceof Outcome.Failed(String reason, String detail, Integer code) && !sent.isEmpty()
                ? new Outcome.Failed(
                        reason,
                        detail + " Of its " + renderings.of(entry).parts().size() + " messages, the first "
                                + sent.size() + " had been sent.",
                        code)
                : outcome;
        end(channel, entry, told, sent, now);
    }

    private void end(ChannelLanes channel, Entry entry, Outcome outcome, List<String> messageIds, Instant now) {
        Uncommitted.Ended ended = new Uncommitted.Ended(
                channel.streamId(),
                entry.conversation().userId(),
                entry.seq(),
                entry.replyId(),
                ReplyMark.ended(kind(outcome), now),
                messageIds,
                entry.reply().traceparent());
        write(Outgoing.of(OutcomeEvent.of(entry.reply(), outcome, now)), ended);
        store.end(ended, entry.kept());
        index.remove(entry);
        channel.depthChanged(-1);
        metrics.outcome(outcome);
    }

    /**
     * A reply waits on its own, which is told once for each change of the reason. That it is told again after a crash
     * does no harm, so it needs no guard.
     *
     * @param progress how far it came
     */
    Entry defer(ChannelLanes channel, Entry entry, Progress progress, Outcome.Deferred outcome, Instant now) {
        boolean isNew = !outcome.reason().equals(entry.progress().told());
        if (isNew) {
            tellDeferred(entry, outcome, now);
        }
        return progress(channel, entry, isNew ? progress.telling(outcome.reason()) : progress);
    }

    /** Tells that a reply waits, and notes it nowhere. */
    void tellDeferred(Entry entry, Outcome.Deferred outcome, Instant now) {
        forward.accept(Outgoing.of(OutcomeEvent.of(entry.reply(), outcome, now)));
        metrics.outcome(outcome);
    }

    /** How far a reply came. */
    Entry progress(ChannelLanes channel, Entry entry, Progress progress) {
        store.put(channel.streamId(), entry.seq(), progress);
        return new Entry(entry.appended(), progress, true);
    }

    /** An event that ends nothing. */
    void tell(BotEvent event) {
        write(Outgoing.of(event), null);
    }

    void count(Outcome outcome) {
        metrics.outcome(outcome);
    }

    /** A signal to the config-service. */
    void signal(StreamId streamId, ChannelSignal.Kind kind, String detail, Instant now) {
        write(
                Outgoing.of(new ChannelSignal(streamId, kind, EgressTopology.APPLICATION_ID, now, detail, null, null)),
                null);
    }

    /** A signal that is not worth the store: where it is lost, what it says is noticed again. */
    void hint(ChannelSignal signal) {
        forward.accept(Outgoing.of(signal));
    }

    /** Forgets what a commit has passed for. */
    void forgetCommitted() {
        long passed = commits.passed();
        Forwarded first = forwarded.peekFirst();
        while (first != null && first.commitsBefore() < passed) {
            store.deleteUncommitted(first.number());
            forwarded.pollFirst();
            first = forwarded.peekFirst();
        }
    }

    private void write(Outgoing outgoing, Uncommitted.@Nullable Ended ended) {
        Uncommitted uncommitted = new Uncommitted(next++, outgoing, ended);
        store.put(uncommitted);
        forward(uncommitted);
    }

    private void forward(Uncommitted uncommitted) {
        forward.accept(uncommitted.outgoing());
        forwarded.addLast(new Forwarded(uncommitted.number(), commits.passed()));
    }

    private static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent _ -> "sent";
            case Outcome.Failed _ -> "failed";
            case Outcome.Expired _ -> "expired";
            case Outcome.Deferred _ -> "deferred";
            case Outcome.Confirmed _ -> "confirmed";
        };
    }
}
