package io.channeladapter.common.topic;

import java.time.Duration;
import java.util.HashMap;
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
 * @param largestBytes size of the largest record; null for the broker's own limit
 */
public record Topic(
        String name,
        String key,
        String value,
        String writers,
        String readers,
        @Nullable Duration retention,
        boolean compacted,
        @Nullable Integer largestBytes) {

    /** A topic whose largest record is what the broker allows. */
    public Topic(
            String name,
            String key,
            String value,
            String writers,
            String readers,
            @Nullable Duration retention,
            boolean compacted) {
        this(name, key, value, writers, readers, retention, compacted, null);
    }

    /** Settings of the topic at the broker. */
    public Map<String, String> settings() {
        if (compacted) {
            return Topics.COMPACTED;
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", retention == null ? "-1" : String.valueOf(retention.toMillis()));
        if (largestBytes != null) {
            settings.put("max.message.bytes", String.valueOf(largestBytes));
        }
        if (retention != null && retention.compareTo(Duration.ofDays(1)) <= 0) {
            // A record goes with its segment, when the segment's newest is old enough: at the default of seven days a
            // segment that is written to would keep a command, with its sealed secrets, for a week (guarantee G10).
            settings.put("segment.ms", String.valueOf(Duration.ofHours(1).toMillis()));
        }
        return Map.copyOf(settings);
    }
}
