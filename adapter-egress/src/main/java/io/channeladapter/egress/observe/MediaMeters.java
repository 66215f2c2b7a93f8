package io.channeladapter.egress.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** Counts downloads of media. Safe for many threads. */
public final class MediaMeters {
    private final MeterRegistry registry;
    private final Counter bytes;

    public MediaMeters(MeterRegistry registry) {
        this.registry = registry;
        this.bytes = Counter.builder(EgressMetric.MEDIA_BYTES.metricName())
                .description(EgressMetric.MEDIA_BYTES.description())
                .register(registry);
    }

    /** A download ended like this; one of a closed set of words. */
    public void count(String outcome) {
        registry.counter(EgressMetric.MEDIA_DOWNLOADS.metricName(), "outcome", outcome)
                .increment();
    }

    /** So many bytes went to a bot. */
    public void passed(int number) {
        bytes.increment(number);
    }

    /** How many downloads are under way is asked there. */
    public void underWay(IntSupplier number) {
        Gauge.builder(EgressMetric.MEDIA_UNDER_WAY.metricName(), number, IntSupplier::getAsInt)
                .strongReference(true)
                .description(EgressMetric.MEDIA_UNDER_WAY.description())
                .register(registry);
    }
}
