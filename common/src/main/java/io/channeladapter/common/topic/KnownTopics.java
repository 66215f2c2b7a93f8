package io.channeladapter.common.topic;

/**
 * Whether a topic exists. A record to one that does not would hold up a stream thread and everyone behind it, and a
 * transaction could not get past it; so nothing is routed to a topic that is not known to exist. Safe for many threads.
 */
@FunctionalInterface
public interface KnownTopics {
    /** Whether it exists, as far as can be told: also true where the broker does not answer. */
    boolean exists(String topic);

    /** A record could not be written to it: what is remembered of it is to be asked for again. */
    default void doubt(String topic) {}
}
