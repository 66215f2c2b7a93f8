package io.channeladapter.config.change;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.PreviousSecret;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.CommandBus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals all that is stored with the key that seals now, while everything runs. Each channel is one command, which applies
 * only to the very texts that were sealed anew, so that no change by a person is lost. Safe to repeat, and from many
 * threads.
 */
public final class Reseal {
    private static final Logger LOG = LoggerFactory.getLogger(Reseal.class);
    /** Few of those that the bus takes at once: people go on working meanwhile. */
    private static final int AT_ONCE = 32;

    private static final int TRIES = 3;
    private static final int MOST_FAILURES = 100;

    private final CommandBus bus;
    private final ChannelView view;
    private final Sealer sealer;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /** What became of one channel. */
    private enum Fate {
        RESEALED,
        ALREADY,
        LEFT,
        FAILED
    }

    /**
     * What became of all channels.
     *
     * @param key id of the key that seals now
     * @param resealed channels that were sealed anew
     * @param already channels of which nothing had to be
     * @param left channels that were not come to, or that did not answer: repeat
     * @param failed channels of which something stored cannot be opened
     * @param failures the first hundred of those
     */
    public record Result(String key, int resealed, int already, int left, int failed, List<StreamId> failures) {
        public Result {
            failures = List.copyOf(failures);
        }
    }

    /** @param ids random, for commands */
    public Reseal(CommandBus bus, ChannelView view, Sealer sealer, InstantSource clock, Supplier<UUID> ids) {
        this.bus = bus;
        this.view = view;
        this.sealer = sealer;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Goes through all channels, for about as long as given at most.
     *
     * @throws ProblemException where this one is no admin
     */
    public Result run(Principal who, Duration atMost) throws ProblemException, InterruptedException {
        if (!who.isAdmin()) {
            throw new ProblemException(new Problem(
                    403, "not-allowed", "You may not do this", "Only an admin may have all channels sealed anew."));
        }
        String key = sealer.primaryKeyId();
        long deadline = System.nanoTime() + atMost.toNanos();
        Semaphore room = new Semaphore(AT_ONCE);
        Map<StreamId, Future<Fate>> fates = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Channel channel : view.all()) {
                if (!stale(channel)) {
                    fates.put(channel.streamId(), threads.submit(() -> Fate.ALREADY));
                    continue;
                }
                room.acquire();
                Callable<Fate> task = () -> {
                    try {
                        return System.nanoTime() - deadline < 0 ? reseal(channel.streamId(), who) : Fate.LEFT;
                    } finally {
                        room.release();
                    }
                };
                fates.put(channel.streamId(), threads.submit(task));
            }
        }
        Result result = counted(key, fates);
        LOG.atInfo()
                .addKeyValue(LogKeys.ACTOR, who.name())
                .addKeyValue(LogKeys.OUTCOME, result)
                .log("channels sealed anew");
        return result;
    }

    private Fate reseal(StreamId streamId, Principal who) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Channel> channel = view.find(streamId).filter(this::stale);
            if (channel.isEmpty()) {
                return Fate.ALREADY;
            }
            Anew anew = anew(channel.get());
            if (anew.texts().isEmpty()) {
                return Fate.FAILED;
            }
            CommandBus.Outcome outcome = bus.submit(new CommandEnvelope(
                    ids.get().toString(),
                    streamId,
                    null,
                    who.name(),
                    clock.instant(),
                    new Command.Reseal(anew.texts())));
            switch (outcome) {
                case CommandBus.Outcome.Accepted _ -> {
                    return anew.complete() ? Fate.RESEALED : Fate.FAILED;
                }
                case CommandBus.Outcome.Undecided _, CommandBus.Outcome.Busy _ -> {
                    return Fate.LEFT;
                }
                case CommandBus.Outcome.Refused _ -> {
                    // Changed or deleted meanwhile: looked at again.
                }
            }
        }
        return Fate.LEFT;
    }

    private boolean stale(Channel channel) {
        return !channel.sealedTexts().stream().allMatch(sealer::isOfPrimaryKey);
    }

    /**
     * What can be sealed anew of a channel.
     *
     * @param texts from the stored text to the new one, which is the same for what needs none or cannot be opened; empty
     *     where nothing would change
     * @param complete whether all could be opened
     */
    private record Anew(Map<String, String> texts, boolean complete) {}

    private Anew anew(Channel channel) {
        String context = channel.streamId().value();
        Map<String, String> texts = new HashMap<>();
        boolean complete = true;
        Connection used = channel.inUse();
        if (used != null) {
            complete &= sealAnew(channel, used.sealedCredentials(), context, texts);
        }
        Connection pending = channel.pending();
        if (pending != null) {
            complete &= sealAnew(channel, pending.sealedCredentials(), context, texts);
        }
        PreviousSecret previous = channel.previousSecret();
        if (previous != null) {
            complete &= sealAnew(channel, previous.sealed(), PreviousSecret.context(channel.streamId()), texts);
        }
        boolean changes = texts.entrySet().stream().anyMatch(e -> !e.getKey().equals(e.getValue()));
        return new Anew(changes ? texts : Map.of(), complete);
    }

    private boolean sealAnew(Channel channel, String stored, String context, Map<String, String> texts) {
        if (texts.containsKey(stored) || sealer.isOfPrimaryKey(stored)) {
            texts.putIfAbsent(stored, stored);
            return true;
        }
        try {
            texts.put(stored, sealer.seal(sealer.open(stored, context), context));
            return true;
        } catch (UnsealableException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKeys.STREAMID, channel.streamId())
                    .log("what is stored of a channel cannot be opened, and stays as it is");
            texts.put(stored, stored);
            return false;
        }
    }

    private static Result counted(String key, Map<StreamId, Future<Fate>> futures) throws InterruptedException {
        Map<Fate, List<StreamId>> by = new EnumMap<>(Fate.class);
        for (Map.Entry<StreamId, Future<Fate>> each : futures.entrySet()) {
            by.computeIfAbsent(ended(each.getValue()), fate -> new ArrayList<>())
                    .add(each.getKey());
        }
        List<StreamId> failed = by.getOrDefault(Fate.FAILED, List.of());
        return new Result(
                key,
                by.getOrDefault(Fate.RESEALED, List.of()).size(),
                by.getOrDefault(Fate.ALREADY, List.of()).size(),
                by.getOrDefault(Fate.LEFT, List.of()).size(),
                failed.size(),
                failed.subList(0, Math.min(MOST_FAILURES, failed.size())));
    }

    private static Fate ended(Future<Fate> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("sealing anew failed", e.getCause());
        }
    }
}
