package io.channeladapter.router.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts. Safe for many threads. */
public final class RouterMeters {
    private final MeterRegistry registry;
    private final Map<Line, Counter> counters = new ConcurrentHashMap<>();

    private record Line(RouterMetric metric, String outcome) {}

    /** @param registry what the management server shows */
    public RouterMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Counts one.
     *
     * @param outcome one of the few that the metric's description names
     */
    public void count(RouterMetric metric, String outcome) {
        counters.computeIfAbsent(new Line(metric, outcome), this::counter).increment();
    }

    private Counter counter(Line line) {
        return Counter.builder(line.metric().metricName())
                .description(line.metric().description())
                .tag("outcome", line.outcome())
                .register(registry);
    }
}
