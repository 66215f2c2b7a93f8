package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.common.outbox.OutboxState.Pause;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.throttle.FreeReplies;
import io.channeladapter.egress.throttle.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What a task must not forget, typed; each prefix of its writes is a right state. One thread: the task's. */
public final class OutboxStore {
    /** How long marks of what is done are kept, longer than any topic keeps a record that could bring it again. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<String, byte[]> store;

    public OutboxStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * Takes a reply in. Its mark comes first: one that points to nothing is as good as none, but a reply without a mark
     * could be taken twice.
     */
    public void append(Appended appended) {
        Conversation conversation = appended.reply().conversation();
        String replyId = appended.reply().id();
        write(OutboxKeys.of(Kind.DONE, conversation.streamId(), replyId), Json.bytes(ReplyMark.waiting(appended)));
        write(OutboxKeys.of(Kind.PENDING, conversation, appended.seq()), Json.bytes(appended));
    }

    /** Whether a reply of this id was taken, be it pending or done. */
    public boolean isTaken(StreamId streamId, String replyId) {
        Optional<ReplyMark> mark = mark(streamId, replyId);
        return mark.isPresent()
                && (mark.get().seq() == null || pending(streamId, replyId).isPresent());
    }

    /** The pending reply of this id; empty where there is none. */
    public Optional<Entry> pending(StreamId streamId, String replyId) {
        ReplyMark mark = mark(streamId, replyId).orElse(null);
        if (mark == null || mark.seq() == null || mark.userId() == null) {
            return Optional.empty();
        }
        return entry(new Conversation(streamId, mark.userId()), mark.seq())
                .filter(entry -> entry.replyId().equals(replyId));
    }

    /** The pending reply at this place; empty where there is none. */
    public Optional<Entry> entry(Conversation conversation, long seq) {
        return read(OutboxKeys.of(Kind.PENDING, conversation, seq), Appended.class)
                .map(this::entry);
    }

    /** The first pending replies of a conversation from this place on. */
    public List<Entry> entries(Conversation conversation, long from, int atMost) {
        List<Appended> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(
                OutboxKeys.of(Kind.PENDING, conversation, from), OutboxKeys.last(Kind.PENDING, conversation))) {
            while (found.size() < atMost && entries.hasNext()) {
                Json.read(entries.next().value, Appended.class).ifPresent(found::add);
            }
        }
        return found.stream().map(this::entry).toList();
    }

    /** The first pending reply of a conversation from this place on; null where there is none. */
    public @Nullable Entry head(Conversation conversation, long from) {
        Entry direct = entry(conversation, from).orElse(null);
        if (direct != null) {
            return direct;
        }
        List<Entry> first = entries(conversation, from, 1);
        return first.isEmpty() ? null : first.get(0);
    }

    /** Whether a conversation has a pending reply from this place on. */
    public int count(Conversation conversation, long from, int atMost) {
        int count = 0;
        try (KeyValueIterator<String, byte[]> entries = store.range(
                OutboxKeys.of(Kind.PENDING, conversation, from), OutboxKeys.last(Kind.PENDING, conversation))) {
            while (count < atMost && entries.hasNext()) {
                entries.next();
                count++;
            }
        }
        return count;
    }

    public void put(StreamId streamId, long seq, Progress progress) {
        write(OutboxKeys.of(Kind.PROGRESS, streamId, seq), Json.bytes(progress));
    }

    /** Whether anything happened to the reply at this place, and it has no final outcome. */
    public boolean isBegun(StreamId streamId, long seq) {
        return store.get(OutboxKeys.of(Kind.PROGRESS, streamId, seq)) != null;
    }

    public void put(Uncommitted uncommitted) {
        write(OutboxKeys.uncommitted(uncommitted.number()), Json.bytes(uncommitted));
    }

    public void deleteUncommitted(long number) {
        delete(OutboxKeys.uncommitted(number));
    }

    public void put(StreamId streamId, Limits limits) {
        write(OutboxKeys.of(Kind.LIMITS, streamId), Json.bytes(limits));
    }

    /** When a person wrote last, and what that gives; empty where nobody did within a day. */
    public Optional<FreeReplies> received(Conversation conversation) {
        return read(OutboxKeys.of(Kind.RECEIVED, conversation.streamId(), conversation.userId()), FreeReplies.class);
    }

    public void put(Conversation conversation, FreeReplies received) {
        write(OutboxKeys.of(Kind.RECEIVED, conversation.streamId(), conversation.userId()), Json.bytes(received));
    }

    /**
     * Forgets whose messages are older than a day, some at a time.
     *
     * @param from where the last call ended; null to begin
     * @return where to go on; null at the end
     */
    public @Nullable String sweepReceived(@Nullable String from, int atMost, Instant now) {
        List<String> old = new ArrayList<>();
        String next = null;
        try (KeyValueIterator<String, byte[]> entries =
                store.range(from == null ? Kind.RECEIVED.first() : from, Kind.RECEIVED.last())) {
            for (int i = 0; i < atMost && entries.hasNext(); i++) {
                KeyValue<String, byte[]> entry = entries.next();
                if (Json.read(entry.value, FreeReplies.class)
                        .filter(received -> received.isLive(now))
                        .isEmpty()) {
                    old.add(entry.key);
                }
            }
            if (entries.hasNext()) {
                next = entries.peekNextKey();
            }
        }
        old.forEach(this::delete);
        return next;
    }

    public void put(StreamId streamId, Told told) {
        write(OutboxKeys.of(Kind.TOLD, streamId), Json.bytes(told));
    }

    public void put(StreamId streamId, Pause pause) {
        write(OutboxKeys.of(Kind.PAUSE, streamId), Json.bytes(pause));
    }

    public void unpause(StreamId streamId) {
        delete(OutboxKeys.of(Kind.PAUSE, streamId));
    }

    public void put(Ending ending) {
        write(OutboxKeys.of(Kind.ENDING, ending.streamId(), ending.number()), Json.bytes(ending));
    }

    public void delete(Ending ending) {
        delete(OutboxKeys.of(Kind.ENDING, ending.streamId(), ending.number()));
    }

    /** Forgets of a channel what does not end with its replies. */
    public void forget(StreamId streamId) {
        delete(OutboxKeys.of(Kind.LIMITS, streamId));
        delete(OutboxKeys.of(Kind.TOLD, streamId));
    }

    /** Whether {@code outbox.states} shows the channel. */
    public void shown(StreamId streamId, boolean is) {
        String key = OutboxKeys.of(Kind.SHOWN, streamId);
        if (is) {
            write(key, PRESENT);
        } else {
            delete(key);
        }
    }

    /** The echoes of a conversation that are kept, in the order of Twitter's ids as text. */
    public List<Echo> parked(Conversation conversation) {
        List<Echo> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> echoes =
                store.range(OutboxKeys.of(Kind.PARKED, conversation, ""), OutboxKeys.last(Kind.PARKED, conversation))) {
            echoes.forEachRemaining(entry -> Json.read(entry.value, Echo.class).ifPresent(found::add));
        }
        return found;
    }

    /** Keeps an echo; tells whether it was not kept yet. */
    public boolean park(Echo echo) {
        String key =
                OutboxKeys.of(Kind.PARKED, echo.conversation(), echo.message().id());
        boolean isNew = store.get(key) == null;
        if (isNew) {
            write(key, Json.bytes(echo));
        }
        return isNew;
    }

    /** Keeps an echo no longer; tells whether it was kept. */
    public boolean unpark(Echo echo) {
        String key =
                OutboxKeys.of(Kind.PARKED, echo.conversation(), echo.message().id());
        boolean kept = store.get(key) != null;
        if (kept) {
            delete(key);
        }
        return kept;
    }

    public Optional<KnownMessage> message(StreamId streamId, String messageId) {
        return read(OutboxKeys.of(Kind.MESSAGE, streamId, messageId), KnownMessage.class);
    }

    public void put(StreamId streamId, String messageId, KnownMessage message) {
        write(OutboxKeys.of(Kind.MESSAGE, streamId, messageId), Json.bytes(message));
    }

    /**
     * Marks a reply as done and takes it out of the outbox. In this order: a reply that is still pending beside its mark
     * is seen to be done, one that is gone without a mark would be taken again. Safe to repeat.
     *
     * @param kept whether there may be a progress of it
     */
    public void end(Uncommitted.Ended ended, boolean kept) {
        StreamId streamId = ended.streamId();
        write(OutboxKeys.of(Kind.DONE, streamId, ended.replyId()), Json.bytes(ended.done()));
        for (String messageId : ended.messageIds()) {
            boolean last = messageId.equals(ended.messageIds().getLast());
            sent(
                    streamId,
                    messageId,
                    new KnownMessage(ended.replyId(), !last, ended.done().at(), ended.traceparent()));
        }
        delete(OutboxKeys.of(Kind.PENDING, ended.conversation(), ended.seq()));
        if (kept) {
            delete(OutboxKeys.of(Kind.PROGRESS, streamId, ended.seq()));
        }
    }

    /** Notes whose message that is, where it is not known yet. */
    public void sent(StreamId streamId, String messageId, KnownMessage message) {
        if (message(streamId, messageId).isEmpty()) {
            put(streamId, messageId, message);
        }
    }

    /** Tells of everything of a kind, in the order of its keys; what cannot be read is passed over. */
    public <T> void each(Kind kind, Class<T> type, BiConsumer<String, T> consumer) {
        try (KeyValueIterator<String, byte[]> entries = store.range(kind.first(), kind.last())) {
            entries.forEachRemaining(
                    entry -> Json.read(entry.value, type).ifPresent(value -> consumer.accept(entry.key, value)));
        }
    }

    /** Tells of the keys of a kind, in order, without a look at what they hold. */
    public void eachKey(Kind kind, Consumer<String> consumer) {
        try (KeyValueIterator<String, byte[]> entries = store.range(kind.first(), kind.last())) {
            entries.forEachRemaining(entry -> consumer.accept(entry.key));
        }
    }

    /**
     * Some pending replies in the order of their keys.
     *
     * @param from key to begin with
     * @param found takes them in
     * @return where to go on; null at the end
     */
    public @Nullable String walkReplies(String from, int atMost, Consumer<Entry> found) {
        List<Appended> some = new ArrayList<>();
        String next = null;
        try (KeyValueIterator<String, byte[]> entries = store.range(from, Kind.PENDING.last())) {
            for (int i = 0; i < atMost && entries.hasNext(); i++) {
                Json.read(entries.next().value, Appended.class).ifPresent(some::add);
            }
            if (entries.hasNext()) {
                next = entries.peekNextKey();
            }
        }
        some.forEach(appended -> found.accept(entry(appended)));
        return next;
    }

    /**
     * Some conversations in the order of their keys.
     *
     * @param kind of what they have
     * @param from key to begin with
     * @param found takes them in, with the key of the first thing that they have
     * @return where to go on; null at the end
     */
    public @Nullable String walkConversations(
            Kind kind, String from, int atMost, BiConsumer<Conversation, String> found) {
        String next = from;
        for (int i = 0; i < atMost && next != null; i++) {
            String key = firstKey(next, kind.last());
            if (key == null) {
                return null;
            }
            Conversation conversation = OutboxKeys.conversation(key);
            found.accept(conversation, key);
            next = OutboxKeys.last(kind, conversation);
        }
        return next;
    }

    /**
     * Deletes marks that are older than {@link #KEPT}, some at a time.
     *
     * @param from where the last call ended; null to begin
     * @param atMost entries to look at
     * @return where to go on; null at the end
     */
    public @Nullable String sweep(@Nullable String from, int atMost, Instant now) {
        List<String> old = new ArrayList<>();
        String next = null;
        String start = from == null ? Kind.DONE.first() : from;
        try (KeyValueIterator<String, byte[]> entries = store.range(start, Kind.MESSAGE.last())) {
            for (int i = 0; i < atMost && entries.hasNext(); i++) {
                KeyValue<String, byte[]> entry = entries.next();
                if (entry.key.startsWith(Kind.DONE.first()) || entry.key.startsWith(Kind.MESSAGE.first())) {
                    if (isOld(entry, now)) {
                        old.add(entry.key);
                    }
                } else {
                    // Between the two kinds of marks lies what is not swept.
                    next = Kind.MESSAGE.first();
                    break;
                }
            }
            if (next == null && entries.hasNext()) {
                next = entries.peekNextKey();
            }
        }
        old.forEach(this::delete);
        return next;
    }

    private boolean isOld(KeyValue<String, byte[]> entry, Instant now) {
        if (entry.key.startsWith(Kind.MESSAGE.first())) {
            return Json.read(entry.value, KnownMessage.class)
                    .filter(message -> message.at().plus(KEPT).isBefore(now))
                    .isPresent();
        }
        return Json.read(entry.value, ReplyMark.class)
                .filter(mark -> mark.at().plus(KEPT).isBefore(now))
                .filter(mark -> mark.seq() == null
                        || pending(OutboxKeys.streamId(entry.key), OutboxKeys.name(entry.key))
                                .isEmpty())
                .isPresent();
    }

    private Entry entry(Appended appended) {
        return read(
                        OutboxKeys.of(
                                Kind.PROGRESS, appended.reply().conversation().streamId(), appended.seq()),
                        Progress.class)
                .map(progress -> new Entry(appended, progress, true))
                .orElseGet(() -> new Entry(appended, Progress.NEW, false));
    }

    private Optional<ReplyMark> mark(StreamId streamId, String replyId) {
        return read(OutboxKeys.of(Kind.DONE, streamId, replyId), ReplyMark.class);
    }

    private @Nullable String firstKey(String from, String to) {
        try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
            return entries.hasNext() ? entries.peekNextKey() : null;
        }
    }

    // The agent would make a span of each, once more at each restore, and none of them is worth one.
    private void write(String key, byte[] value) {
        Trace.untraced(() -> store.put(key, value));
    }

    private void delete(String key) {
        Trace.untraced(() -> store.delete(key));
    }

    private <T> Optional<T> read(String key, Class<T> type) {
        byte[] bytes = store.get(key);
        return bytes == null ? Optional.empty() : Json.read(bytes, type);
    }
}
