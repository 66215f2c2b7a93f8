package io.channeladapter.ingress.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts and measures as {@link IngressMetric} says. Safe for many threads. */
public final class IngressMeters {
    private final MeterRegistry registry;
    private final Counter received;
    private final Timer latency;

    public IngressMeters(MeterRegistry registry) {
        this.registry = registry;
        this.received = counter(IngressMetric.RECEIVED);
        this.latency = Timer.builder(IngressMetric.LATENCY.metricName())
                .description(IngressMetric.LATENCY.description())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(registry);
    }

    /** A webhook came. */
    public void received() {
        received.increment();
    }

    /** A webhook was answered. */
    public void answered(String result, String outcome) {
        counter(IngressMetric.REQUESTS, "result", result, "outcome", outcome).increment();
    }

    /** A challenge was answered. */
    public void challenged(String outcome) {
        counter(IngressMetric.CHALLENGES, "outcome", outcome).increment();
    }

    /** It was seen what became of a webhook at Kafka. */
    public void published(String outcome, Duration took) {
        counter(IngressMetric.EVENTS, "outcome", outcome).increment();
        latency.record(took);
    }

    /** Shows a number from now on. */
    public void show(IngressMetric gauge, Supplier<Number> number) {
        Gauge.builder(gauge.metricName(), number)
                .description(gauge.description())
                .register(registry);
    }

    private Counter counter(IngressMetric metric, String... tags) {
        return Counter.builder(metric.metricName())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }
}
