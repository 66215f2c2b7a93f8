package io.channeladapter.router.topology;

import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.observe.LogKeys;
import io.channeladapter.common.topic.Beat;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels as the global store knows them. One stream thread. */
final class GlobalChannels implements Channels {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalChannels.class);

    private final KeyValueStore<byte[], byte[]> store;

    /** @param context of a processor: it may read any global store */
    GlobalChannels(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(RouterTopology.CHANNELS_STORE);
    }

    @Override
    public Optional<Channel> find(StreamId streamId) {
        byte[] state = store.get(streamId.value().getBytes(StandardCharsets.UTF_8));
        return state == null ? Optional.empty() : Json.read(state, Channel.class);
    }

    /**
     * Keeps the store. A record that is no channel state is passed over and the channel stays as it was: the thread
     * that reads them has no other to replace it.
     */
    static final class Update extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            if (Beat.is(record.key())) {
                return;
            }
            KeyValueStore<byte[], byte[]> store = context().getStateStore(RouterTopology.CHANNELS_STORE);
            if (isChannel(record.key(), record.value())) {
                store.put(record.key(), record.value());
                return;
            }
            var position = context().recordMetadata();
            LOG.atError()
                    .addKeyValue(
                            LogKeys.PARTITION, position.map(p -> p.partition()).orElse(-1))
                    .addKeyValue(LogKeys.OFFSET, position.map(p -> p.offset()).orElse(-1L))
                    .log("record is no channel state, skipped");
        }

        private static boolean isChannel(byte @Nullable [] key, byte @Nullable [] value) {
            return key != null
                    && StreamId.isValid(new String(key, StandardCharsets.UTF_8))
                    && (value == null || Json.read(value, Channel.class).isPresent());
        }
    }
}
