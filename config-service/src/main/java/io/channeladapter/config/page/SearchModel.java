package io.channeladapter.config.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * The form of the Activity tab, as it was filled in.
 *
 * @param person what was entered; empty for nothing
 * @param message what was entered
 * @param from what was entered
 * @param to what was entered
 * @param wrong what is wrong with a field, by its name
 */
public record SearchModel(String person, String message, String from, String to, Map<String, String> wrong) {
    public SearchModel {
        wrong = Map.copyOf(wrong);
    }

    /** What is wrong with this field; empty where nothing is. */
    public String wrong(String field) {
        return Objects.requireNonNullElse(wrong.get(field), "");
    }

    /** Whether anything was looked for. */
    public boolean any() {
        return !(person + message + from + to).isEmpty();
    }

    /** The same search from a cursor on, as the query of an address. */
    public String from(String cursor) {
        return Stream.of("person", person, "message", message, "from", from, "to", to, "cursor", cursor)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .gather(Gatherers.windowFixed(2))
                .map(pair -> String.join("=", pair))
                .collect(Collectors.joining("&", "?", ""));
    }
}
