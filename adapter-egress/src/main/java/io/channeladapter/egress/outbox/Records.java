package io.channeladapter.egress.outbox;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The store of a task as records of JSON under the keys of {@link OutboxKeys}. One thread: the task's. */
final class Records {
    private final KeyValueStore<String, byte[]> store;

    Records(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    boolean has(String key) {
        return store.get(key) != null;
    }

    /** What is under this key; empty where there is nothing, or nothing that can be read. */
    <T> Optional<T> read(String key, Class<T> type) {
        byte[] bytes = store.get(key);
        return bytes == null ? Optional.empty() : Json.read(bytes, type);
    }

    void write(String key, Object value) {
        write(key, Json.bytes(value));
    }

    // The agent would make a span of each, once more at each restore, and none of them is worth one.
    void write(String key, byte[] value) {
        Trace.untraced(() -> store.put(key, value));
    }

    void delete(String key) {
        Trace.untraced(() -> store.delete(key));
    }

    /** The records between two keys, the last not included where the store has no such key; to be closed. */
    KeyValueIterator<String, byte[]> range(String from, String to) {
        return store.range(from, to);
    }

    /** Tells of everything of a kind, in the order of its keys; what cannot be read is passed over. */
    <T> void each(Kind kind, Class<T> type, BiConsumer<String, T> consumer) {
        try (KeyValueIterator<String, byte[]> found = range(kind.first(), kind.last())) {
            found.forEachRemaining(
                    record -> Json.read(record.value, type).ifPresent(value -> consumer.accept(record.key, value)));
        }
    }

    /** Tells of the keys of a kind, in order, without a look at what they hold. */
    void eachKey(Kind kind, Consumer<String> consumer) {
        try (KeyValueIterator<String, byte[]> found = range(kind.first(), kind.last())) {
            found.forEachRemaining(record -> consumer.accept(record.key));
        }
    }

    /** The first key from this one on; null where there is none before the end. */
    @Nullable
    String firstKey(String from, String to) {
        try (KeyValueIterator<String, byte[]> found = range(from, to)) {
            return found.hasNext() ? found.peekNextKey() : null;
        }
    }

    /**
     * Looks at some records of a kind and deletes those that are not worth keeping.
     *
     * @param from key to begin with
     * @return where to go on; null at the end
     */
    @Nullable
    String sweep(Kind kind, String from, int atMost, Predicate<KeyValue<String, byte[]>> isOld) {
        List<String> old = new ArrayList<>();
        String next = null;
        try (KeyValueIterator<String, byte[]> found = range(from, kind.last())) {
            for (int i = 0; i < atMost && found.hasNext(); i++) {
                KeyValue<String, byte[]> record = found.next();
                if (isOld.test(record)) {
                    old.add(record.key);
                }
            }
            if (found.hasNext()) {
                next = found.peekNextKey();
            }
        }
        old.forEach(this::delete);
        return next;
    }
}
