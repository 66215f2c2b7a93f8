package io.channeladapter.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Notices a stream thread that hangs, and would hold up its partitions for ever. Each wait that is known has a limit, also
 * that of a producer which is closed while its broker is away, see {@link StreamsClients}. One look is not enough: on a
 * machine that was suspended, all threads have stood still until a moment ago. One thread.
 */
final class Standstill {
    private final Duration longest;
    private boolean stood;

    /** @param longest time that a thread may need for one round */
    Standstill(Duration longest) {
        this.longest = longest;
    }

    /** Looks once more; tells whether some thread stood still at this look and at the one before. */
    boolean look(Map<MetricName, ? extends Metric> metrics) {
        boolean before = stood;
        stood = metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-poll-seconds-ago"))
                .filter(metric -> isMainConsumer(metric.getKey().tags().getOrDefault("client-id", "")))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Number seconds
                        && seconds.doubleValue() > longest.toSeconds());
        return before && stood;
    }

    // The one that restores is not polled once it has restored.
    private static boolean isMainConsumer(String clientId) {
        return clientId.contains("-StreamThread-")
                && clientId.endsWith("-consumer")
                && !clientId.endsWith("-restore-consumer");
    }
}
