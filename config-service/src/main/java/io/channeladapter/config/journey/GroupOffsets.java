package io.channeladapter.config.journey;

import io.channeladapter.config.journey.Seen.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far consumer groups have read the topic of a bot.
 *
 * @param committed per group and partition the offset of the next record to read
 */
public record GroupOffsets(Map<String, Map<Integer, Long>> committed) {
    public GroupOffsets {
        committed = Map.copyOf(committed);
    }

    /** The groups that have read the record at this place, by name; empty for none. */
    List<String> past(Place place) {
        return new TreeMap<>(committed)
                .entrySet().stream()
                        .filter(group -> group.getValue().getOrDefault(place.partition(), 0L) > place.offset())
                        .map(Map.Entry::getKey)
                        .toList();
    }
}
