package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.message.Outcome;
import io.channeladapter.common.outbox.OutboxState.Pause;
import io.channeladapter.egress.throttle.Limits;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that memory holds of a channel: numbers, and those of its conversations that are in flight or wait on their own.
 * One thread: the task's.
 */
public final class ChannelLanes {
    private final StreamId streamId;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Queued uncounted = new Queued();
    private final Queued live = new Queued();
    private final Queued broadcast = new Queued();
    private final Trouble trouble = new Trouble();
    private final Trouble mediaTrouble = new Trouble();
    private Limits limits = Limits.NONE;
    private Limits stored = Limits.NONE;
    private @Nullable Told told;
    private WaitCause cause = WaitCause.RUNNABLE;
    private @Nullable Instant until;
    private String limitReached = "";
    private int depth;
    private int changes;
    private int parked;
    private int inFlight;
    private int bringingMedia;
    private Outcome.@Nullable Deferred mediaWait;
    private int passedOver;
    private long endFrom;
    private @Nullable Pause pause;
    private boolean shown;
    private int shownDigest;
    private boolean queued;
    private @Nullable Instant wakesAt;

    ChannelLanes(StreamId streamId) {
        this.streamId = streamId;
    }

    public StreamId streamId() {
        return streamId;
    }

    /** Replies without a final outcome. */
    public int depth() {
        return depth;
    }

    /** One more reply, or less. */
    public void depthChanged(int by) {
        depth += by;
        changes++;
    }

    /** Grows whenever a reply comes or ends, or a conversation goes or waits on its own. */
    public int changes() {
        return changes;
    }

    /** Whether nothing waits in it, nothing holds it, and nothing is shown of it. */
    public boolean isIdle() {
        return depth == 0 && pause == null && !shown;
    }

    /** Echoes of which it is not known whose they are. */
    public int parked() {
        return parked;
    }

    /** One more such echo, or less. */
    public void parkedChanged(int by) {
        parked += by;
    }

    /** The conversation's lane; null where it is not in flight and does not wait on its own. */
    public @Nullable Lane lane(String userId) {
        return lanes.get(userId);
    }

    /** All conversations that are in flight or wait on their own. */
    public Collection<Lane> lanes() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    /** How many conversations have replies; those that are held are not yet known. */
    public int conversations() {
        return lanes.size() + uncounted.size() + live.size() + broadcast.size();
    }

    /** A conversation goes, or waits, on its own. */
    public void open(Lane lane) {
        lanes.put(lane.head().conversation().userId(), lane);
        changes++;
    }

    /** A conversation does so no longer. */
    public void close(String userId) {
        lanes.remove(userId);
        changes++;
    }

    /** Whether nothing of it is pending, under way or yet to be settled. */
    public boolean isSettled() {
        return depth == 0 && parked == 0 && inFlight == 0 && lanes.isEmpty() && !queued;
    }

    public Queued queued(Urgency urgency) {
        return switch (urgency) {
            case UNCOUNTED -> uncounted;
            case LIVE -> live;
            case BROADCAST -> broadcast;
        };
    }

    /** Whether a conversation waits for its turn. */
    public boolean hasReady() {
        return uncounted.size() > 0 || live.size() > 0 || broadcast.size() > 0;
    }

    /** Up to where its replies were told why it waits; null where none was. */
    public @Nullable Told told() {
        return told;
    }

    public void told(Told next) {
        told = next;
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

    /** How many of those in flight fetch and upload media first, which may take minutes. */
    public int bringingMedia() {
        return bringingMedia;
    }

    /** Why no media are uploaded, and until when; null where that never was so. */
    public Outcome.@Nullable Deferred mediaWait() {
        return mediaWait;
    }

    public void mediaWait(Outcome.Deferred why) {
        mediaWait = why;
    }

    /** One more conversation was passed over because of that; how many were since the task began. */
    public int passedOver() {
        return ++passedOver;
    }

    public void called(boolean bringsMedia) {
        inFlight++;
        bringingMedia += bringsMedia ? 1 : 0;
    }

    public void answered(boolean bringsMedia) {
        inFlight--;
        bringingMedia -= bringsMedia ? 1 : 0;
    }

    /** Why the channel as a whole waits; {@link WaitCause#RUNNABLE} where it does not. */
    public WaitCause cause() {
        return cause;
    }

    /** Until when the channel as a whole waits, as far as known. */
    public @Nullable Instant until() {
        return until;
    }

    public void waitsFor(WaitCause why, @Nullable Instant till) {
        cause = why;
        until = till;
    }

    /** Says which limit is reached, where the channel waits for one. */
    public String limitReached() {
        return limitReached;
    }

    public void limitReached(String detail) {
        limitReached = detail;
    }

    /** From where on replies are ended next, where all are. */
    public long endFrom() {
        return endFrom;
    }

    public void endFrom(long seq) {
        endFrom = seq;
    }

    /** Why its owner is asked before it goes on; null where it is not paused. */
    public @Nullable Pause pause() {
        return pause;
    }

    public void pause(@Nullable Pause next) {
        pause = next;
    }

    /** How it fares at Twitter. */
    public Trouble trouble() {
        return trouble;
    }

    /** How its media fare on their way to Twitter. */
    public Trouble mediaTrouble() {
        return mediaTrouble;
    }

    /** Whether {@code outbox.states} shows it. */
    public boolean isShown() {
        return shown;
    }

    public void shown(boolean now) {
        shown = now;
    }

    /** Tells what was known when it was shown from anything else that could be. */
    public int shownDigest() {
        return shownDigest;
    }

    public void shownDigest(int digest) {
        shownDigest = digest;
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
