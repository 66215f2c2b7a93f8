package io.channeladapter.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class StoreMemoryTest {
    private static final Key<Long> KEY = StoreMemory.key("egress");

    @Test
    void allStoresOfAServiceShareOneMemoryAndNoOther() {
        RocksDB.loadLibrary();
        try (StoreMemory memory = new StoreMemory(32L << 20);
                StoreMemory another = new StoreMemory(32L << 20);
                Options outbox = options();
                Options index = options();
                Options elsewhere = options()) {
            set(memory, outbox);
            set(memory, index);
            set(another, elsewhere);

            assertThat(outbox.writeBufferManager()).isSameAs(index.writeBufferManager());
            assertThat(outbox.writeBufferManager()).isNotSameAs(elsewhere.writeBufferManager());
            assertThat(outbox.writeBufferSize()).isLessThan(32L << 20);
        }
    }

    @Test
    void aStoreThatClosesLeavesTheMemoryToTheOthers() {
        RocksDB.loadLibrary();
        try (StoreMemory memory = new StoreMemory(8L << 20);
                Options one = options();
                Options other = options()) {
            set(memory, one);
            set(memory, other);

            new StoreMemory.Bound().close("one", one);

            assertThat(other.writeBufferManager().isOwningHandle()).isTrue();
        }
    }

    @Test
    void noStoreIsOpenedInAMemoryThatWasGivenBack() {
        RocksDB.loadLibrary();
        StoreMemory memory = new StoreMemory(8L << 20);
        try (Options options = options()) {
            set(memory, options);
            memory.close();

            assertThat(options.writeBufferManager().isOwningHandle()).isFalse();
            assertThatThrownBy(() -> set(memory, options)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void kafkaStreamsOpensItsStoresInIt(@TempDir Path folder) {
        Topology topology = new Topology()
                .addSource("in", Serdes.String().deserializer(), Serdes.String().deserializer(), "words")
                .addProcessor("keep", Keep::new, "in")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("kept"), Serdes.String(), Serdes.String()),
                        "keep");
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("one").toString());
        StoreMemory memory = new StoreMemory(8L << 20);
        settings.putAll(memory.settings());
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, settings)) {
            memory.close();
            settings.put(
                    StreamsConfig.STATE_DIR_CONFIG, folder.resolve("another").toString());
            assertThatThrownBy(() -> new TopologyTestDriver(topology, settings))
                    .isInstanceOf(IllegalStateException.class);

            driver.createInputTopic(
                            "words",
                            Serdes.String().serializer(),
                            Serdes.String().serializer())
                    .pipeInput("key", "still written, with the memory given back");

            assertThat(driver.<String, String>getKeyValueStore("kept").get("key"))
                    .isEqualTo("still written, with the memory given back");
        }
    }

    @Test
    void eachServiceHasASettingOfItsOwn() throws InvalidSettingsException {
        assertThat(KEY.environmentName()).isEqualTo("ADAPTER_EGRESS_STORE_MEMORY");
        assertThat(Settings.load(List.of(KEY), Map.of()).get(KEY)).isEqualTo(64L << 20);
        assertThat(Settings.load(List.of(KEY), Map.of("ADAPTER_EGRESS_STORE_MEMORY", "8MiB"))
                        .get(KEY))
                .isEqualTo(8L << 20);
    }

    @Test
    void tooLittleIsNamed() {
        assertThatThrownBy(() -> Settings.load(List.of(KEY), Map.of("ADAPTER_EGRESS_STORE_MEMORY", "8191KiB")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("ADAPTER_EGRESS_STORE_MEMORY=8191KiB is not allowed")
                .hasMessageContaining("8MiB or more");
        assertThatThrownBy(() -> new StoreMemory(1)).hasMessageContaining("8MiB or more");
    }

    private static final class Keep extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            KeyValueStore<String, String> store = context().getStateStore("kept");
            store.put(record.key(), record.value());
        }
    }

    private static void set(StoreMemory memory, Options options) {
        new StoreMemory.Bound().setConfig("store", options, memory.settings());
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }
}
