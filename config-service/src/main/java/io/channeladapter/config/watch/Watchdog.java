package io.channeladapter.config.watch;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.common.channel.ChannelSignal.Examined;
import io.channeladapter.common.channel.ChannelSignal.Kind;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.TwitterApis;
import io.channeladapter.config.authorize.Target;
import io.channeladapter.config.decide.HealthWords;
import io.channeladapter.config.decide.Quiet;
import io.channeladapter.config.observe.ConfigMetric;
import io.channeladapter.config.view.ChannelView;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each enabled channel of this instance's partitions once in every interval, repairs what it can, and tells
 * what it found as signals. Takes away in between what is over by its time. It has threads of its own and keeps none of
 * Kafka Streams waiting.
 */
public final class Watchdog implements AutoCloseable {
    /** How many channels are looked at at once; each takes up to five calls, one after the other. */
    static final int AT_ONCE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final ChannelView view;
    private final Predicate<StreamId> owned;
    private final Examine examine;
    private final Sealer sealer;
    private final Function<StreamId, URI> callbackUrls;
    private final Consumer<ChannelSignal> signals;
    private final Duration interval;
    private final Duration repeats;
    private final Rounds rounds;
    private final InstantSource clock;
    private final MeterRegistry metrics;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Map<StreamId, Instant> begun = new ConcurrentHashMap<>();
    private final Queue<Channel> waiting = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("watchdog").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param owned whether this instance decides on the channel just now
     * @param signals takes each signal and must not block for long
     * @param interval how often each channel is looked at, above 0
     * @param repeats how long Twitter repeats a webhook
     */
    public Watchdog(
            ChannelView view,
            Predicate<StreamId> owned,
            TwitterApis twitter,
            Sealer sealer,
            Function<StreamId, URI> callbackUrls,
            Consumer<ChannelSignal> signals,
            Duration interval,
            Duration repeats,
            InstantSource clock,
            MeterRegistry metrics) {
        this.view = view;
        this.owned = owned;
        // Two looks may fail to find out before it counts as over.
        this.examine = new Examine(twitter, interval.multipliedBy(3));
        this.sealer = sealer;
        this.callbackUrls = callbackUrls;
        this.signals = signals;
        this.interval = interval;
        this.repeats = repeats;
        this.rounds = new Rounds(interval);
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Begins. */
    public Watchdog start() {
        Duration quarter = interval.dividedBy(4).plusMillis(1);
        long pause = (quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE).toMillis();
        var _ = ticker.scheduleWithFixedDelay(this::roundOrLog, pause, pause, TimeUnit.MILLISECONDS);
        return this;
    }

    private void roundOrLog() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the watchdog's round failed; the next follows");
        }
    }

    /** Begins to look at the channels whose turn it is, some at once, the longest waiting first. */
    void round() {
        Instant now = clock.instant();
        List<Channel> mine = view.all().stream()
                .filter(channel -> owned.test(channel.streamId()))
                .toList();
        begun.keySet()
                .retainAll(mine.stream()
                        .filter(channel -> channel.status() == ChannelStatus.ENABLED)
                        .map(Channel::streamId)
                        .collect(Collectors.toSet()));
        mine.stream()
                .filter(channel -> Rounds.hasExpired(channel, now))
                .forEach(channel -> signals.accept(new ChannelSignal(
                        channel.streamId(),
                        Kind.EXAMINED,
                        Findings.SERVICE,
                        now,
                        "It was not noticed again.",
                        null,
                        Examined.NOTHING)));
        waiting.clear();
        mine.stream()
                .filter(channel -> rounds.isDue(channel, begun.get(channel.streamId()), now))
                .sorted(Comparator.comparing(channel -> rounds.turn(channel, now)))
                .forEach(waiting::add);
        for (int free = waiting.size(); free > 0 && room.tryAcquire(); free--) {
            threads.execute(this::lookAtWaiting);
        }
    }

    // Whoever has looked at one channel goes on with the next, so that no place is free while a channel waits.
    private void lookAtWaiting() {
        try {
            for (Channel channel = waiting.poll(); channel != null; channel = waiting.poll()) {
                Instant now = clock.instant();
                // The next round may have found it due in the moment in which another look at it began.
                if (rounds.isDue(channel, begun.get(channel.streamId()), now)) {
                    begun.put(channel.streamId(), now);
                    lookOrLog(channel, now);
                }
            }
        } finally {
            room.release();
        }
    }

    private void lookOrLog(Channel channel, Instant now) {
        try {
            look(channel, now);
        } catch (RuntimeException e) {
            ConfigMetric.EXAMINATIONS.count(metrics, "failed");
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, channel.streamId())
                    .log("a channel could not be looked at");
        }
    }

    private void look(Channel channel, Instant now) {
        StreamId streamId = channel.streamId();
        silence(channel, now);
        Connection connection = Objects.requireNonNull(channel.inUse(), "an enabled channel is connected");
        Credentials credentials;
        try {
            credentials = Credentials.open(connection.sealedCredentials(), sealer, streamId);
        } catch (UnsealableException e) {
            ConfigMetric.EXAMINATIONS.count(metrics, "unreadable");
            LOG.atError().addKeyValue(LogKeys.STREAMID, streamId).log("keys and tokens cannot be opened by the keyset");
            return;
        }
        Target target = Target.of(connection, credentials, callbackUrls.apply(streamId));
        Findings findings = examine.run(target, channel.webhookId(), () -> isStill(streamId, connection));
        if (Thread.currentThread().isInterrupted() || !isStill(streamId, connection)) {
            ConfigMetric.EXAMINATIONS.count(metrics, "overtaken");
            return;
        }
        findings.signals(streamId, now, clock.instant()).forEach(signals);
        Blackout.over(channel, findings, repeats, clock.instant()).ifPresent(signals);
        ConfigMetric.EXAMINATIONS.count(metrics, findings.outcome());
        if (!findings.outcome().equals("well")) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.STREAMID, streamId)
                    .addKeyValue(LogKeys.OUTCOME, findings.outcome())
                    .log("channel examined");
        }
    }

    private void silence(Channel channel, Instant now) {
        if (Quiet.isUnusual(channel.vitals(), channel.createdAt(), now)) {
            signals.accept(new ChannelSignal(
                    channel.streamId(),
                    Kind.SILENT,
                    Findings.SERVICE,
                    now,
                    HealthWords.of("silent").happened(),
                    null,
                    null));
        }
    }

    // Its owner may have disabled or deleted it, or connected it by other keys, while Twitter was asked.
    private boolean isStill(StreamId streamId, Connection connection) {
        Optional<Channel> found = view.find(streamId);
        return found.isPresent()
                && found.get().status() == ChannelStatus.ENABLED
                && connection.equals(found.get().inUse());
    }

    /** Waits until no look is under way; for tests. */
    void awaitIdle() throws InterruptedException {
        room.acquire(AT_ONCE);
        room.release(AT_ONCE);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        threads.shutdownNow();
        try {
            boolean ended = threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                LOG.atWarn().log("calls of the watchdog are still under way; they are left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
