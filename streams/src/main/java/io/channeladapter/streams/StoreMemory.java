package io.channeladapter.streams;

import io.channeladapter.common.settings.Key;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds what RocksDB takes outside of the heap. A partition has a database for each store and each segment of one, and
 * each would take up to 98 MiB of its own; here all of a service share one memory, for blocks, indexes and what is not
 * yet written. Taken with the first database; closed after the topology. Safe for many threads.
 */
public final class StoreMemory implements AutoCloseable {
    private static final String SETTING = "store-memory";
    private static final long LEAST = 8L << 20;
    // Small, since many databases share one bound: each takes an eighth of it with its first record.
    private static final long WRITE_BUFFER = 2L << 20;
    private static final long BLOCK = 16L << 10;

    private final long bytes;
    private @Nullable Shared shared;
    private boolean closed;

    /** @param bytes how many there are, at least 8 MiB */
    public StoreMemory(long bytes) {
        if (bytes < LEAST) {
            throw new IllegalArgumentException("the memory of the stores must be 8MiB or more");
        }
        this.bytes = bytes;
    }

    /** The setting of a service, by which its bytes are given. */
    public static Key<Long> key(String service) {
        Key<Long> size = Key.size(
                service + ".store-memory",
                "64MiB",
                "Memory outside of the heap that the state of all partitions of one instance shares.");
        return new Key<>(
                size.name(),
                size.form() + "; 8MiB or more",
                size.defaultText(),
                size.required(),
                size.description(),
                size.secret(),
                text -> {
                    long bytes = size.parser().apply(text);
                    if (bytes < LEAST) {
                        throw new IllegalArgumentException("too little");
                    }
                    return bytes;
                });
    }

    /** The settings by which Kafka Streams uses it. */
    public Map<String, Object> settings() {
        return Map.of(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Bound.class, SETTING, this);
    }

    private record Shared(Cache cache, WriteBufferManager buffers) {
        static Shared of(long bytes) {
            RocksDB.loadLibrary();
            Cache cache = new LRUCache(bytes);
            return new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        }
    }

    private synchronized void setAt(Options options) {
        if (closed) {
            throw new IllegalStateException("the memory of the stores is closed already");
        }
        Shared memory = shared;
        if (memory == null) {
            memory = Shared.of(bytes);
            shared = memory;
        }
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(memory.cache());
        tables.setBlockSize(BLOCK);
        // Else indexes and filters of all open files stay in memory beside the cache.
        tables.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(memory.buffers());
        options.setWriteBufferSize(WRITE_BUFFER);
    }

    /** Gives it back. A database that is still open, since its thread did not stop in time, keeps its share until then. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shared != null) {
            shared.buffers().close();
            shared.cache().close();
            shared = null;
        }
    }

    /** Sets it at each database; Kafka Streams makes it by its class. */
    public static final class Bound implements RocksDBConfigSetter {
        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> settings) {
            if (!(settings.get(SETTING) instanceof StoreMemory memory)) {
                throw new IllegalArgumentException("the setting " + SETTING + " is missing");
            }
            memory.setAt(options);
        }

        @Override
        public void close(String storeName, Options options) {}
    }
}
