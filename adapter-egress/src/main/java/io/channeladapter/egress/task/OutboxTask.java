package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.message.Received;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.observe.Traceparent;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.egress.gate.ChannelGate;
import io.channeladapter.egress.observe.EgressMetric;
import io.channeladapter.egress.observe.EgressMetrics;
import io.channeladapter.egress.outbox.Appended;
import io.channeladapter.egress.outbox.Budget;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Outgoing;
import io.channeladapter.egress.outbox.Places;
import io.channeladapter.egress.outbox.Progress;
import io.channeladapter.egress.outbox.Urgency;
import io.channeladapter.egress.send.Answered;
import io.channeladapter.egress.send.Calls;
import io.channeladapter.egress.settle.StartHold;
import io.channeladapter.egress.spend.AppSpending;
import io.channeladapter.egress.spend.Choices;
import io.channeladapter.egress.spend.Heard;
import io.channeladapter.egress.spend.Spending;
import io.channeladapter.egress.tell.Commits;
import io.channeladapter.egress.tell.Journal;
import io.channeladapter.egress.tell.Notices;
import io.channeladapter.egress.tell.QuotaNews;
import io.channeladapter.egress.tell.Renderings;
import io.channeladapter.egress.tell.States;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of one task, put together. One thread: the task's. */
public final class OutboxTask {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxTask.class);
    private static final Duration SLOW_TICK = Duration.ofSeconds(1);

    private final String name;
    private final OutboxStore store;
    private final Lanes lanes = new Lanes();
    private final Places places = new Places();
    private final Heads heads;
    private final Restart restart;
    private final Journal journal;
    private final StartHold hold;
    private final Turns turns;
    private final Echoes echoes;
    private final Answers answers;
    private final Calls calls;
    private final Rules rules;
    private final EgressMetrics metrics;
    private final Budget budget = new Budget();
    private final OutboxIndex index;
    private final Notices notices;
    private final Survey survey;
    private final Endings endings;
    private final Pauses pauses;
    private final Anomalies anomalies;
    private final States states;
    private final Heard heard;
    private final Spending spending;
    private final Choices choices;
    private final QuotaNews quotaNews;
    private final Departed departed;
    private final Ages ages;
    private final Sweeps sweeps;
    private boolean begun;
    private Instant slowTickAt = Instant.MIN;

    /**
     * Reads and writes its stores from its first record or tick on.
     *
     * @param name the task's, for its metrics
     * @param partition whose channels it has
     * @param commits tells of its commits
     * @param forward takes what it tells
     */
    public OutboxTask(
            Parts parts,
            String name,
            int partition,
            KeyValueStore<String, byte[]> kafkaStore,
            KeyValueStore<String, byte[]> kafkaIndex,
            Commits commits,
            Consumer<Outgoing> forward) {
        this.name = name;
        this.calls = parts.calls().get();
        this.rules = parts.rules();
        this.metrics = parts.metrics();
        ChannelGate gate = parts.gate();
        this.store = new OutboxStore(kafkaStore);
        ChannelStore channels = new ChannelStore(kafkaStore);
        this.index = new OutboxIndex(kafkaIndex);
        this.hold = new StartHold(parts.backlog().ends(partition), rules.settleWait());
        Renderings renderings = new Renderings(gate);
        this.journal = new Journal(store, index, renderings, commits, forward, metrics);
        this.notices = new Notices(store, channels, index, lanes, journal, budget);
        this.heard = new Heard(channels);
        AppSpending apps = new AppSpending(parts.apps());
        this.spending = new Spending(
                store, channels, heard, lanes, hold, gate, apps, parts.allowances(), rules.mostOfChannel());
        this.choices = new Choices(store, index, lanes, heard, spending, apps, hold, gate, parts.allowances());
        Fates fates = new Fates(hold, rules, gate);
        this.endings = new Endings(store, index, lanes, journal, gate, budget, fates);
        this.heads = new Heads(store, index, lanes, places, fates, endings, choices, budget);
        this.pauses = new Pauses(channels, lanes, journal);
        this.anomalies = new Anomalies(rules.anomalies(), lanes, pauses);
        this.quotaNews = new QuotaNews(lanes, journal, gate, spending);
        this.departed = new Departed(channels, lanes, gate, pauses, spending, choices, quotaNews);
        this.states = new States(partition, store, channels, index, lanes, hold, spending, forward);
        Stalls stalls = new Stalls(parts.clock());
        this.turns = new Turns(
                index, lanes, journal, heads, notices, gate, calls, rules, budget, endings, spending, choices, stalls);
        this.echoes = new Echoes(store, lanes, journal, heads, hold, gate, renderings, spending);
        this.answers = new Answers(
                lanes,
                journal,
                heads,
                fates,
                echoes,
                gate,
                rules,
                parts.jitter(),
                metrics,
                anomalies,
                spending,
                quotaNews);
        this.ages = new Ages(store, index, lanes, hold);
        this.sweeps = new Sweeps(store, channels, index);
        this.survey = new Survey(store, index, lanes, journal, heads, echoes);
        this.restart =
                new Restart(store, channels, index, lanes, places, journal, endings, pauses, heard, spending, hold);
    }

    /** Takes a reply in; tells whether it could be read. */
    public boolean reply(@Nullable String key, byte @Nullable [] value, long offset, Instant now) {
        begin(now);
        hold.replySeen(offset);
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
        if (store.isTaken(channel.streamId(), reply.id())) {
            metrics.taken(EgressMetric.TAKEN, "repeated");
            return true;
        }
        metrics.taken(EgressMetric.TAKEN, "appended");
        Appended appended = new Appended(places.take(), reply, offset);
        store.append(appended);
        index.add(new Entry(appended, Progress.NEW, false));
        channel.depthChanged(1);
        anomalies.accepted(channel, reply, now);
        echoes.resolve(channel, reply.conversation(), now);
        heads.look(channel, reply.conversation().userId(), now);
        if (channel.queued(Urgency.BROADCAST).size() > 0 && reply.priority() == CheckedReply.Priority.live) {
            choices.changed(reply.conversation(), now);
            lanes.queue(channel);
        }
        turns.go(now);
        return true;
    }

    /** Takes an echo in; tells whether it could be read. */
    public boolean echo(@Nullable String key, byte @Nullable [] value, long offset, Instant now) {
        begin(now);
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

    /** Takes a command of the channel's owner in; tells whether it could be read. */
    public boolean command(@Nullable String key, byte @Nullable [] value, Instant now) {
        begin(now);
        Optional<OutboxCommand> read = value == null ? Optional.empty() : Json.read(value, OutboxCommand.class);
        if (read.isEmpty() || !read.get().streamId().value().equals(key)) {
            return false;
        }
        OutboxCommand command = read.get();
        LOG.atInfo()
                .addKeyValue(LogKeys.STREAMID, key)
                .log(
                        command.kind() == OutboxCommand.Kind.CANCEL
                                ? "replies to be cancelled"
                                : "channel to be released");
        switch (command.kind()) {
            case CANCEL -> endings.cancel(command, places.end());
            case RELEASE -> anomalies.release(lanes.channel(command.streamId()), now);
        }
        endings.step(heads, now);
        turns.go(now);
        return true;
    }

    /** A person wrote; tells whether it could be read. */
    public boolean received(@Nullable String key, byte @Nullable [] value, Instant now) {
        begin(now);
        Optional<Received> read = value == null ? Optional.empty() : Json.read(value, Received.class);
        if (read.isEmpty() || !read.get().conversation().streamId().value().equals(key)) {
            return false;
        }
        Conversation conversation = read.get().conversation();
        if (heard.received(read.get())) {
            choices.changed(conversation, now);
            ChannelLanes channel = lanes.find(conversation.streamId());
            if (channel != null && channel.hasReady()) {
                lanes.queue(channel); // an answer may be free now
                turns.go(now);
            }
        }
        anomalies.received(read.get(), now);
        return true;
    }

    /** Time has passed. */
    public void tick(Instant now) {
        begin(now);
        boolean learned = hold.learned();
        if (hold.ends(now) || learned) {
            survey.begin();
        }
        survey.step(now);
        drain(now);
        endings.endExpired(heads, now);
        endings.step(heads, now);
        journal.afterCommit();
        if (!now.isBefore(slowTickAt)) {
            slowTickAt = now.plus(SLOW_TICK);
            pauses.remind(now);
            quotaNews.lookAtAll(now);
            departed.step(now);
            metrics.depths(name, ages.depths(now));
        }
        turns.lookAround(now);
        ages.step(now);
        sweeps.step(now);
        turns.go(now);
        notices.write();
        states.step(now);
    }

    /** Waits for the calls in flight and stores what came of them; starts no more. */
    public void close(Supplier<Instant> clock) {
        metrics.gone(name);
        if (!calls.awaitAll(rules.closeWait())) {
            LOG.atWarn().log("calls to Twitter are still in flight; echoes will settle them");
        }
        begin(clock.get());
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

    // Neither a store write nor a forward works while Kafka Streams sets the task up.
    private void begin(Instant now) {
        budget.renew();
        if (begun) {
            return;
        }
        begun = true;
        try {
            restart.begin(now);
            survey.begin();
        } catch (RuntimeException e) {
            // Not the fault of the record that came first: the thread must end, since half an outbox is none.
            throw new StreamsException("the outbox cannot be read: " + e.getMessage(), e);
        }
    }
}
