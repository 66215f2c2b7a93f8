package io.channeladapter.router.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Offer;
import io.channeladapter.common.observe.Trace;
import io.channeladapter.router.route.Choice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
     * The choices that a person saw when writing a message: the last that were sent before it. Newer ones may be known
     * already, where the person answered while they were sent.
     *
     * @param messageId Twitter's id of the person's message
     * @param at time of the record that asks; another topic's records may carry a slightly later one
     */
    Optional<Offer> before(Conversation conversation, String messageId, long at) {
        try (WindowStoreIterator<byte[]> offers = found(conversation, at)) {
            while (offers.hasNext()) {
                Optional<Offer> offer = Json.read(offers.next().value, Offer.class);
                if (offer.isPresent() && Choice.isBefore(offer.get(), messageId)) {
                    return offer;
                }
            }
        }
        return Optional.empty();
    }

    void remember(Offer offer, long at) {
        put(offer.conversation(), Json.bytes(offer), at);
    }

    /** Forgets the choices of a conversation but those that came with this message or after it. */
    void end(Conversation conversation, String ownMessageId, long at) {
        List<Long> ended = new ArrayList<>();
        try (WindowStoreIterator<byte[]> offers = found(conversation, at)) {
            while (offers.hasNext()) {
                KeyValue<Long, byte[]> one = offers.next();
                Json.read(one.value, Offer.class)
                        .filter(offer -> Choice.isBefore(offer, ownMessageId))
                        .ifPresent(_ -> ended.add(one.key));
            }
        }
        ended.forEach(when -> put(conversation, null, when));
    }

    /** The newest first. */
    private WindowStoreIterator<byte[]> found(Conversation conversation, long at) {
        return store.backwardFetch(key(conversation), Math.max(0, at - HOLD), at + HOLD);
    }

    @SuppressWarnings("NullAway") // by Kafka's contract a value that is missing deletes
    private void put(Conversation conversation, byte @Nullable [] value, long at) {
        Trace.untraced(() -> store.put(key(conversation), value, at));
    }

    private static Bytes key(Conversation conversation) {
        return Bytes.wrap(conversation.toString().getBytes(UTF_8));
    }
}
