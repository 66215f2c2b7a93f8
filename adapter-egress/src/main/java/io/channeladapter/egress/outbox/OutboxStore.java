package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Echo;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.throttle.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The one store of a task, typed. One thread: the task's. */
public final class OutboxStore {
    /** How long marks of what is done are kept, longer than any topic keeps a record that could bring it again. */
    public static final Duration KEPT = Duration.ofDays(7);

    private final KeyValueStore<String, byte[]> store;

    public OutboxStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    public void put(StreamId streamId, Appended appended) {
        write(OutboxKeys.of(Kind.PENDING, streamId, appended.seq()), Json.bytes(appended));
    }

    public Optional<Appended> pending(StreamId streamId, long seq) {
        return read(OutboxKeys.of(Kind.PENDING, streamId, seq), Appended.class);
    }

    public void put(StreamId streamId, long seq, Progress progress) {
        write(OutboxKeys.of(Kind.PROGRESS, streamId, seq), Json.bytes(progress));
    }

    public Progress progress(StreamId streamId, long seq) {
        return read(OutboxKeys.of(Kind.PROGRESS, streamId, seq), Progress.class).orElse(Progress.NEW);
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

    public void park(StreamId streamId, Echo echo) {
        write(OutboxKeys.of(Kind.PARKED, streamId, echo.message().id()), Json.bytes(echo));
    }

    public void unpark(StreamId streamId, String messageId) {
        delete(OutboxKeys.of(Kind.PARKED, streamId, messageId));
    }

    public boolean isDone(StreamId streamId, String replyId) {
        return store.get(OutboxKeys.of(Kind.DONE, streamId, replyId)) != null;
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
     */
    public void end(Uncommitted.Ended ended) {
        StreamId streamId = ended.streamId();
        write(OutboxKeys.of(Kind.DONE, streamId, ended.replyId()), Json.bytes(ended.done()));
        String messageId = ended.messageId();
        if (messageId != null && message(streamId, messageId).isEmpty()) {
            put(
                    streamId,
                    messageId,
                    new KnownMessage(ended.replyId(), false, ended.done().at(), ended.traceparent()));
        }
        drop(streamId, ended.seq());
    }

    /** Takes a reply and its progress out of the outbox. */
    public void drop(StreamId streamId, long seq) {
        delete(OutboxKeys.of(Kind.PENDING, streamId, seq));
        delete(OutboxKeys.of(Kind.PROGRESS, streamId, seq));
    }

    /** Tells of everything of a kind, in the order of its keys; what cannot be read is passed over. */
    public <T> void each(Kind kind, Class<T> type, BiConsumer<String, T> consumer) {
        try (KeyValueIterator<String, byte[]> entries = store.range(kind.first(), kind.last())) {
            entries.forEachRemaining(
                    entry -> Json.read(entry.value, type).ifPresent(value -> consumer.accept(entry.key, value)));
        }
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
                if (isOld(entry, now)) {
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

    private static boolean isOld(KeyValue<String, byte[]> entry, Instant now) {
        Optional<Instant> at = entry.key.startsWith(Kind.DONE.first())
                ? Json.read(entry.value, Done.class).map(Done::at)
                : entry.key.startsWith(Kind.MESSAGE.first())
                        ? Json.read(entry.value, KnownMessage.class).map(KnownMessage::at)
                        : Optional.empty();
        return at.isPresent() && at.get().plus(KEPT).isBefore(now);
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
