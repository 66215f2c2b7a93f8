package io.channeladapter.common.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Keys in, a table of them in Markdown out: the part of {@code docs/configuration.md} that cannot be wrong. Pure. */
public final class SettingsTable {
    private static final String HEAD = """
            | setting | in the environment | form | default | what it is |
            |---|---|---|---|---|
            """;

    private SettingsTable() {}

    /** One row a key, in the order given, with a line end after each. */
    public static String of(List<Key<?>> keys) {
        return keys.stream().map(SettingsTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(key.name(), environment(key), escaped(key.form()), preset(key), escaped(key.description()));
    }

    private static String environment(Key<?> key) {
        String name = "`" + key.environmentName() + "`";
        return key.secret() ? name + " or a file by `" + key.environmentName() + "_FILE`" : name;
    }

    private static String preset(Key<?> key) {
        if (key.defaultText() != null) {
            return "`" + escaped(key.defaultText()) + "`";
        }
        return key.required() ? "must be set" : "not set";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
