package io.channeladapter.common.observe;

import java.util.List;

/**
 * A metric of a service; each service has one enum of them, from which {@code docs/metrics.md} is made.
 */
public interface Metric {
    /** Name with dots: {@code <module>.<step>.<thing>}. */
    String metricName();

    /** What is counted or measured, in one sentence. */
    String description();

    /** How it is measured. */
    Type type();

    /** Names of its tags; their values come from closed sets. */
    List<String> tags();

    /** How a metric is measured. */
    enum Type {
        COUNTER,
        GAUGE,
        TIMER
    }
}
