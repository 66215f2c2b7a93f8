package io.channeladapter.egress.topology;

import io.channeladapter.egress.tell.Commits;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Counts the commits of the stream thread by Kafka's own metric {@code commit-total}. A commit of a thread is one of
 * each task that forwarded anything, and is counted only after the producer was flushed. Processors have no other way
 * to learn of it.
 *
 * @see <a href="https://kafka.apache.org/documentation/#kafka_streams_thread_monitoring">Kafka Streams thread
 *     metrics</a>
 */
final class ThreadCommits implements Commits {
    private final Metric total;

    private ThreadCommits(Metric total) {
        this.total = total;
    }

    /** The commits of the calling stream thread. */
    static ThreadCommits ofThisThread(Map<MetricName, ? extends Metric> metrics) {
        String thread = Thread.currentThread().getName();
        for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
            MetricName name = metric.getKey();
            if (name.name().equals("commit-total")
                    && name.group().equals("stream-thread-metrics")
                    && thread.equals(name.tags().get("thread-id"))) {
                return new ThreadCommits(metric.getValue());
            }
        }
        throw new IllegalStateException("Kafka Streams has no metric commit-total for its thread " + thread);
    }

    @Override
    public long passed() {
        return ((Number) total.metricValue()).longValue();
    }
}
