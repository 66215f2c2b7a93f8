package io.channeladapter.common.codec;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A record of ours as JSON on Kafka. A tombstone is null both ways; bytes that are no such record end in a
 * {@link SerializationException}: use it where only the adapter itself writes.
 *
 * @param <T> the record
 */
public final class JsonSerde<T> implements Serde<T> {
    private final Class<T> type;

    public JsonSerde(Class<T> type) {
        this.type = type;
    }

    @Override
    @SuppressWarnings("NullAway") // a tombstone is null by Kafka's contract
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : Json.bytes(value);
    }

    @Override
    @SuppressWarnings("NullAway") // a tombstone is null by Kafka's contract
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(topic, bytes);
    }

    private T read(@Nullable String topic, byte[] bytes) {
        return Json.read(bytes, type)
                .orElseThrow(() -> new SerializationException(
                        "a record of " + topic + " is not a " + type.getSimpleName() + " in JSON"));
    }
}
