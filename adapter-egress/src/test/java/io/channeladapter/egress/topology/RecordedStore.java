package io.channeladapter.egress.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** A store that remembers its writes in order, as its changelog would, and can begin with any prefix of them. */
final class RecordedStore implements KeyValueStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> store =
            Stores.inMemoryKeyValueStore(EgressTopology.STORE).get();
    private final List<Write> writes;
    private final int restored;

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

    RecordedStore(List<Write> prefix) {
        this.writes = new ArrayList<>(prefix);
        this.restored = prefix.size();
    }

    KeyValueBytesStoreSupplier supplier() {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return EgressTopology.STORE;
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

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
        writes.subList(0, restored).forEach(write -> store.put(write.key(), write.bytes()));
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        writes.add(Write.of(key, value));
        store.put(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        writes.add(Write.of(key, null));
        return store.delete(key);
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return store.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return store.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return store.all();
    }

    @Override
    public Position getPosition() {
        return store.getPosition();
    }

    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries();
    }

    @Override
    public String name() {
        return EgressTopology.STORE;
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }
}
