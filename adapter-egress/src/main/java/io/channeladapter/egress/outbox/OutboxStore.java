package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Echo;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a task must not forget of replies, their messages and the echoes of these; each prefix of its writes is a right
 * state. One thread: the task's.
 */
public final class OutboxStore {
    /** Takes in how far the reply at a place came. */
    @FunctionalInterface
    public interface ProgressConsumer {
        void accept(StreamId streamId, long seq, Progress progress);
    }

    /** How long marks of what is done are kept, longer than any topic keeps a record that could bring it again. */
    public static final Duration KEPT = Duration.ofDays(7);

    private final Records records;

    public OutboxStore(KeyValueStore<String, byte[]> store) {
        this.records = new Records(store);
    }

    /**
     * Takes a reply in. Its mark comes first: one that points to nothing is as good as none, but a reply without a mark
     * could be taken twice.
     */
    public void append(Appended appended) {
        Conversation conversation = appended.reply().conversation();
        String replyId = appended.reply().id();
        records.write(OutboxKeys.of(Kind.DONE, conversation.streamId(), replyId), ReplyMark.waiting(appended));
        records.write(OutboxKeys.of(Kind.PENDING, conversation, appended.seq()), appended);
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
        return records.read(OutboxKeys.of(Kind.PENDING, conversation, seq), Appended.class)
                .map(this::entry);
    }

    /**
     * Tells of the place of every pending reply.
     *
     * @throws IllegalStateException where the store is of a layout that this version does not read
     */
    public void eachPending(ObjLongConsumer<StreamId> consumer) {
        records.eachKey(Kind.PENDING, key -> {
            OutboxKeys.requireConversation(key);
            consumer.accept(OutboxKeys.streamId(key), OutboxKeys.number(key));
        });
    }

    /** The first pending replies of a conversation from this place on. */
    public List<Entry> entries(Conversation conversation, long from, int atMost) {
        List<Appended> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = records.range(
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

    /** How many pending replies a conversation has from this place on, counted up to so many. */
    public int count(Conversation conversation, long from, int atMost) {
        int count = 0;
        try (KeyValueIterator<String, byte[]> entries = records.range(
                OutboxKeys.of(Kind.PENDING, conversation, from), OutboxKeys.last(Kind.PENDING, conversation))) {
            while (count < atMost && entries.hasNext()) {
                entries.next();
                count++;
            }
        }
        return count;
    }

    public void put(StreamId streamId, long seq, Progress progress) {
        records.write(OutboxKeys.of(Kind.PROGRESS, streamId, seq), progress);
    }

    /** Tells of all that happened to replies that have no final outcome. */
    public void eachProgress(ProgressConsumer consumer) {
        records.each(
                Kind.PROGRESS,
                Progress.class,
                (key, progress) -> consumer.accept(OutboxKeys.streamId(key), OutboxKeys.number(key), progress));
    }

    /** Whether anything happened to the reply at this place, and it has no final outcome. */
    public boolean isBegun(StreamId streamId, long seq) {
        return records.has(OutboxKeys.of(Kind.PROGRESS, streamId, seq));
    }

    public void put(Uncommitted uncommitted) {
        records.write(OutboxKeys.uncommitted(uncommitted.number()), uncommitted);
    }

    public void eachUncommitted(Consumer<Uncommitted> consumer) {
        records.each(Kind.UNCOMMITTED, Uncommitted.class, (key, uncommitted) -> consumer.accept(uncommitted));
    }

    public void deleteUncommitted(long number) {
        records.delete(OutboxKeys.uncommitted(number));
    }

    public void put(Ending ending) {
        records.write(OutboxKeys.of(Kind.ENDING, ending.streamId(), ending.number()), ending);
    }

    public void eachEnding(Consumer<Ending> consumer) {
        records.each(Kind.ENDING, Ending.class, (key, ending) -> consumer.accept(ending));
    }

    public void delete(Ending ending) {
        records.delete(OutboxKeys.of(Kind.ENDING, ending.streamId(), ending.number()));
    }

    /** The echoes of a conversation that are kept, in the order of Twitter's ids as text. */
    public List<Echo> parked(Conversation conversation) {
        List<Echo> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> echoes = records.range(
                OutboxKeys.of(Kind.PARKED, conversation, ""), OutboxKeys.last(Kind.PARKED, conversation))) {
            echoes.forEachRemaining(entry -> Json.read(entry.value, Echo.class).ifPresent(found::add));
        }
        return found;
    }

    /**
     * Tells of the channel of every echo that is kept.
     *
     * @throws IllegalStateException where the store is of a layout that this version does not read
     */
    public void eachParked(Consumer<StreamId> consumer) {
        records.eachKey(Kind.PARKED, key -> {
            OutboxKeys.requireConversation(key);
            consumer.accept(OutboxKeys.streamId(key));
        });
    }

    /** Keeps an echo; tells whether it was not kept yet. */
    public boolean park(Echo echo) {
        String key =
                OutboxKeys.of(Kind.PARKED, echo.conversation(), echo.message().id());
        boolean isNew = !records.has(key);
        if (isNew) {
            records.write(key, echo);
        }
        return isNew;
    }

    /** Keeps an echo no longer; tells whether it was kept. */
    public boolean unpark(Echo echo) {
        String key =
                OutboxKeys.of(Kind.PARKED, echo.conversation(), echo.message().id());
        boolean kept = records.has(key);
        if (kept) {
            records.delete(key);
        }
        return kept;
    }

    public Optional<KnownMessage> message(StreamId streamId, String messageId) {
        return records.read(OutboxKeys.of(Kind.MESSAGE, streamId, messageId), KnownMessage.class);
    }

    public void put(StreamId streamId, String messageId, KnownMessage message) {
        records.write(OutboxKeys.of(Kind.MESSAGE, streamId, messageId), message);
    }

    /**
     * Marks a reply as done and takes it out of the outbox. In this order: a reply that is still pending beside its mark
     * is seen to be done, one that is gone without a mark would be taken again. Safe to repeat.
     *
     * @param kept whether there may be a progress of it
     */
    public void end(Uncommitted.Ended ended, boolean kept) {
        StreamId streamId = ended.streamId();
        records.write(OutboxKeys.of(Kind.DONE, streamId, ended.replyId()), ended.done());
        for (String messageId : ended.messageIds()) {
            boolean last = messageId.equals(ended.messageIds().getLast());
            sent(
                    streamId,
                    messageId,
                    new KnownMessage(ended.replyId(), !last, ended.done().at(), ended.traceparent()));
        }
        records.delete(OutboxKeys.of(Kind.PENDING, ended.conversation(), ended.seq()));
        if (kept) {
            records.delete(OutboxKeys.of(Kind.PROGRESS, streamId, ended.seq()));
        }
    }

    /** Notes whose message that is, where it is not known yet. */
    public void sent(StreamId streamId, String messageId, KnownMessage message) {
        if (message(streamId, messageId).isEmpty()) {
            put(streamId, messageId, message);
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
        try (KeyValueIterator<String, byte[]> entries = records.range(from, Kind.PENDING.last())) {
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
            String key = records.firstKey(next, kind.last());
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
        String start = from == null ? Kind.DONE.first() : from;
        if (start.startsWith(Kind.MESSAGE.first())) {
            return records.sweep(Kind.MESSAGE, start, atMost, record -> isOldMessage(record.value, now));
        }
        String next = records.sweep(Kind.DONE, start, atMost, record -> isOldMark(record.key, record.value, now));
        return next == null ? Kind.MESSAGE.first() : next;
    }

    private static boolean isOldMessage(byte[] value, Instant now) {
        return Json.read(value, KnownMessage.class)
                .filter(message -> message.at().plus(KEPT).isBefore(now))
                .isPresent();
    }

    private boolean isOldMark(String key, byte[] value, Instant now) {
        return Json.read(value, ReplyMark.class)
                .filter(mark -> mark.at().plus(KEPT).isBefore(now))
                .filter(mark -> mark.seq() == null
                        || pending(OutboxKeys.streamId(key), OutboxKeys.name(key))
                                .isEmpty())
                .isPresent();
    }

    private Entry entry(Appended appended) {
        return records.read(
                        OutboxKeys.of(
                                Kind.PROGRESS, appended.reply().conversation().streamId(), appended.seq()),
                        Progress.class)
                .map(progress -> new Entry(appended, progress, true))
                .orElseGet(() -> new Entry(appended, Progress.NEW, false));
    }

    private Optional<ReplyMark> mark(StreamId streamId, String replyId) {
        return records.read(OutboxKeys.of(Kind.DONE, streamId, replyId), ReplyMark.class);
    }
}
