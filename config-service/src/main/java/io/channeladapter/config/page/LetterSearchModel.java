package io.channeladapter.config.page;

import io.channeladapter.config.letter.LetterReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * The form of the tab of dead letters, as it was filled in.
 *
 * @param reason what was chosen; empty for any
 * @param origin what was entered
 * @param from what was entered
 * @param to what was entered
 * @param wrong what is wrong with a field, by its name
 */
public record LetterSearchModel(String reason, String origin, String from, String to, Map<String, String> wrong) {
    public LetterSearchModel {
        wrong = Map.copyOf(wrong);
    }

    /** What is wrong with this field; empty where nothing is. */
    public String wrong(String field) {
        return Objects.requireNonNullElse(wrong.get(field), "");
    }

    /** Whether anything was looked for. */
    public boolean any() {
        return !(reason + origin + from + to).isEmpty();
    }

    /** What can be chosen. */
    public List<String> reasons() {
        return Arrays.stream(LetterReason.values()).map(LetterReason::code).toList();
    }

    /** The same search from a cursor on, as the query of an address. */
    public String from(String cursor) {
        return Stream.of("reason", reason, "origin", origin, "from", from, "to", to, "cursor", cursor)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                .gather(Gatherers.windowFixed(2))
                .map(pair -> String.join("=", pair))
                .collect(Collectors.joining("&", "?", ""));
    }
}
