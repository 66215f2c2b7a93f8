package io.channeladapter.common.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Topics in, a table of them in Markdown out: the part of {@code docs/topics.md} that cannot be wrong. Pure. */
public final class TopicsTable {
    private static final String HEAD = """
            | topic | key | value | written by | read by | kept | settings |
            |---|---|---|---|---|---|---|
            """;

    private TopicsTable() {}

    /** One row a topic, in the order given, with a line end after each. */
    public static String of(List<Topic> topics) {
        return topics.stream().map(TopicsTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Topic topic) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        topic.name(),
                        topic.key(),
                        topic.value(),
                        topic.writers(),
                        topic.readers(),
                        kept(topic),
                        settings(topic.settings()));
    }

    private static String kept(Topic topic) {
        if (topic.compacted()) {
            return "the last of each key";
        }
        Duration retention = topic.retention();
        return retention == null ? "for ever" : retention.toDays() + " d";
    }

    private static String settings(Map<String, String> settings) {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                        .collect(Collectors.joining("<br>"));
    }
}
