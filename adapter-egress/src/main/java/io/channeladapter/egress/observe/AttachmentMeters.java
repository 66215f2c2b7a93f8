package io.channeladapter.egress.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the media of replies: from where bots have them, and to Twitter. Safe for many threads. */
public final class AttachmentMeters {
    private final MeterRegistry registry;
    private final Timer fetching;
    private final Timer uploading;
    private final Counter fetchedBytes;
    private final Counter uploadedBytes;
    private final AtomicInteger underWay = new AtomicInteger();

    public AttachmentMeters(MeterRegistry registry) {
        this.registry = registry;
        this.fetching = timer(EgressMetric.FETCH_LATENCY);
        this.uploading = timer(EgressMetric.UPLOAD_LATENCY);
        this.fetchedBytes = counter(EgressMetric.FETCH_BYTES);
        this.uploadedBytes = counter(EgressMetric.UPLOAD_BYTES);
        Gauge.builder(EgressMetric.ATTACHMENTS.metricName(), underWay, AtomicInteger::get)
                .description(EgressMetric.ATTACHMENTS.description())
                .register(registry);
    }

    /** The media of a reply are on their way, or wait for their turn; {@link #ended} must follow. */
    public void begun() {
        underWay.incrementAndGet();
    }

    /** They are not any more. */
    public void ended() {
        underWay.decrementAndGet();
    }

    /**
     * Getting a file ended like this.
     *
     * @param outcome one of a closed set of words
     * @param took how long; null where nothing was fetched, since the reply held the file
     * @param bytes of the file; 0 where there is none
     */
    public void fetched(String outcome, @Nullable Duration took, long bytes) {
        count(EgressMetric.FETCHES, outcome);
        fetchedBytes.increment((double) bytes);
        if (took != null) {
            fetching.record(took);
        }
    }

    /**
     * An upload ended like this.
     *
     * @param outcome one of a closed set of words
     * @param took how long, with Twitter's processing
     * @param bytes that Twitter has taken; 0 where it has not
     */
    public void uploaded(String outcome, Duration took, long bytes) {
        count(EgressMetric.UPLOADS, outcome);
        uploadedBytes.increment((double) bytes);
        uploading.record(took);
    }

    /** No upload was tried; one of a closed set of words. */
    public void uploaded(String outcome) {
        count(EgressMetric.UPLOADS, outcome);
    }

    private void count(EgressMetric metric, String outcome) {
        registry.counter(metric.metricName(), "outcome", outcome).increment();
    }

    private Timer timer(EgressMetric metric) {
        return Timer.builder(metric.metricName())
                .description(metric.description())
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    private Counter counter(EgressMetric metric) {
        return Counter.builder(metric.metricName())
                .description(metric.description())
                .register(registry);
    }
}
