package io.channeladapter.common.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether a service can do its work.
 *
 * @param parts each thing that must be there, by name, and whether it is
 */
public record Readiness(Map<String, Boolean> parts) {
    public Readiness {
        parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** Ready when all parts are. */
    public boolean ready() {
        return parts.values().stream().allMatch(Boolean::booleanValue);
    }

    /** {@code ready}, or what is missing. */
    public String text() {
        return ready()
                ? "ready"
                : parts.entrySet().stream()
                        .filter(part -> !part.getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", ", "not ready: ", ""));
    }
}
