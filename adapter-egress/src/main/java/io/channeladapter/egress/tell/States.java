package io.channeladapter.egress.tell;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.outbox.OutboxBeat;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.common.topic.Beat;
import io.channeladapter.common.topic.Topics;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.outbox.Entry;
import io.channeladapter.egress.outbox.Lane;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.outbox.Outgoing;
import io.channeladapter.egress.outbox.Round;
import io.channeladapter.egress.outbox.WaitCause;
import io.channeladapter.egress.settle.StartHold;
import io.channeladapter.egress.spend.Spending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what waits in each channel and why, some channels at a time, each anew once it has changed, and by a beat of the
 * partition that all of it is true. What is lost of it is told again a few seconds later. One thread: the task's.
 */
public final class States {
    private static final Duration EVERY = Duration.ofSeconds(3);
    /** All tasks beat at the same multiples of it, so that an instance that does nothing else commits once for all. */
    private static final Duration BEAT_EVERY = Duration.ofSeconds(10);

    private static final int CHANNELS_AT_ONCE = 20;
    private static final int READ_AT_ONCE = 1_000;
    private static final int HEADS = 20;
    private static final int SEARCHED = 200;

    private final OutboxStore store;
    private final ChannelStore channels;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final StartHold hold;
    private final Spending spending;
    private final Consumer<Outgoing> forward;
    private final Round round;
    private final String beatKey;
    private @Nullable Instant roundBegan;
    private long beatenIn = Long.MIN_VALUE;
    private int read;

    /** @param partition that of the task */
    public States(
            int partition,
            OutboxStore store,
            ChannelStore channels,
            OutboxIndex index,
            Lanes lanes,
            StartHold hold,
            Spending spending,
            Consumer<Outgoing> forward) {
        this.store = store;
        this.channels = channels;
        this.index = index;
        this.lanes = lanes;
        this.hold = hold;
        this.spending = spending;
        this.forward = forward;
        this.round = new Round(lanes, EVERY);
        this.beatKey = Beat.key(partition);
    }

    /** Goes on. */
    public void step(Instant now) {
        if (!lanes.isIndexed()) {
            return;
        }
        if (round.begins(now)) {
            roundBegan = now;
        }
        read = 0;
        for (int i = 0; i < CHANNELS_AT_ONCE && read < READ_AT_ONCE && round.hasNext(); i++) {
            tell(round.next(), now);
        }
        if (!round.hasNext() && roundBegan != null) {
            beat(roundBegan, now);
        }
    }

    private void beat(Instant at, Instant now) {
        long turn = Math.floorDiv(now.toEpochMilli(), BEAT_EVERY.toMillis());
        if (turn != beatenIn) {
            beatenIn = turn;
            forward(beatKey, new String(Json.bytes(new OutboxBeat(at)), UTF_8));
        }
    }

    private void tell(ChannelLanes channel, Instant now) {
        if (channel.depth() == 0 && channel.pause() == null) {
            if (channel.isShown()) {
                forward(channel.streamId().value(), null);
                channels.shown(channel.streamId(), false);
                channel.shown(false);
                channel.shownDigest(0);
            }
            return;
        }
        WaitCause cause = channel.pause() == null ? channel.cause() : WaitCause.PAUSED;
        List<OutboxState.Quota> quotas = quotas(channel, now);
        // Known without a look at the disk, and what is shown can only change with it.
        int digest = Objects.hash(
                channel.changes(),
                cause,
                channel.until(),
                channel.pause(),
                quotas,
                hold.isActive(),
                channel.conversations());
        if (digest != channel.shownDigest()) {
            if (!channel.isShown()) {
                // A tombstone must follow, whoever has the channel then.
                channels.shown(channel.streamId(), true);
                channel.shown(true);
            }
            forward(channel.streamId().value(), new String(Json.bytes(state(channel, cause, quotas, now)), UTF_8));
            channel.shownDigest(digest);
        }
    }

    private void forward(String key, @Nullable String value) {
        forward.accept(new Outgoing(Topics.OUTBOX_STATES.name(), key, new LinkedHashMap<>(), value));
    }

    private OutboxState state(ChannelLanes channel, WaitCause cause, List<OutboxState.Quota> quotas, Instant now) {
        boolean waits = cause != WaitCause.RUNNABLE;
        Outcome.@Nullable Deferred why =
                waits ? Notices.outcome(channel, cause, channel.until(), channel.limitReached()) : null;
        return new OutboxState(
                channel.streamId(),
                now,
                channel.depth(),
                hold.isActive() ? null : channel.conversations(),
                waits ? cause.wire() : null,
                waits ? channel.until() : null,
                why == null ? null : why.detail(),
                channel.pause(),
                quotas,
                heads(channel, cause));
    }

    private List<OutboxState.Quota> quotas(ChannelLanes channel, Instant now) {
        return spending.strictest(channel, now).stream()
                .map(room ->
                        new OutboxState.Quota(Spending.wire(room.scope()), room.limit(), room.free(), room.resetAt()))
                .toList();
    }

    private List<OutboxState.Head> heads(ChannelLanes channel, WaitCause cause) {
        List<OutboxState.Head> heads = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (OutboxIndex.Place place : index.oldest(channel.streamId(), 0, SEARCHED)) {
            read++;
            if (heads.size() < HEADS && seen.add(place.userId())) {
                Conversation conversation = new Conversation(channel.streamId(), place.userId());
                store.entry(conversation, place.seq())
                        .map(entry -> head(channel, entry, cause))
                        .ifPresent(heads::add);
            }
        }
        return heads;
    }

    private OutboxState.Head head(ChannelLanes channel, Entry entry, WaitCause cause) {
        Lane lane = channel.lane(entry.conversation().userId());
        WaitCause why = lane != null ? lane.cause() : hold.holds(entry.appended()) ? WaitCause.SETTLING : cause;
        int waiting = store.count(entry.conversation(), entry.seq(), OutboxState.Head.MOST_COUNTED);
        read += waiting;
        return new OutboxState.Head(
                entry.conversation().userId(),
                waiting,
                entry.replyId(),
                entry.reply().acceptedAt(),
                why.wire(),
                lane == null ? channel.until() : lane.until());
    }
}
