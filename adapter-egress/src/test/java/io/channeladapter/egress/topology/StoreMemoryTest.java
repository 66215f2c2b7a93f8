package io.channeladapter.egress.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StoreMemoryTest {
    @Test
    void allStoresOfAProcessShareOneMemory() {
        RocksDB.loadLibrary();
        try (Options outbox = options();
                Options index = options()) {
            StoreMemory memory = new StoreMemory();
            memory.setConfig("outbox", outbox, Map.of(StoreMemory.BYTES, 32L << 20));
            // By its class Kafka Streams makes another one for each store.
            new StoreMemory().setConfig("outbox-index", index, Map.of(StoreMemory.BYTES, 32L << 20));

            assertThat(outbox.writeBufferManager()).isSameAs(index.writeBufferManager());
            assertThat(outbox.writeBufferSize()).isLessThan(32L << 20);
            memory.close("outbox", outbox);
            assertThat(index.writeBufferManager().isOwningHandle()).isTrue();
        }
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }
}
