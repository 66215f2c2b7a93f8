package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.OutcomeEvent;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Done;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Outgoing;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.Uncommitted;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened, so that nothing told is lost and nothing is told under two names: each record is in the store
 * before it is forwarded, stays there until a commit has passed, and is forwarded again, byte for byte, by whoever finds
 * it there. One thread: the task's.
 */
final class Journal {
    private final OutboxStore store;
    private final Commits commits;
    private final Consumer<Outgoing> forward;
    private final EgressMetrics metrics;
    private final Deque<Forwarded> forwarded = new ArrayDeque<>();
    private long next;

    private record Forwarded(long number, long commitsBefore) {}

    Journal(OutboxStore store, Commits commits, Consumer<Outgoing> forward, EgressMetrics metrics) {
        this.store = store;
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
                store.end(ended);
            }
            forward(uncommitted);
        }
    }

    /** A reply has its final outcome and leaves the outbox. */
    void end(ChannelLanes channel, Entry entry, Outcome outcome, Instant now) {
        CheckedReply reply = reply(channel, entry);
        if (reply != null) {
            String messageId = outcome instanceof Outcome.Sent(String id, Instant _) && !id.isEmpty() ? id : null;
            Uncommitted.Ended ended = new Uncommitted.Ended(
                    channel.streamId(),
                    entry.seq(),
                    entry.replyId(),
                    new Done(kind(outcome), now),
                    messageId,
                    reply.traceparent());
            tell(OutcomeEvent.of(reply, outcome, now), ended);
            store.end(ended);
            metrics.outcome(outcome);
        }
        channel.remove(entry);
    }

    /** A reply waits; told once for each change of the reason. */
    void defer(ChannelLanes channel, Entry entry, Outcome.Deferred outcome, Instant now) {
        if (outcome.reason().equals(entry.progress().told())) {
            return;
        }
        CheckedReply reply = reply(channel, entry);
        if (reply != null) {
            tell(OutcomeEvent.of(reply, outcome, now), null);
            progress(channel, entry, entry.progress().telling(outcome.reason()));
            metrics.outcome(outcome);
        }
    }

    /** How far a reply came. */
    void progress(ChannelLanes channel, Entry entry, Progress progress) {
        store.put(channel.streamId(), entry.seq(), progress);
        entry.progress(progress);
    }

    /** An event that ends nothing. */
    void tell(BotEvent event) {
        tell(event, null);
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

    /** Writes the limits of a channel where that is worth it. */
    void limits(ChannelLanes channel) {
        if (channel.limits().worthWriting(channel.stored())) {
            store.put(channel.streamId(), channel.limits());
            channel.stored(channel.limits());
        }
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

    private @Nullable CheckedReply reply(ChannelLanes channel, Entry entry) {
        return store.pending(channel.streamId(), entry.seq())
                .map(appended -> appended.reply())
                .orElse(null);
    }

    private void tell(BotEvent event, Uncommitted.@Nullable Ended ended) {
        write(Outgoing.of(event), ended);
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
