package io.channeladapter.egress.tell;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Offer;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.message.OutcomeEvent;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Ending;
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
 * Tells what happened, so that nothing told is lost and nothing is told under two names. Each record is in the store
 * before it is forwarded, stays there until a commit has passed, and is forwarded again, byte for byte, by whoever finds
 * it there. It is forwarded only after a commit has brought it to the store's changelog: a successor that does not find
 * it there would go on with a reply that is told to have ended, and might come to another end. One thread: the task's.
 */
public final class Journal {
    /** Who tells. */
    public static final String SERVICE = "adapter-egress";

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Renderings renderings;
    private final Commits commits;
    private final Consumer<Outgoing> forward;
    private final EgressMetrics metrics;
    private final Deque<AtCommit> stored = new ArrayDeque<>();
    private final Deque<AtCommit> forwarded = new ArrayDeque<>();
    private long next;

    private record AtCommit(Uncommitted uncommitted, long commitsBefore) {}

    public Journal(
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
    public void replay(List<Uncommitted> found) {
        for (Uncommitted uncommitted : found) {
            next = Math.max(next, uncommitted.number() + 1);
            apply(uncommitted, true);
            forward(uncommitted);
        }
    }

    /** One of several messages of a reply was sent. Whose it is follows from the progress, should that be all that is kept. */
    public Entry part(ChannelLanes channel, Entry entry, String messageId, Instant now) {
        Entry next = progress(channel, entry, entry.progress().sent(messageId, now));
        parts(next, now);
        return next;
    }

    /** Notes whose the messages are that a reply has become so far. */
    public void parts(Entry entry, Instant now) {
        for (String messageId : entry.progress().sentParts()) {
            store.sent(
                    entry.conversation().streamId(),
                    messageId,
                    new KnownMessage(entry.replyId(), true, now, entry.reply().traceparent()));
        }
    }

    /** A reply was sent as a whole. */
    public void sent(ChannelLanes channel, Entry entry, String messageId, Instant now) {
        List<String> all = Stream.concat(entry.progress().sentParts().stream(), Stream.of(messageId))
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        List<Offer.Option> offered = renderings.of(entry).offered();
        if (!offered.isEmpty()) {
            write(Outgoing.of(new Offer(
                    entry.conversation(), entry.replyId(), offered, messageId.isEmpty() ? null : messageId, now)));
        }
        end(channel, entry, new Outcome.Sent(messageId, now, all), all, null, now);
    }

    /** A reply has another final outcome than being sent. */
    public void end(ChannelLanes channel, Entry entry, Outcome outcome, Instant now) {
        end(channel, entry, outcome, null, now);
    }

    /**
     * A reply has another final outcome than being sent.
     *
     * @param following others that end because of that; null for none
     */
    public void end(ChannelLanes channel, Entry entry, Outcome outcome, @Nullable Ending following, Instant now) {
        List<String> sent = entry.progress().sentParts();
        Outcome told = outcome instanceof Outcome.Failed(String reason, String detail, Integer code) && !sent.isEmpty()
                ? new Outcome.Failed(
                        reason,
                        detail + " Of its " + renderings.of(entry).parts().size() + " messages, the first "
                                + sent.size() + " had been sent.",
                        code)
                : outcome;
        end(channel, entry, told, sent, following, now);
    }

    private void end(
            ChannelLanes channel,
            Entry entry,
            Outcome outcome,
            List<String> messageIds,
            @Nullable Ending following,
            Instant now) {
        Uncommitted.Ended ended = new Uncommitted.Ended(
                channel.streamId(),
                entry.conversation().userId(),
                entry.seq(),
                entry.replyId(),
                ReplyMark.ended(kind(outcome), now),
                messageIds,
                entry.reply().traceparent());
        Uncommitted uncommitted = write(Outgoing.of(OutcomeEvent.of(entry.reply(), outcome, now)), ended, following);
        apply(uncommitted, entry.kept());
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
    public Entry defer(ChannelLanes channel, Entry entry, Progress progress, Outcome.Deferred outcome, Instant now) {
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
    public Entry progress(ChannelLanes channel, Entry entry, Progress progress) {
        store.put(channel.streamId(), entry.seq(), progress);
        return new Entry(entry.appended(), progress, true);
    }

    /** An event that ends nothing. */
    public void tell(BotEvent event) {
        write(Outgoing.of(event));
    }

    public void count(Outcome outcome) {
        metrics.outcome(outcome);
    }

    /** A signal to the config-service. */
    public void signal(StreamId streamId, ChannelSignal.Kind kind, String detail, Instant now) {
        write(Outgoing.of(new ChannelSignal(streamId, kind, SERVICE, now, detail, null, null)));
    }

    /** A signal that is not worth the store: where it is lost, what it says is noticed again. */
    public void hint(ChannelSignal signal) {
        forward.accept(Outgoing.of(signal));
    }

    /** Forgets what was forwarded before the last commit, and forwards what was waiting for it. */
    public void afterCommit() {
        eachBefore(forwarded, done -> store.deleteUncommitted(done.number()));
        eachBefore(stored, this::forward);
    }

    private void eachBefore(Deque<AtCommit> queue, Consumer<Uncommitted> then) {
        long passed = commits.passed();
        AtCommit first = queue.peekFirst();
        while (first != null && first.commitsBefore() < passed) {
            queue.pollFirst();
            then.accept(first.uncommitted());
            first = queue.peekFirst();
        }
    }

    private void write(Outgoing outgoing) {
        write(outgoing, null, null);
    }

    private Uncommitted write(Outgoing outgoing, Uncommitted.@Nullable Ended ended, @Nullable Ending following) {
        Uncommitted uncommitted = new Uncommitted(next++, outgoing, ended, following);
        store.put(uncommitted);
        stored.addLast(new AtCommit(uncommitted, commits.passed()));
        return uncommitted;
    }

    private void apply(Uncommitted uncommitted, boolean kept) {
        Ending following = uncommitted.following();
        if (following != null) {
            store.put(following);
        }
        Uncommitted.Ended ended = uncommitted.ended();
        if (ended != null) {
            store.end(ended, kept);
        }
    }

    private void forward(Uncommitted uncommitted) {
        forward.accept(uncommitted.outgoing());
        forwarded.addLast(new AtCommit(uncommitted, commits.passed()));
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
