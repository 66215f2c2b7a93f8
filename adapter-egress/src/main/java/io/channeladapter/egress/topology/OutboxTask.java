package io.channeladapter.egress.topology;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.Appended;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxKeys;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Outgoing;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.Uncommitted;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.send.Calls;
import io.channeladapter.egress.throttle.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of one task, put together. One thread: the task's. */
final class OutboxTask {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxTask.class);
    private static final Duration SLOW_TICK = Duration.ofSeconds(1);
    private static final int SWEPT_AT_ONCE = 500;

    private final String name;
    private final OutboxStore store;
    private final Lanes lanes = new Lanes();
    private final Journal journal;
    private final StartHold hold;
    private final Turns turns;
    private final Echoes echoes;
    private final Answers answers;
    private final Calls calls;
    private final Rules rules;
    private final EgressMetrics metrics;
    private final List<Uncommitted> toReplay = new ArrayList<>();
    private boolean replayed;
    private long nextSeq;
    private Instant slowTickAt = Instant.MIN;
    private @Nullable String sweepFrom;

    private OutboxTask(
            EgressTopology.Parts parts,
            String name,
            int partition,
            KeyValueStore<String, byte[]> kafkaStore,
            Commits commits,
            Consumer<Outgoing> forward) {
        this.name = name;
        this.store = new OutboxStore(kafkaStore);
        this.calls = parts.calls().get();
        this.rules = parts.rules();
        this.metrics = parts.metrics();
        this.hold = new StartHold(parts.backlog().ends(partition), rules.settleWait());
        this.journal = new Journal(store, commits, forward, metrics);
        this.turns = new Turns(store, lanes, journal, parts.gate(), calls, rules);
        this.echoes = new Echoes(store, lanes, journal, turns, hold, parts.gate());
        this.answers = new Answers(lanes, journal, turns, echoes, parts.gate(), rules, parts.jitter(), metrics);
    }

    /** Reads what the store holds into memory. */
    static OutboxTask load(
            EgressTopology.Parts parts, ProcessorContext<String, Parcel> context, Consumer<Outgoing> forward) {
        OutboxTask task = new OutboxTask(
                parts,
                context.taskId().toString(),
                context.taskId().partition(),
                context.getStateStore(EgressTopology.STORE),
                parts.commits().apply(context),
                forward);
        task.read();
        return task;
    }

    /** Takes a reply in; tells whether it could be read. */
    boolean reply(@Nullable String key, byte @Nullable [] value, long offset, Instant now) {
        replay(now);
        boolean held = hold.holds(offset);
        Optional<CheckedReply> read = value == null ? Optional.empty() : Json.read(value, CheckedReply.class);
        if (read.isEmpty() || !read.get().conversation().streamId().value().equals(key)) {
            metrics.taken(EgressMetric.TAKEN, "unreadable");
            return false;
        }
        CheckedReply reply = Trace.continuing(read.get().traceparent())
                .map(read.get()::tracedBy)
                .orElse(read.get());
        Trace.note(LogKeys.STREAMID, reply.conversation().streamId());
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, key)
                .addKeyValue(LogKeys.REPLY_ID, reply.id())
                .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(reply.traceparent()))
                .log("reply taken");
        ChannelLanes channel = lanes.channel(reply.conversation().streamId());
        if (channel.find(reply.id()).isPresent() || store.isDone(channel.streamId(), reply.id())) {
            metrics.taken(EgressMetric.TAKEN, "repeated");
            return true;
        }
        metrics.taken(EgressMetric.TAKEN, "appended");
        Appended appended = new Appended(nextSeq++, reply);
        store.put(channel.streamId(), appended);
        Entry entry = new Entry(appended, Progress.NEW, held);
        hold.watch(entry, offset);
        Lane lane = add(channel, entry);
        if (!channel.parked(entry.conversation()).isEmpty()) {
            echoes.resolve(channel, entry.conversation(), now);
        }
        turns.look(channel, lane, now);
        turns.go(now);
        return true;
    }

    /** Takes an echo in; tells whether it could be read. */
    boolean echo(@Nullable String key, byte @Nullable [] value, long offset, Instant now) {
        replay(now);
        hold.echoSeen(offset);
        Optional<Echo> read = value == null ? Optional.empty() : Json.read(value, Echo.class);
        if (read.isEmpty() || !read.get().conversation().streamId().value().equals(key)) {
            metrics.taken(EgressMetric.ECHOES, "unreadable");
            return false;
        }
        metrics.taken(EgressMetric.ECHOES, "taken");
        LOG.atDebug()
                .addKeyValue(LogKeys.STREAMID, key)
                .addKeyValue(LogKeys.TRACE_ID, Traceparent.traceId(read.get().traceparent()))
                .log("echo taken");
        echoes.take(read.get(), now);
        turns.go(now);
        return true;
    }

    /** Time has passed. */
    void tick(Instant now) {
        replay(now);
        release(now);
        drain(now);
        journal.forgetCommitted();
        if (!now.isBefore(slowTickAt)) {
            slowTickAt = now.plus(SLOW_TICK);
            turns.lookAtAll(now);
            sweepFrom = store.sweep(sweepFrom, SWEPT_AT_ONCE, now);
            metrics.depths(name, depths(now));
        }
        turns.go(now);
    }

    /** Waits for the calls in flight and stores what came of them; starts no more. */
    void close(Supplier<Instant> clock) {
        metrics.gone(name);
        if (!calls.awaitAll(rules.closeWait())) {
            LOG.atWarn().log("calls to Twitter are still in flight; echoes will settle them");
        }
        replay(clock.get());
        drain(clock.get());
    }

    private void drain(Instant now) {
        Answered answered = calls.poll();
        while (answered != null) {
            take(answered, now);
            answered = calls.poll();
        }
    }

    private void take(Answered answered, Instant now) {
        Trace.within(answered.call().reply().traceparent(), () -> answers.take(answered, now));
    }

    private void release(Instant now) {
        for (Entry entry : hold.newcomers()) {
            entry.release();
            lookAtLaneOf(entry, now);
        }
        if (hold.ends(now)) {
            for (ChannelLanes channel : List.copyOf(lanes.channels())) {
                channel.entries().forEach(Entry::release);
                channel.parked().forEach(echo -> echoes.resolve(channel, echo.conversation(), now));
                List.copyOf(channel.lanes()).forEach(lane -> turns.look(channel, lane, now));
            }
        }
    }

    private void lookAtLaneOf(Entry entry, Instant now) {
        ChannelLanes channel = lanes.channel(entry.conversation().streamId());
        Lane lane = channel.lane(entry.conversation());
        if (lane != null) {
            turns.look(channel, lane, now);
        }
    }

    private Lane add(ChannelLanes channel, Entry entry) {
        Instant expiresAt = entry.expiresAt();
        if (expiresAt != null) {
            lanes.wakeAt(new Lanes.Wake(expiresAt, channel.streamId(), entry.conversation()));
        }
        return channel.add(entry);
    }

    private void read() {
        Set<String> ended = new HashSet<>();
        store.each(Kind.UNCOMMITTED, Uncommitted.class, (key, uncommitted) -> {
            toReplay.add(uncommitted);
            Uncommitted.Ended end = uncommitted.ended();
            if (end != null) {
                ended.add(OutboxKeys.of(Kind.PENDING, end.streamId(), end.seq()));
                // Its place must not be given to another reply: that one would be ended by the next start.
                nextSeq = Math.max(nextSeq, end.seq() + 1);
            }
        });
        store.each(Kind.LIMITS, Limits.class, (key, limits) -> {
            ChannelLanes channel = lanes.channel(OutboxKeys.streamId(key));
            channel.limits(limits);
            channel.stored(limits);
        });
        store.each(
                Kind.PARKED,
                Echo.class,
                (key, echo) -> lanes.channel(OutboxKeys.streamId(key)).park(echo));
        store.each(Kind.PENDING, Appended.class, (key, appended) -> {
            nextSeq = Math.max(nextSeq, appended.seq() + 1);
            if (!ended.contains(key)) {
                StreamId streamId = OutboxKeys.streamId(key);
                Progress progress = store.progress(streamId, appended.seq());
                add(lanes.channel(streamId), new Entry(appended, progress, true));
            }
        });
        int pending = lanes.channels().stream().mapToInt(ChannelLanes::depth).sum();
        LOG.atInfo().addKeyValue(LogKeys.COUNT, pending).log("outbox read");
    }

    private void replay(Instant now) {
        if (!replayed) {
            replayed = true;
            journal.replay(toReplay);
            toReplay.clear();
            for (ChannelLanes channel : List.copyOf(lanes.channels())) {
                channel.parked().forEach(echo -> echoes.resolve(channel, echo.conversation(), now));
                List.copyOf(channel.lanes()).forEach(lane -> turns.look(channel, lane, now));
            }
        }
    }

    private EgressMetrics.Depths depths(Instant now) {
        int replies = 0;
        Map<WaitCause, Duration> oldest = new EnumMap<>(WaitCause.class);
        for (ChannelLanes channel : lanes.channels()) {
            replies += channel.depth();
            for (Lane lane : channel.lanes()) {
                WaitCause cause = lane.cause() == WaitCause.RUNNABLE ? channel.cause() : lane.cause();
                Duration age = Duration.between(lane.first().acceptedAt(), now);
                oldest.merge(cause, age, (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return new EgressMetrics.Depths(replies, oldest);
    }
}
