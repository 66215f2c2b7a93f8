package io.channeladapter.egress.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store that remembers its writes in order, as its changelog would, and can begin with any prefix of them. */
final class RecordedStore implements KeyValueStore<Bytes, byte[]> {
    private final ConcurrentSkipListMap<Bytes, byte[]> entries = new ConcurrentSkipListMap<>();
    private final String name;
    private final List<Write> writes;
    private boolean remembers = true;
    private boolean open;

    record Write(Bytes key, String value, boolean deletes) {
        static Write of(Bytes key, byte @Nullable [] value) {
            return value == null
                    ? new Write(key, "", true)
                    : new Write(key, new String(value, java.nio.charset.StandardCharsets.UTF_8), false);
        }

        byte @Nullable [] bytes() {
            return deletes ? null : value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    RecordedStore(String name, List<Write> prefix) {
        this.name = name;
        this.writes = new ArrayList<>(prefix);
        prefix.forEach(write -> apply(write.key(), write.bytes()));
    }

    /** One that remembers no writes. */
    static RecordedStore forgetful(String name) {
        RecordedStore store = new RecordedStore(name, List.of());
        store.remembers = false;
        return store;
    }

    KeyValueBytesStoreSupplier supplier() {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return RecordedStore.this;
            }

            @Override
            public String metricsScope() {
                return "recorded";
            }
        };
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        for (Write write : writes) {
            String key = new String(write.key().get(), java.nio.charset.StandardCharsets.UTF_8);
            if (write.deletes()) {
                content.remove(key);
            } else {
                content.put(key, write.value());
            }
        }
        return content;
    }

    private void apply(Bytes key, byte @Nullable [] value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        open = true;
        context.register(root, (key, value) -> {});
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        if (remembers) {
            writes.add(Write.of(key, value));
        }
        apply(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = entries.get(key);
        put(key, null);
        return before;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return entries.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return iterator(entries.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return iterator(entries);
    }

    private static KeyValueIterator<Bytes, byte[]> iterator(NavigableMap<Bytes, byte[]> part) {
        Deque<Map.Entry<Bytes, byte[]>> next = new ArrayDeque<>();
        Iterator<Map.Entry<Bytes, byte[]>> all = part.entrySet().iterator();
        return new KeyValueIterator<>() {
            @Override
            public boolean hasNext() {
                return !next.isEmpty() || all.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                Map.Entry<Bytes, byte[]> entry = next.isEmpty() ? all.next() : next.remove();
                return KeyValue.pair(entry.getKey(), entry.getValue());
            }

            @Override
            public Bytes peekNextKey() {
                if (next.isEmpty()) {
                    next.add(all.next());
                }
                return next.element().getKey();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
