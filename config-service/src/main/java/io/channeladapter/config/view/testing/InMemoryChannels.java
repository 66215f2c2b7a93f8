package io.channeladapter.config.view.testing;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelEvent;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxCommand;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.decide.Decide;
import io.channeladapter.config.decide.Decision;
import io.channeladapter.config.decide.FoldSignal;
import io.channeladapter.config.decide.Folded;
import io.channeladapter.config.view.BotSummary;
import io.channeladapter.config.view.ChannelIndex;
import io.channeladapter.config.view.ChannelQuery;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.CommandBus;
import io.channeladapter.config.view.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Bus and view in memory: decides at once, with the rules of the real one. Safe for many threads. */
public final class InMemoryChannels implements CommandBus, ChannelView {
    private final Map<StreamId, Channel> channels = new HashMap<>();
    private final ChannelIndex index = new ChannelIndex();
    private final Map<String, Outcome> answered = new HashMap<>();
    private final List<ChannelEvent> events = new ArrayList<>();
    private final List<OutboxCommand> orders = new ArrayList<>();
    private final List<Outcome> next = new ArrayList<>();
    private volatile boolean patient;

    /** The next command ends like this, and changes nothing. */
    public synchronized void answerNext(Outcome outcome) {
        next.add(outcome);
    }

    /** What happened so far, in order. */
    public synchronized List<ChannelEvent> events() {
        return List.copyOf(events);
    }

    /** What the egress was told so far, in order. */
    public synchronized List<OutboxCommand> orders() {
        return List.copyOf(orders);
    }

    /** Folds a signal into its channel. */
    public synchronized void signal(ChannelSignal signal) {
        switch (FoldSignal.fold(channels.get(signal.streamId()), signal)) {
            case Folded.Changed(Channel after, ChannelEvent event) -> {
                keep(signal.streamId(), after);
                events.add(event);
            }
            case Folded.Noted(Channel after) -> keep(signal.streamId(), after);
            case Folded.Unchanged _ -> {}
        }
    }

    @Override
    public synchronized Outcome submit(CommandEnvelope envelope) {
        if (!next.isEmpty()) {
            return next.removeFirst();
        }
        return answered.computeIfAbsent(envelope.commandId(), id -> decided(envelope));
    }

    private Outcome decided(CommandEnvelope envelope) {
        return switch (Decide.decide(channels.get(envelope.streamId()), envelope)) {
            case Decision.Changed changed -> {
                apply(envelope.streamId(), changed);
                yield new Outcome.Accepted(changed.event().version());
            }
            case Decision.Noted(Channel after) -> {
                keep(envelope.streamId(), after);
                yield new Outcome.Accepted(after.version());
            }
            case Decision.Unchanged(long version) -> new Outcome.Accepted(version);
            case Decision.Refused(String code, String detail) -> new Outcome.Refused(code, detail);
        };
    }

    private void apply(StreamId streamId, Decision.Changed changed) {
        keep(streamId, changed.next());
        events.add(changed.event());
        if (changed.order() != null) {
            orders.add(changed.order());
        }
    }

    private void keep(StreamId streamId, @Nullable Channel after) {
        if (after == null) {
            channels.remove(streamId);
        } else {
            channels.put(streamId, after);
        }
        index.accept(streamId, Optional.ofNullable(after));
    }

    @Override
    public synchronized Optional<Channel> find(StreamId streamId) {
        return Optional.ofNullable(channels.get(streamId));
    }

    @Override
    public synchronized Collection<Channel> all() {
        return List.copyOf(channels.values());
    }

    @Override
    public Listed<Channel> page(ChannelQuery query) {
        return index.page(query);
    }

    @Override
    public Listed<BotSummary> bots(ChannelQuery query) {
        return index.bots(query);
    }

    @Override
    public boolean await(StreamId streamId, Predicate<Optional<Channel>> wanted, Duration atMost) {
        boolean seen = wanted.test(find(streamId));
        patient = !seen;
        return seen;
    }

    /** Whether the last one that waited for a channel would have waited to the end. */
    public boolean patient() {
        return patient;
    }
}
