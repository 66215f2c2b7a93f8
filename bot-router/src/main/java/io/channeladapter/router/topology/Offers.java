package io.channeladapter.router.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Offer;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.router.route.Choice;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/**
 * The last choices of each conversation that were sent as numbered text: conversation to {@link Offer}, on disk, with a
 * changelog. What is older than {@link Choice#HOLDS} is dropped in pieces of half that time. One stream thread.
 */
final class Offers {
    private static final String NAME = RouterTopology.OFFERS_STORE;
    private static final long HOLD = Choice.HOLDS.toMillis();

    private final WindowStore<Bytes, byte[]> store;

    Offers(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(NAME);
    }

    /** Makes the store. */
    static StoreBuilder<WindowStore<Bytes, byte[]>> builder() {
        // Windows of one millisecond, as those of the sightings: it is their retention that is used.
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(NAME, Choice.HOLDS, Duration.ofMillis(1), false),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        String.valueOf(Duration.ofHours(6).toMillis())));
    }

    /**
     * The last choices of a conversation.
     *
     * @param at time of the record that asks; another topic's records may carry a slightly later one
     */
    Optional<Offer> last(Conversation conversation, long at) {
        return latest(conversation, at).flatMap(found -> Json.read(found.value, Offer.class));
    }

    void remember(Offer offer, long at) {
        put(offer.conversation(), Json.bytes(offer), at);
    }

    /** Forgets the choices of a conversation, unless they came with this message or after it. */
    void end(Conversation conversation, String ownMessageId, long at) {
        Optional<KeyValue<Long, byte[]>> found = latest(conversation, at);
        if (found.flatMap(one -> Json.read(one.value, Offer.class))
                .filter(offer -> Choice.ends(offer, ownMessageId))
                .isPresent()) {
            put(conversation, null, found.get().key);
        }
    }

    private Optional<KeyValue<Long, byte[]>> latest(Conversation conversation, long at) {
        try (WindowStoreIterator<byte[]> offers =
                store.backwardFetch(key(conversation), Math.max(0, at - HOLD), at + HOLD)) {
            return offers.hasNext() ? Optional.of(offers.next()) : Optional.empty();
        }
    }

    @SuppressWarnings("NullAway") // by Kafka's contract a value that is missing deletes
    private void put(Conversation conversation, byte @Nullable [] value, long at) {
        Trace.untraced(() -> store.put(key(conversation), value, at));
    }

    private static Bytes key(Conversation conversation) {
        return Bytes.wrap(conversation.toString().getBytes(UTF_8));
    }
}
