package io.channeladapter.config.change;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.authorize.Authorize;
import io.channeladapter.config.authorize.Consent;
import io.channeladapter.config.authorize.Progress;
import io.channeladapter.config.authorize.Report;
import io.channeladapter.config.authorize.StepResult;
import io.channeladapter.config.authorize.Target;
import io.channeladapter.config.authorize.Unauthorize;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.history.History;
import io.channeladapter.config.view.ChannelView;
import io.channeladapter.config.view.CommandBus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a person can do to a channel, the same for REST and page. Each method returns once this instance's
 * view shows the change, or throws the problem to tell. Safe for many threads.
 */
public final class ChannelChanges {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelChanges.class);
    private static final Duration VIEW_CATCHES_UP = Duration.ofSeconds(2);

    private final CommandBus bus;
    private final ChannelView view;
    private final BotTopics botTopics;
    private final Entering entering;
    private final Authorize authorize;
    private final AtTwitter atTwitter;
    private final Missed missed;
    private final KeyedCreations creations;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /** @param ids random, for streamids and commands */
    public ChannelChanges(
            CommandBus bus,
            ChannelView view,
            BotTopics botTopics,
            Sealer sealer,
            Authorize authorize,
            Unauthorize unauthorize,
            CallbackUrls callbackUrls,
            History history,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.bus = bus;
        this.view = view;
        this.botTopics = botTopics;
        this.entering = new Entering(sealer);
        this.authorize = authorize;
        this.atTwitter = new AtTwitter(sealer, unauthorize, callbackUrls, view);
        this.missed = new Missed(history);
        this.creations = new KeyedCreations(view, history, clock);
        this.clock = clock;
        this.ids = ids;
    }

    /** Creates a channel in draft; the bot's topics are there before it is. */
    public Channel create(String botId, Principal who) throws ProblemException, InterruptedException {
        return create(botId, null, who);
    }

    /**
     * Creates a channel in draft, or answers with the one that was created by this key before.
     *
     * @param key null to create one in any case
     */
    public Channel create(String botId, @Nullable IdempotencyKey key, Principal who)
            throws ProblemException, InterruptedException {
        if (!BotId.isValid(botId)) {
            throw new ProblemException(Problem.ofField(
                    "botId", "must have 2 to 63 lower-case letters, digits and hyphens, no hyphen first"));
        }
        BotId bot = new BotId(botId);
        if (bot.isReserved()) {
            throw new ProblemException(
                    Problem.ofField(
                            "botId",
                            "must not be router nor begin with router-: the names bot-router and bot-router-... at Kafka are the adapter's own"));
        }
        requireChanges(who, bot);
        try {
            botTopics.ensure(bot);
        } catch (KafkaException e) {
            LOG.atError().setCause(e).addKeyValue(LogKeys.BOT_ID, bot).log("topics of a bot could not be created");
            throw new ProblemException(new Problem(
                    503,
                    "kafka-unavailable",
                    "Kafka does not do this now",
                    "The topics of bot " + bot + " could not be created, so that no channel was. Try again; if it stays"
                            + " so, the log of the config-service says why."));
        }
        if (key != null) {
            StreamId named = key.streamId(who);
            return creations.once(bot, named, () -> submit(named, null, who, new Command.Create(bot)));
        }
        StreamId streamId = StreamId.of(ids.get());
        submit(streamId, null, who, new Command.Create(bot));
        return find(streamId, who);
    }

    /** Stores how the channel is to be connected, sealed. What is in use stays so until the new is authorized. */
    public Channel configure(StreamId streamId, @Nullable Long expected, Configuration wanted, Principal who)
            throws ProblemException, InterruptedException {
        Channel channel = seen(streamId, expected, who);
        Command.Configure command = entering.command(channel, wanted, clock.instant());
        // It was made from this version: beside someone else's change it would bring back what that one replaced.
        submit(streamId, expected == null ? channel.version() : expected, who, command);
        Channel after = find(streamId, who);
        atTwitter.takeBackDropped(channel, after);
        return after;
    }

    /**
     * Connects the channel to Twitter and, where all steps passed, records it.
     *
     * @return all steps; where one failed nothing was recorded
     */
    public Report authorize(
            StreamId streamId, @Nullable Long expected, Consent consent, Progress progress, Principal who)
            throws ProblemException, InterruptedException {
        Channel channel = seen(streamId, expected, who);
        Target target = atTwitter.entered(channel);
        Report report = authorize.run(target, consent, atTwitter.accounts(channel, who), progress);
        report.steps().stream()
                .filter(step -> step.result() == StepResult.Result.FAILED)
                .forEach(step -> LOG.atInfo()
                        .addKeyValue(LogKeys.STREAMID, streamId)
                        .addKeyValue(LogKeys.STEP, step.step().wire())
                        .log("authorizing failed at a step"));
        Report.Connected connected = report.connected();
        if (connected != null) {
            // What was authorized is this version: one that was configured anew meanwhile is not.
            try {
                submit(
                        streamId,
                        channel.version(),
                        who,
                        new Command.RecordAuthorization(connected.account(), connected.webhookId()));
            } catch (ProblemException e) {
                throw new ProblemException(e.problem()
                        .after("At Twitter webhook and subscription stand already. Authorize again: they are found and"
                                + " kept."));
            }
            return report.with(atTwitter.takeBackFormer(channel, target, connected));
        }
        return report;
    }

    /** Lets messages flow. */
    public Channel enable(StreamId streamId, @Nullable Long expected, Principal who)
            throws ProblemException, InterruptedException {
        findToChange(streamId, expected, who);
        submit(streamId, expected, who, new Command.Enable());
        return find(streamId, who);
    }

    /** Stops messages. */
    public Channel disable(StreamId streamId, @Nullable Long expected, Principal who)
            throws ProblemException, InterruptedException {
        findToChange(streamId, expected, who);
        submit(streamId, expected, who, new Command.Disable());
        return find(streamId, who);
    }

    /**
     * Deletes the channel for ever. What it has at Twitter is taken back first, since nobody has the keys to it any more
     * once the channel is gone; and before that its messages are stopped, so that this change is decided before Twitter
     * is touched, the watchdog does not mend what is taken back, and a deletion that ends half-way is seen and can be
     * repeated.
     *
     * @return what could not be taken back at Twitter, a sentence each
     */
    public List<String> delete(StreamId streamId, @Nullable Long expected, Principal who)
            throws ProblemException, InterruptedException {
        Channel channel = seen(streamId, expected, who);
        long version = expected == null ? channel.version() : expected;
        boolean serving = channel.status() == ChannelStatus.ENABLED;
        if (serving) {
            version = submit(streamId, version, who, new Command.Disable());
        }
        List<String> warnings = atTwitter.takeBack(channel);
        try {
            submit(streamId, version, who, new Command.Delete(warnings));
        } catch (ProblemException e) {
            throw new ProblemException(e.problem()
                    .after((serving ? "The channel was disabled, and what" : "What")
                            + " it has at Twitter, webhook and subscription, was taken back before this. Where the"
                            + " channel is still there: delete it again, or authorize it anew to keep it."));
        }
        return warnings;
    }

    /** Has something done to what waits in the channel's outbox; the egress does it a moment later. */
    public Channel order(StreamId streamId, @Nullable Long expected, Command.OfOutbox order, Principal who)
            throws ProblemException, InterruptedException {
        findToChange(streamId, expected, who);
        submit(streamId, expected, who, order);
        return find(streamId, who);
    }

    /** The channel as this instance sees it; one of a bot that this one does not see is as none. */
    public Channel find(StreamId streamId, Principal who) throws ProblemException {
        return view.find(streamId)
                .filter(channel -> who.sees(channel.botId()))
                .orElseThrow(() -> new ProblemException(Problem.notFound(streamId.value())));
    }

    /** The channel with at least what the caller saw, where this one may change it and no person has since. */
    public Channel seen(StreamId streamId, @Nullable Long expected, Principal who)
            throws ProblemException, InterruptedException {
        Channel channel = findToChange(streamId, expected, who);
        if (expected != null && (expected < channel.lastChange() || expected > channel.version())) {
            throw new ProblemException(missed.problem(channel, expected));
        }
        return channel;
    }

    // Another instance may have shown the caller a change, or a new channel, that is still on its way to this one. What
    // the caller may not see takes as long as what is not there.
    private Channel findToChange(StreamId streamId, @Nullable Long expected, Principal who)
            throws ProblemException, InterruptedException {
        if (expected != null) {
            view.await(
                    streamId,
                    now -> now.filter(channel -> who.sees(channel.botId()))
                            .map(channel -> channel.version() >= expected)
                            .orElse(false),
                    VIEW_CATCHES_UP);
        }
        Channel channel = find(streamId, who);
        requireChanges(who, channel.botId());
        return channel;
    }

    private static void requireChanges(Principal who, BotId botId) throws ProblemException {
        if (!who.changes(botId)) {
            throw new ProblemException(Problem.notAllowed(botId));
        }
    }

    /** The version with this. */
    private long submit(StreamId streamId, @Nullable Long expected, Principal who, Command command)
            throws ProblemException, InterruptedException {
        String commandId = ids.get().toString();
        CommandBus.Outcome outcome =
                bus.submit(new CommandEnvelope(commandId, streamId, expected, who.name(), clock.instant(), command));
        return switch (outcome) {
            case CommandBus.Outcome.Accepted(long version) -> version;
            case CommandBus.Outcome.Refused(String code, String detail) ->
                throw new ProblemException(
                        code.equals("stale-version") && expected != null
                                ? missed.problem(find(streamId, who), expected)
                                : Refusals.problem(code, detail));
            case CommandBus.Outcome.Undecided _ ->
                throw new ProblemException(new Problem(
                        503,
                        "undecided",
                        "It is not known yet whether this was done",
                        "Kafka gave no answer in time. The change may still happen: read the channel again before you"
                                + " repeat it."));
            case CommandBus.Outcome.Busy _ ->
                throw new ProblemException(new Problem(
                        503,
                        "busy",
                        "Too many changes wait already",
                        "The change was not made. Try again in a second."));
        };
    }
}
