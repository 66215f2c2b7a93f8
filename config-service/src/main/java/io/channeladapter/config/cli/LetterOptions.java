package io.channeladapter.config.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters are meant; the config-service says where something of it is wrong. */
final class LetterOptions {
    @Option(names = "--channel", paramLabel = "STREAMID", description = "only those of this channel")
    @Nullable
    String channel;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "only those with this reason, such as channel-disabled")
    private @Nullable String reason;

    @Option(
            names = "--origin",
            paramLabel = "TOPIC",
            description = "only those that came from this topic, such as twitter.webhooks")
    private @Nullable String origin;

    @Option(names = "--service", paramLabel = "NAME", description = "only those that this service gave up")
    private @Nullable String service;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "given up since then: a day, or 2026-11-23T08:15, in UTC (all that is kept: 30 days)")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "given up before then; a day is meant to its end (now)")
    private @Nullable String to;

    /** What was given but the channel, by the name that REST has for it. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "reason", reason);
        put(fields, "origin", origin);
        put(fields, "service", service);
        put(fields, "from", from);
        put(fields, "to", to);
        return fields;
    }

    /** All that was given, as the query of an address. */
    String query(int limit) {
        Map<String, String> all = fields();
        put(all, "channel", channel);
        all.put("limit", String.valueOf(limit));
        return all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
