package io.channeladapter.common.observe;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Metrics in, a table of them in Markdown out: the part of {@code docs/metrics.md} that cannot be wrong. Pure. */
public final class MetricsTable {
    private static final String HEAD = """
            | metric | at `/metrics` | type | tags | what it is |
            |---|---|---|---|---|
            """;

    private MetricsTable() {}

    /** One row a metric, in the order given, with a line end after each. */
    public static String of(List<? extends Metric> metrics) {
        return metrics.stream().map(MetricsTable::row).collect(Collectors.joining("", HEAD, ""));
    }

    private static String row(Metric metric) {
        return "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(
                        metric.metricName(),
                        exposed(metric),
                        metric.type().name().toLowerCase(Locale.ROOT),
                        metric.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
                        metric.description().replace("|", "\\|"));
    }

    // The names that Prometheus' text format gives them.
    private static String exposed(Metric metric) {
        String name = metric.metricName().replace('.', '_').replace('-', '_');
        return switch (metric.type()) {
            case COUNTER -> name + "_total";
            case GAUGE -> name;
            case TIMER -> name + "_seconds";
        };
    }
}
