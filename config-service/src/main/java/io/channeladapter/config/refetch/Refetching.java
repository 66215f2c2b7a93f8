package io.channeladapter.config.refetch;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Refetch.Gap;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi.ReplayJob;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.observe.ConfigMetric;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.CommandBus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds which enabled channels of this instance's partitions were struck by an outage, and asks Twitter
 * for the gaps that are due.
 *
 * <ol>
 *   <li>A gap is asked for by whoever had its command {@code ask-replay} accepted, and by nobody else: once, but for a
 *       try that was refused or whose fate is unclear.
 *   <li>What is told is told again by the next look, until the channel's state shows that it was heard.
 *   <li>At most {@value #AT_ONCE} calls are under way at once.
 * </ol>
 *
 * It has threads of its own and keeps none of Kafka Streams waiting.
 */
public final class Refetching implements AutoCloseable {
    static final int AT_ONCE = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Refetching.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final ChannelView view;
    private final Predicate<StreamId> owned;
    private final Supplier<List<Outage>> outages;
    private final CommandBus bus;
    private final TwitterApis twitter;
    private final Sealer sealer;
    private final Consumer<ChannelSignal> signals;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Set<StreamId> asking = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("refetching").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param owned whether this instance decides on the channel just now
     * @param outages the last ones, the oldest first
     * @param signals takes each signal and must not block for long
     */
    public Refetching(
            ChannelView view,
            Predicate<StreamId> owned,
            Supplier<List<Outage>> outages,
            CommandBus bus,
            TwitterApis twitter,
            Sealer sealer,
            Consumer<ChannelSignal> signals,
            InstantSource clock,
            MeterRegistry metrics) {
        this.view = view;
        this.owned = owned;
        this.outages = outages;
        this.bus = bus;
        this.twitter = twitter;
        this.sealer = sealer;
        this.signals = signals;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Begins. */
    public Refetching start() {
        var _ = ticker.scheduleWithFixedDelay(
                this::roundOrLog, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void roundOrLog() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a look for missed events failed; the next follows");
        }
    }

    /** Tells of what was missed, and begins to ask for what is due. */
    void round() {
        List<Outage> past = outages.get();
        Instant now = clock.instant();
        for (Channel channel : view.all()) {
            Gap gap = channel.refetch().gap();
            boolean concerned = channel.status() == ChannelStatus.ENABLED && (gap != null || !past.isEmpty());
            if (concerned && owned.test(channel.streamId())) {
                past.forEach(outage -> tell(channel, outage, now));
                if (gap != null) {
                    pursue(channel, gap, now);
                }
            }
        }
    }

    private void tell(Channel channel, Outage outage, Instant now) {
        Instant from = outage.from().isAfter(channel.createdAt()) ? outage.from() : channel.createdAt();
        if (!channel.refetch().covers(from, outage.until())) {
            signals.accept(new ChannelSignal(
                    channel.streamId(),
                    ChannelSignal.Kind.EVENTS_MISSED,
                    Asking.SERVICE,
                    now,
                    "The adapter could take no webhooks " + ChannelSignal.Replay.inWords(from, outage.until())
                            + ", for longer than Twitter tries to send one.",
                    null,
                    null,
                    ChannelSignal.Replay.of(from, outage.until())));
        }
    }

    private void pursue(Channel channel, Gap gap, Instant now) {
        switch (Asking.step(gap, now)) {
            case WAIT -> {}
            case GIVE_UP -> signals.accept(Asking.givenUp(channel, gap, now));
            case ASK -> {
                if (asking.add(channel.streamId())) {
                    if (room.tryAcquire()) {
                        threads.execute(() -> askOrLog(channel, gap));
                    } else {
                        asking.remove(channel.streamId());
                    }
                }
            }
        }
    }

    private void askOrLog(Channel channel, Gap gap) {
        try {
            ask(channel, gap);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ConfigMetric.REFETCHES.count(metrics, "failed");
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, channel.streamId())
                    .log("a replay could not be asked for");
        } finally {
            asking.remove(channel.streamId());
            room.release();
        }
    }

    private void ask(Channel channel, Gap gap) throws InterruptedException {
        StreamId streamId = channel.streamId();
        CommandBus.Outcome mine = bus.submit(new CommandEnvelope(
                UUID.randomUUID().toString(),
                streamId,
                null,
                "adapter",
                clock.instant(),
                new Command.AskReplay(gap.from(), gap.until(), gap.attempts() + 1)));
        switch (mine) {
            case CommandBus.Outcome.Accepted _ -> {}
            // Someone else asks, the gap has grown, or nobody knows: the next look sees it.
            case CommandBus.Outcome.Refused _, CommandBus.Outcome.Undecided _, CommandBus.Outcome.Busy _ -> {
                return;
            }
        }
        Optional<ChannelSignal> told = call(channel, gap);
        String outcome = told.map(signal -> signal.kind() == ChannelSignal.Kind.REPLAY_ASKED ? "asked" : "refused")
                .orElse("unclear");
        ConfigMetric.REFETCHES.count(metrics, outcome);
        LOG.atInfo()
                .addKeyValue(LogKeys.STREAMID, streamId)
                .addKeyValue(LogKeys.OUTCOME, outcome)
                .log("asked Twitter to send again what may have been missed");
        told.ifPresent(signals);
    }

    private Optional<ChannelSignal> call(Channel channel, Gap gap) {
        Connection connection = channel.inUse();
        String webhookId = channel.webhookId();
        if (connection == null || webhookId == null) {
            return Optional.of(Asking.notAsked(channel, gap, clock.instant()));
        }
        Credentials credentials;
        try {
            credentials = Credentials.open(connection.sealedCredentials(), sealer, channel.streamId());
        } catch (UnsealableException e) {
            return Optional.of(Asking.notAsked(channel, gap, clock.instant()));
        }
        TwitterAnswer<ReplayJob> answer = twitter.of(connection.generation())
                .replay(credentials, webhookId, Asking.from(gap, clock.instant()), gap.until());
        return Asking.answered(channel, gap, answer, clock.instant());
    }

    /** Waits until nothing is being asked; for tests. */
    void awaitIdle() throws InterruptedException {
        room.acquire(AT_ONCE);
        room.release(AT_ONCE);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("a replay is still being asked for; it is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
