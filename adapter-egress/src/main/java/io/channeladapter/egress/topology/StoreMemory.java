package io.channeladapter.egress.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds what RocksDB takes outside of the heap. Each partition has two databases, and each of those would take up to
 * 98 MiB of its own; here all of a process share one memory, for blocks, indexes and what is not yet written. Streams
 * makes it by its class. Safe for many threads.
 */
public final class StoreMemory implements RocksDBConfigSetter {
    /** Setting that holds how many bytes there are, a {@link Long}; that of the first store in a process counts. */
    static final String BYTES = "egress.store-memory";

    // Small, since many databases share one bound: each takes an eighth of it with its first record.
    private static final long WRITE_BUFFER = 2L << 20;
    private static final long BLOCK = 16L << 10;

    private static @Nullable Shared shared;

    /** What all stores of the process use; never closed, for another may be opened at any time. */
    private record Shared(Cache cache, WriteBufferManager buffers) {
        static Shared of(long bytes) {
            RocksDB.loadLibrary();
            Cache cache = new LRUCache(bytes);
            return new Shared(cache, new WriteBufferManager(bytes / 2, cache));
        }
    }

    private static synchronized Shared shared(Map<String, Object> settings) {
        Shared made = shared;
        if (made == null) {
            if (!(settings.get(BYTES) instanceof Long bytes)) {
                throw new IllegalArgumentException("the setting " + BYTES + " is missing");
            }
            made = Shared.of(bytes);
            shared = made;
        }
        return made;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        Shared memory = shared(settings);
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(memory.cache());
        tables.setBlockSize(BLOCK);
        // Else indexes and filters of all open files stay in memory beside the cache.
        tables.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(memory.buffers());
        options.setWriteBufferSize(WRITE_BUFFER);
    }

    @Override
    public void close(String storeName, Options options) {}
}
