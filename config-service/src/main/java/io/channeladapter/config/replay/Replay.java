package io.channeladapter.config.replay;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.secret.Sealer;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.secret.UnsealableException;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.config.access.Principal;
import io.channeladapter.config.change.Problem;
import io.channeladapter.config.change.ProblemException;
import io.channeladapter.config.command.Command;
import io.channeladapter.config.command.CommandEnvelope;
import io.channeladapter.config.letter.Done;
import io.channeladapter.config.letter.LetterId;
import io.channeladapter.config.letter.LetterIds;
import io.channeladapter.config.letter.LetterSearch;
import io.channeladapter.config.letter.Turn;
import io.channeladapter.config.letterbox.Letterbox;
import io.channeladapter.config.letterbox.Opened;
import io.channeladapter.config.log.NotReadException;
import io.channeladapter.config.observe.ConfigMetric;
import io.channeladapter.config.replay.Replayed.Fate;
import io.channeladapter.config.view.CommandBus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters of a channel again, through the front door.
 *
 * <ol>
 *   <li>Once more is no harm: which were sent is in the channel's history, and those are passed over; where that could
 *       not be written, the router drops for seven days what it sees a second time.
 *   <li>They are sent in the order in which they were accepted, one when the ingress has the one before.
 *   <li>What failed again is not sent a third time unless asked for.
 *   <li>It leaves room for what is new: so many a second by this instance, and as late as the ingress asks.
 * </ol>
 *
 * Who may is settled before. Safe for many threads.
 */
public final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    /** Callers and what stands between wait about half a minute for an answer, the reading included. */
    private static final Duration AT_MOST = Duration.ofSeconds(12);
    /** Each holds the bytes that it sends. */
    private static final int AT_ONCE = 2;

    private final Letterbox letterbox;
    private final Replays replays;
    private final CommandBus bus;
    private final Sealer sealer;
    private final Round.Door door;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final MeterRegistry metrics;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /**
     * @param perSecond how many are sent at most
     * @param ids random, for commands
     */
    public Replay(
            Letterbox letterbox,
            Replays replays,
            CommandBus bus,
            Sealer sealer,
            FrontDoor front,
            int perSecond,
            Ticker ticker,
            InstantSource clock,
            Supplier<UUID> ids,
            MeterRegistry metrics) {
        this.letterbox = letterbox;
        this.replays = replays;
        this.bus = bus;
        this.sealer = sealer;
        this.door = new Round.Door(front, new Pace(perSecond, ticker), ticker);
        this.clock = clock;
        this.ids = ids;
        this.metrics = metrics;
    }

    /**
     * How it is asked for.
     *
     * @param dryRun whether nothing is to be sent
     * @param again whether to send also what was sent before, or may reach the bot a second time
     * @param who asks
     */
    public record Wish(boolean dryRun, boolean again, Principal who) {}

    /**
     * Sends those of a channel that are meant, the oldest first, as many as one request may.
     *
     * @param search names the channel
     * @param after only those whose turn is later; null for all
     */
    public Replayed many(Channel channel, LetterSearch search, @Nullable Turn after, Wish wish)
            throws ProblemException, InterruptedException {
        try {
            Map<LetterId, Done> done = known(channel, wish);
            Set<LetterId> sentAlready = new HashSet<>();
            Set<LetterId> failedAgain = new HashSet<>();
            Letterbox.Oldest oldest = letterbox.oldest(search, after, letter -> {
                if (!wish.again() && done.containsKey(letter.id())) {
                    sentAlready.add(letter.id());
                    return false;
                }
                if (!wish.again() && letter.replayOf() != null) {
                    failedAgain.add(letter.id());
                    return false;
                }
                return letter.writer().map(channel.botId()::equals).orElse(true);
            });
            if (!oldest.fromTheFirst()) {
                throw new ProblemException(tooMany());
            }
            Replayed replayed = send(Optional.of(channel), oldest.letters(), done, wish);
            boolean more = oldest.more() || replayed.count(Fate.LEFT) > 0;
            return new Replayed(
                    wish.dryRun(),
                    replayed.letters(),
                    sentAlready.size(),
                    failedAgain.size(),
                    more,
                    more ? reached(replayed, after) : null,
                    replayed.stopped(),
                    replayed.unrecorded());
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    /**
     * Sends one.
     *
     * @param channel that its key names; empty where there is none
     */
    public Replayed one(Optional<Channel> channel, Opened opened, Wish wish)
            throws ProblemException, InterruptedException {
        try {
            Map<LetterId, Done> done = channel.isPresent() ? known(channel.get(), wish) : Map.of();
            return send(channel, List.of(opened), done, wish);
        } catch (NotReadException e) {
            throw new ProblemException(Problem.notRead(e));
        }
    }

    /**
     * Which letters of a channel were sent again, for who looks at them.
     *
     * @throws NotReadException where the history cannot be read now
     */
    public Map<LetterId, Done> done(Channel channel) throws NotReadException, InterruptedException {
        return replays.of(channel).done();
    }

    private Map<LetterId, Done> known(Channel channel, Wish wish)
            throws ProblemException, NotReadException, InterruptedException {
        Replays.Known known = replays.of(channel);
        if (!known.whole() && !wish.again() && !wish.dryRun()) {
            throw new ProblemException(new Problem(
                    422,
                    "history-too-long",
                    "The channel's history is longer than one look may cost",
                    "Nothing was sent, since what was sent before may not be known. Ask for it \"again\" to send"
                            + " nevertheless: what the bot had within seven days does not reach it twice."));
        }
        return known.done();
    }

    /** The turn up to which all were come to. */
    private static @Nullable Turn reached(Replayed replayed, @Nullable Turn after) {
        Turn reached = after;
        for (Replayed.Each each : replayed.letters()) {
            if (each.fate() == Fate.LEFT) {
                break;
            }
            reached = each.letter().turn();
        }
        return reached;
    }

    private Replayed send(Optional<Channel> channel, List<Opened> letters, Map<LetterId, Done> done, Wish wish)
            throws ProblemException, InterruptedException {
        if (!room.tryAcquire()) {
            throw new ProblemException(new Problem(
                    503, "busy", "Others send dead letters just now", "Nothing was sent. Try again in a second."));
        }
        try {
            Secret key = channel.isEmpty() ? null : key(channel.get());
            Round round = new Round(
                    door, new Round.Asked(channel, key, wish.dryRun(), done, wish.again(), clock.instant()), AT_MOST);
            round.run(letters);
            boolean recorded = wish.dryRun() || record(channel, round, wish);
            return new Replayed(wish.dryRun(), round.letters(), 0, 0, false, null, round.stopped(), !recorded);
        } finally {
            room.release();
        }
    }

    /** Writes into the history what was sent; says whether it is there. */
    private boolean record(Optional<Channel> channel, Round round, Wish wish) throws InterruptedException {
        round.letters()
                .forEach(each -> ConfigMetric.REPLAYS.count(metrics, each.fate().wire()));
        List<LetterId> sent = round.letters().stream()
                .filter(each -> each.fate() == Fate.SENT)
                .map(each -> each.letter().id())
                .toList();
        if (sent.isEmpty() || channel.isEmpty()) {
            return true;
        }
        StreamId streamId = channel.get().streamId();
        LOG.atInfo()
                .addKeyValue(LogKeys.STREAMID, streamId)
                .addKeyValue(LogKeys.ACTOR, wish.who().name())
                .addKeyValue(LogKeys.COUNT, sent.size())
                .log("dead letters sent again");
        CommandBus.Outcome outcome = bus.submit(new CommandEnvelope(
                ids.get().toString(),
                streamId,
                null,
                wish.who().name(),
                clock.instant(),
                new Command.RecordReplay(sent.size(), LetterIds.text(sent))));
        return outcome instanceof CommandBus.Outcome.Accepted;
    }

    private @Nullable Secret key(Channel channel) throws ProblemException {
        try {
            return Credentials.of(channel, sealer)
                    .map(Credentials::apiSecretKey)
                    .orElse(null);
        } catch (UnsealableException e) {
            throw new ProblemException(new Problem(
                    409,
                    "credentials-unreadable",
                    "The channel's keys cannot be opened",
                    "Nothing was sent: the keyset of the config-service does not open the channel's keys. Enter them"
                            + " anew, or give it the keyset that sealed them."));
        }
    }

    private static Problem tooMany() {
        return new Problem(
                422,
                "too-many-letters",
                "There are more dead letters than one look may cost",
                "Nothing was sent, since the oldest were not reached and the order must stay. Name a time by from and to,"
                        + " the oldest days first.");
    }
}
