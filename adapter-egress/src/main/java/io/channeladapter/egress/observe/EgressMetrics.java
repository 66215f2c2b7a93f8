package io.channeladapter.egress.observe;

import io.channeladapter.common.message.Outcome;
import io.channeladapter.egress.outbox.WaitCause;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and measures. Safe for many threads. */
public final class EgressMetrics {
    private final MeterRegistry registry;
    private final Timer latency;
    private final Map<String, Depths> tasks = new ConcurrentHashMap<>();

    /**
     * How a task's outbox stands.
     *
     * @param replies replies without a final outcome
     * @param lanes conversations that memory holds
     * @param oldest age of the oldest head by what it waits for; absent where nothing waits for it
     */
    public record Depths(int replies, int lanes, Map<WaitCause, Duration> oldest) {
        public Depths {
            oldest = Map.copyOf(oldest);
        }
    }

    public EgressMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder(EgressMetric.LATENCY.metricName())
                .description(EgressMetric.LATENCY.description())
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        Gauge.builder(EgressMetric.OUTBOX_DEPTH.metricName(), this, EgressMetrics::replies)
                .description(EgressMetric.OUTBOX_DEPTH.description())
                .register(registry);
        Gauge.builder(EgressMetric.OUTBOX_LANES.metricName(), this, EgressMetrics::lanes)
                .description(EgressMetric.OUTBOX_LANES.description())
                .register(registry);
        for (WaitCause cause : WaitCause.values()) {
            Gauge.builder(EgressMetric.OUTBOX_AGE.metricName(), this, metrics -> metrics.oldest(cause))
                    .description(EgressMetric.OUTBOX_AGE.description())
                    .tag("cause", cause.wire())
                    .register(registry);
        }
    }

    /** A record of the input became this: {@code appended}, {@code repeated} or {@code unreadable}. */
    public void taken(EgressMetric input, String outcome) {
        count(input, outcome);
    }

    /** A call ended like this; one of a closed set of words. */
    public void attempt(String outcome, Duration took) {
        latency.record(took);
        count(EgressMetric.ATTEMPTS, outcome);
    }

    public void outcome(Outcome outcome) {
        count(
                EgressMetric.OUTCOMES,
                switch (outcome) {
                    case Outcome.Sent _ -> "sent";
                    case Outcome.Deferred _ -> "deferred";
                    case Outcome.Failed _ -> "failed";
                    case Outcome.Expired _ -> "expired";
                    case Outcome.Confirmed _ -> "confirmed";
                });
    }

    /** How the outbox of this task stands now. */
    public void depths(String task, Depths depths) {
        tasks.put(task, depths);
    }

    /** The task has gone elsewhere. */
    public void gone(String task) {
        tasks.remove(task);
    }

    private void count(EgressMetric metric, String outcome) {
        registry.counter(metric.metricName(), "outcome", outcome).increment();
    }

    private double replies() {
        return tasks.values().stream().mapToInt(Depths::replies).sum();
    }

    private double lanes() {
        return tasks.values().stream().mapToInt(Depths::lanes).sum();
    }

    private double oldest(WaitCause cause) {
        return tasks.values().stream()
                .map(depths -> depths.oldest().getOrDefault(cause, Duration.ZERO))
                .mapToDouble(age -> age.toMillis() / 1000.0)
                .max()
                .orElse(0);
    }
}
