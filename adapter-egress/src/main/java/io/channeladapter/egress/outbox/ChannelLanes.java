package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.Echo;
import io.channeladapter.egress.throttle.Limits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that memory holds of a channel. Its conversations take turns, those whose head is live before those whose head is
 * a broadcast. One thread: the task's.
 */
public final class ChannelLanes {
    private final StreamId streamId;
    private final Map<Conversation, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, Entry> byReplyId = new LinkedHashMap<>();
    private final Map<Conversation, List<Echo>> parked = new HashMap<>();
    private final Deque<Lane> live = new ArrayDeque<>();
    private final Deque<Lane> broadcast = new ArrayDeque<>();
    private Limits limits = Limits.NONE;
    private Limits stored = Limits.NONE;
    private final Deque<Entry> untold = new ArrayDeque<>();
    private @Nullable String telling;
    private WaitCause cause = WaitCause.RUNNABLE;
    private int inFlight;
    private boolean queued;
    private @Nullable Instant wakesAt;

    ChannelLanes(StreamId streamId) {
        this.streamId = streamId;
    }

    public StreamId streamId() {
        return streamId;
    }

    /** Appends a reply to its conversation. */
    public Lane add(Entry entry) {
        byReplyId.put(entry.replyId(), entry);
        if (telling != null) {
            untold.addLast(entry);
        }
        Lane lane = lanes.computeIfAbsent(entry.conversation(), Lane::new);
        lane.add(entry);
        return lane;
    }

    /** Takes a reply out; its conversation goes on with the next. */
    public void remove(Entry entry) {
        byReplyId.remove(entry.replyId());
        Lane lane = lanes.get(entry.conversation());
        if (lane != null) {
            lane.remove(entry);
            if (lane.isEmpty()) {
                lanes.remove(entry.conversation());
            }
        }
    }

    /** The reply of this id; empty where it is not in the outbox. */
    public Optional<Entry> find(String replyId) {
        return Optional.ofNullable(byReplyId.get(replyId));
    }

    /** The conversation; null where nothing of it is pending. */
    public @Nullable Lane lane(Conversation conversation) {
        return lanes.get(conversation);
    }

    /** All conversations with pending replies. */
    public Collection<Lane> lanes() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    /**
     * The channel as a whole waits for this reason, which all of its replies are to be told.
     *
     * @param reason stable code; null where it no longer waits
     */
    public void tells(@Nullable String reason) {
        if (!Objects.equals(telling, reason)) {
            telling = reason;
            untold.clear();
            if (reason != null) {
                untold.addAll(byReplyId.values());
            }
        }
    }

    /** The next reply that is to be told why it waits; null where all know. */
    public @Nullable Entry nextUntold() {
        return untold.pollFirst();
    }

    public boolean hasUntold() {
        return !untold.isEmpty();
    }

    /** All pending replies; a copy. */
    public List<Entry> entries() {
        return List.copyOf(byReplyId.values());
    }

    public int depth() {
        return byReplyId.size();
    }

    /** The conversation could be sent now, as far as it is concerned. */
    public void ready(Lane lane) {
        lane.waitsFor(WaitCause.RUNNABLE);
        if (!lane.isReady()) {
            lane.ready(true);
            (lane.first().isLive() ? live : broadcast).addLast(lane);
        }
    }

    /** The conversation whose turn it is, no longer ready; null where there is none. */
    public @Nullable Lane next() {
        Lane lane = live.isEmpty() ? broadcast.pollFirst() : live.pollFirst();
        if (lane != null) {
            lane.ready(false);
        }
        return lane;
    }

    public boolean hasReady() {
        return !live.isEmpty() || !broadcast.isEmpty();
    }

    /** Echoes of this conversation of which it is not known whose they are; a copy. */
    public List<Echo> parked(Conversation conversation) {
        return List.copyOf(parked.getOrDefault(conversation, List.of()));
    }

    /** All such echoes; a copy. */
    public List<Echo> parked() {
        return parked.values().stream().flatMap(List::stream).toList();
    }

    public void park(Echo echo) {
        parked.computeIfAbsent(echo.conversation(), c -> new ArrayList<>()).add(echo);
    }

    public void unpark(Echo echo) {
        parked.computeIfPresent(echo.conversation(), (c, echoes) -> {
            echoes.removeIf(e -> e.message().id().equals(echo.message().id()));
            return echoes.isEmpty() ? null : echoes;
        });
    }

    public Limits limits() {
        return limits;
    }

    public void limits(Limits next) {
        limits = next;
    }

    /** What the store holds of the limits. */
    public Limits stored() {
        return stored;
    }

    public void stored(Limits next) {
        stored = next;
    }

    public int inFlight() {
        return inFlight;
    }

    public void called() {
        inFlight++;
    }

    public void answered() {
        inFlight--;
    }

    /** Why the channel as a whole waits; {@link WaitCause#RUNNABLE} where it does not. */
    public WaitCause cause() {
        return cause;
    }

    public void waitsFor(WaitCause why) {
        cause = why;
    }

    boolean wakesLaterThan(Instant at) {
        return wakesAt == null || wakesAt.isAfter(at);
    }

    void wakesAt(@Nullable Instant at) {
        wakesAt = at;
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean now) {
        queued = now;
    }
}
