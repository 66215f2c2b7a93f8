package io.channeladapter.common.topic;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka topic as the adapter wants it.
 *
 * @param name its name
 * @param key what its records are keyed by, for the documentation
 * @param value what its records hold, for the documentation
 * @param writers which services write it
 * @param readers which services read it
 * @param retention how long records are kept; null for ever
 * @param compacted whether the last record of each key is kept instead
 */
public record Topic(
        String name,
        String key,
        String value,
        String writers,
        String readers,
        @Nullable Duration retention,
        boolean compacted) {

    /** Settings of the topic at the broker. */
    public Map<String, String> settings() {
        if (compacted) {
            return Topics.COMPACTED;
        }
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                retention == null ? "-1" : String.valueOf(retention.toMillis()));
    }
}
