package io.channeladapter.router.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.observe.Trace;
import io.channeladapter.router.dedupe.Dedupe;
import io.channeladapter.router.dedupe.Fingerprint;
import io.channeladapter.router.dedupe.Sighting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Where events were first seen: {@link Fingerprint} to {@link Sighting} as text, on disk, with a changelog. What is older
 * than {@link Dedupe#REMEMBERED} is dropped in pieces of half that time, so the disk holds at most one and a half times
 * what comes in within it. One stream thread.
 */
final class Sightings {
    private static final String NAME = RouterTopology.SIGHTINGS_STORE;
    private static final long REMEMBERED = Dedupe.REMEMBERED.toMillis();

    private final WindowStore<Bytes, byte[]> store;

    Sightings(ProcessorContext<?, ?> context) {
        this.store = context.getStateStore(NAME);
    }

    /** Makes the store. */
    static StoreBuilder<WindowStore<Bytes, byte[]>> builder() {
        // Windows of one millisecond: a sight is a moment, and no two of one event are kept.
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(NAME, Dedupe.REMEMBERED, Duration.ofMillis(1), false),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(Map.of(
                        // No key comes twice, so there is nothing to compact, and what is past goes after a day:
                        // whoever
                        // takes over reads the changelog from its beginning.
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        String.valueOf(Duration.ofDays(1).toMillis())));
    }

    /**
     * The first sight of an event within the time. Several instances of the ingress stamp the records, so an earlier
     * record may carry a slightly later time.
     */
    Optional<Sighting> first(String eventId, long at) {
        try (WindowStoreIterator<byte[]> sights =
                store.fetch(key(eventId), Math.max(0, at - REMEMBERED), at + REMEMBERED)) {
            return sights.hasNext() ? Sighting.read(new String(sights.next().value, UTF_8)) : Optional.empty();
        }
    }

    void remember(String eventId, Sighting sighting, long at) {
        Trace.untraced(() -> store.put(key(eventId), sighting.toString().getBytes(UTF_8), at));
    }

    static Bytes key(String eventId) {
        return Bytes.wrap(Fingerprint.of(eventId));
    }
}
