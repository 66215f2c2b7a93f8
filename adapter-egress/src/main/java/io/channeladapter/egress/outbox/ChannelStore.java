package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.outbox.OutboxState.Pause;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.throttle.FreeReplies;
import io.channeladapter.egress.throttle.Limits;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a task must not forget of channels as a whole, in the same store as their replies; each prefix of its writes is a
 * right state. One thread: the task's.
 */
public final class ChannelStore {
    private static final byte[] PRESENT = {1};

    private final Records records;

    public ChannelStore(KeyValueStore<String, byte[]> store) {
        this.records = new Records(store);
    }

    public void put(StreamId streamId, Limits limits) {
        records.write(OutboxKeys.of(Kind.LIMITS, streamId), limits);
    }

    public void eachLimits(BiConsumer<StreamId, Limits> consumer) {
        each(Kind.LIMITS, Limits.class, consumer);
    }

    public void put(StreamId streamId, Told told) {
        records.write(OutboxKeys.of(Kind.TOLD, streamId), told);
    }

    public void eachTold(BiConsumer<StreamId, Told> consumer) {
        each(Kind.TOLD, Told.class, consumer);
    }

    /** Forgets the limits of a channel, and what its replies were told. */
    public void forget(StreamId streamId) {
        records.delete(OutboxKeys.of(Kind.LIMITS, streamId));
        records.delete(OutboxKeys.of(Kind.TOLD, streamId));
    }

    public void put(StreamId streamId, Pause pause) {
        records.write(OutboxKeys.of(Kind.PAUSE, streamId), pause);
    }

    public void unpause(StreamId streamId) {
        records.delete(OutboxKeys.of(Kind.PAUSE, streamId));
    }

    public void eachPause(BiConsumer<StreamId, Pause> consumer) {
        each(Kind.PAUSE, Pause.class, consumer);
    }

    /** Whether {@code outbox.states} shows the channel. */
    public void shown(StreamId streamId, boolean is) {
        String key = OutboxKeys.of(Kind.SHOWN, streamId);
        if (is) {
            records.write(key, PRESENT);
        } else {
            records.delete(key);
        }
    }

    public void eachShown(Consumer<StreamId> consumer) {
        records.eachKey(Kind.SHOWN, key -> consumer.accept(OutboxKeys.streamId(key)));
    }

    /** When a person wrote last, and what that gives; empty where nobody did within a day. */
    public Optional<FreeReplies> received(Conversation conversation) {
        return records.read(
                OutboxKeys.of(Kind.RECEIVED, conversation.streamId(), conversation.userId()), FreeReplies.class);
    }

    public void put(Conversation conversation, FreeReplies received) {
        records.write(OutboxKeys.of(Kind.RECEIVED, conversation.streamId(), conversation.userId()), received);
    }

    /**
     * Forgets whose messages are older than a day, some at a time.
     *
     * @param from where the last call ended; null to begin
     * @return where to go on; null at the end
     */
    public @Nullable String sweepReceived(@Nullable String from, int atMost, Instant now) {
        return records.sweep(
                Kind.RECEIVED,
                from == null ? Kind.RECEIVED.first() : from,
                atMost,
                record -> Json.read(record.value, FreeReplies.class)
                        .filter(received -> received.isLive(now))
                        .isEmpty());
    }

    private <T> void each(Kind kind, Class<T> type, BiConsumer<StreamId, T> consumer) {
        records.each(kind, type, (key, value) -> consumer.accept(OutboxKeys.streamId(key), value));
    }
}
