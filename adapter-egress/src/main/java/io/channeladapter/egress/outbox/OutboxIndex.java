package io.channeladapter.egress.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.observe.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * In which order what is in the outbox comes: whose turn it is, what is oldest, what expires when. It lies on disk, for a
 * channel may have any number of replies, is made from the outbox after each start, and has no changelog. One thread: the
 * task's.
 *
 * <pre>
 * &lt;life&gt;/t/&lt;streamid&gt;/&lt;urgency&gt;/&lt;turn&gt;                 a conversation whose turn comes: user id, seq of its head
 * &lt;life&gt;/c/&lt;streamid&gt;/&lt;user id&gt;                        which turn the conversation has: urgency, turn
 * &lt;life&gt;/s/&lt;streamid&gt;/&lt;seq&gt;                            user id of the pending reply at this place
 * &lt;life&gt;/e/&lt;milliseconds&gt;/&lt;streamid&gt;/&lt;user id&gt;/&lt;seq&gt;   a reply that expires then
 * </pre>
 *
 * What a life before this one left behind is not read, and deleted bit by bit.
 */
public final class OutboxIndex {
    private static final String LIFE = "life";
    private static final byte[] PRESENT = {1};
    private static final HexFormat HEX = HexFormat.of();
    /** What expires later never does. */
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final KeyValueStore<String, byte[]> store;
    private String life = HEX.toHexDigits(0L);
    private String sweepFrom = "";
    private long nextTurn;
    private String dueFrom = "";
    /** No pending reply of a channel comes before this; none where the channel has no reply here. */
    private final Map<StreamId, Long> oldest = new HashMap<>();

    /**
     * A conversation's turn.
     *
     * @param number its place in the queue
     * @param userId whose
     * @param seq no pending reply of it comes before this
     */
    public record Turn(long number, String userId, long seq, Urgency urgency) {}

    /**
     * A reply.
     *
     * @param userId whose conversation
     * @param seq its place
     */
    public record Place(String userId, long seq) {}

    /**
     * A reply whose time has passed.
     *
     * @param key its key here
     */
    public record Due(String key, Conversation conversation, long seq) {}

    public OutboxIndex(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Begins with nothing. */
    public void begin() {
        byte[] before = store.get(LIFE);
        long next = before == null ? 1 : HexFormat.fromHexDigitsToLong(new String(before, UTF_8)) + 1;
        life = HEX.toHexDigits(next);
        put(LIFE, life.getBytes(UTF_8));
        sweepFrom = HEX.toHexDigits(0L);
        oldest.clear();
        dueFrom = life + "/e/";
    }

    /** Deletes some of what lives before this one left. */
    public void sweep(int atMost) {
        if (sweepFrom.equals(life)) {
            return;
        }
        List<KeyValue<String, byte @Nullable []>> old = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(sweepFrom, life)) {
            while (old.size() < atMost && entries.hasNext()) {
                old.add(KeyValue.pair(entries.next().key, null));
            }
            sweepFrom = entries.hasNext() ? entries.peekNextKey() : life;
        }
        Trace.untraced(() -> store.putAll(old));
    }

    /** A reply is pending. */
    public void add(Entry entry) {
        put(
                seqKey(entry.conversation().streamId(), entry.seq()),
                entry.conversation().userId().getBytes(UTF_8));
        oldest.merge(entry.conversation().streamId(), entry.seq(), Math::min);
        Instant expiresAt = entry.reply().expiresAt();
        if (expiresAt != null) {
            putDue(dueKey(expiresAt, entry.conversation(), entry.seq()));
        }
    }

    /** A reply is no longer pending. */
    public void remove(Entry entry) {
        delete(seqKey(entry.conversation().streamId(), entry.seq()));
        Instant expiresAt = entry.reply().expiresAt();
        if (expiresAt != null) {
            delete(dueKey(expiresAt, entry.conversation(), entry.seq()));
        }
    }

    /** Whether the conversation's turn will come. */
    public boolean isQueued(Conversation conversation) {
        return store.get(queuedKey(conversation)) != null;
    }

    /** Puts a conversation at the end of its channel's queue. */
    public void queue(ChannelLanes channel, String userId, long head, Urgency urgency) {
        long turn = nextTurn++;
        channel.queued(urgency).added(turn);
        String place = place(urgency, turn);
        put(turnKey(channel.streamId(), place), (userId + "/" + HEX.toHexDigits(head)).getBytes(UTF_8));
        put(queuedKey(new Conversation(channel.streamId(), userId)), place.getBytes(UTF_8));
    }

    /** The turn that a conversation has; null where it has none. */
    public @Nullable Turn turn(Conversation conversation) {
        byte[] queued = store.get(queuedKey(conversation));
        if (queued == null) {
            return null;
        }
        String place = new String(queued, UTF_8);
        byte[] turn = store.get(turnKey(conversation.streamId(), place));
        Urgency urgency = Urgency.ofLetter(place.substring(0, place.indexOf('/')));
        return turn == null ? null : turn(OutboxKeys.number(place), turn, urgency);
    }

    /** The first of a channel's queue, which stays in it; null where the queue is empty. */
    public @Nullable Turn first(ChannelLanes channel, Urgency urgency) {
        Queued turns = channel.queued(urgency);
        Turn found = null;
        if (turns.size() == 0) {
            return null;
        }
        StreamId streamId = channel.streamId();
        try (KeyValueIterator<String, byte[]> entries = store.range(
                turnKey(streamId, place(urgency, turns.from())), turnKey(streamId, place(urgency, Long.MAX_VALUE)))) {
            if (entries.hasNext()) {
                var entry = entries.next();
                found = turn(OutboxKeys.number(entry.key), entry.value, urgency);
            }
        }
        if (found == null) {
            turns.emptied();
        } else {
            turns.beginsAt(found.number());
        }
        return found;
    }

    /** Takes a turn out of its channel's queue. */
    public void take(ChannelLanes channel, Turn turn) {
        String key = turnKey(channel.streamId(), place(turn.urgency(), turn.number()));
        if (store.get(key) != null) {
            channel.queued(turn.urgency()).taken();
            delete(key);
            delete(queuedKey(new Conversation(channel.streamId(), turn.userId())));
        }
    }

    /** Pending replies of a channel, the oldest first. */
    public List<Place> oldest(StreamId streamId, long from, int atMost) {
        List<Place> places = new ArrayList<>();
        Long first = oldest.get(streamId);
        if (first == null || atMost <= 0) {
            return places;
        }
        // What ended leaves a mark of its deletion on the disk for a while, and a range reads over all of those.
        try (KeyValueIterator<String, byte[]> entries =
                store.range(seqKey(streamId, Math.max(first, from)), seqKey(streamId, Long.MAX_VALUE))) {
            while (places.size() < atMost && entries.hasNext()) {
                var entry = entries.next();
                places.add(new Place(new String(entry.value, UTF_8), OutboxKeys.number(entry.key)));
            }
        }
        if (from <= first && places.isEmpty()) {
            oldest.remove(streamId);
        } else if (from <= first) {
            oldest.put(streamId, places.get(0).seq());
        }
        return places;
    }

    /** No pending reply of the channel comes before this, once the index knows them all. */
    public long oldest(StreamId streamId) {
        return oldest.getOrDefault(streamId, 0L);
    }

    /** Replies whose time has passed, the earliest first. */
    public List<Due> due(Instant now, int atMost) {
        List<Due> due = new ArrayList<>();
        String to = life + "/e/" + HEX.toHexDigits(now.toEpochMilli() + 1);
        if (atMost <= 0 || dueFrom.compareTo(to) >= 0) {
            return due; // nothing was looked at, so nothing may be passed over
        }
        try (KeyValueIterator<String, byte[]> entries = store.range(dueFrom, to)) {
            while (due.size() < atMost && entries.hasNext()) {
                String key = entries.next().key;
                String[] parts = key.split("/", -1);
                Conversation conversation = new Conversation(new StreamId(parts[3]), parts[4]);
                due.add(new Due(key, conversation, OutboxKeys.number(key)));
            }
            dueFrom = due.isEmpty() ? to : due.get(due.size() - 1).key();
        }
        return due;
    }

    /**
     * A reply whose time has passed needs no second look, or one at another time.
     *
     * @param again null for none
     */
    public void looked(Due due, @Nullable Instant again) {
        delete(due.key());
        if (again != null) {
            putDue(dueKey(again, due.conversation(), due.seq()));
        }
    }

    private void putDue(String key) {
        put(key, PRESENT);
        if (key.compareTo(dueFrom) < 0) {
            dueFrom = key;
        }
    }

    private static Turn turn(long number, byte[] stored, Urgency urgency) {
        String value = new String(stored, UTF_8);
        return new Turn(number, value.substring(0, value.indexOf('/')), OutboxKeys.number(value), urgency);
    }

    private static String place(Urgency urgency, long turn) {
        return urgency.letter() + "/" + HEX.toHexDigits(turn);
    }

    private String turnKey(StreamId streamId, String place) {
        return life + "/t/" + streamId + "/" + place;
    }

    private String queuedKey(Conversation conversation) {
        return life + "/c/" + conversation.streamId() + "/" + conversation.userId();
    }

    private String seqKey(StreamId streamId, long seq) {
        return life + "/s/" + streamId + "/" + HEX.toHexDigits(seq);
    }

    private String dueKey(Instant at, Conversation conversation, long seq) {
        return life + "/e/" + HEX.toHexDigits(millis(at)) + "/" + conversation.streamId() + "/" + conversation.userId()
                + "/" + HEX.toHexDigits(seq);
    }

    // A bot may give a time that no number of milliseconds can tell.
    private static long millis(Instant at) {
        return at.isBefore(Instant.EPOCH) ? 0 : at.isAfter(LAST) ? LAST.toEpochMilli() : at.toEpochMilli();
    }

    private void put(String key, byte[] value) {
        Trace.untraced(() -> store.put(key, value));
    }

    private void delete(String key) {
        Trace.untraced(() -> store.delete(key));
    }
}
