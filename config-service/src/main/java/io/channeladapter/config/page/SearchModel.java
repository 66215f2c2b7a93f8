package io.channeladapter.config.page;

import java.util.Map;
import java.util.Objects;

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
}
