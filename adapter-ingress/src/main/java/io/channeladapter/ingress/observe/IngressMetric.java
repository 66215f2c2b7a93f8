package io.channeladapter.ingress.observe;

import io.channeladapter.common.observe.Metric;
import java.util.List;

/**
 * Every metric of the ingress.
 *
 * <p>Balance, once no request is under way: accepted + refused + failed of {@code ingress.verify.requests} =
 * {@code ingress.http.received}; and accepted = acknowledged of {@code ingress.publish.events}. A record whose
 * acknowledgement comes after its time counts as timed-out.
 */
public enum IngressMetric implements Metric {
    RECEIVED("ingress.http.received", "Webhooks that came, whatever became of them.", Type.COUNTER),
    REQUESTS(
            "ingress.verify.requests",
            "Webhooks that were answered, by result (accepted, refused or failed) and outcome.",
            Type.COUNTER,
            "result",
            "outcome"),
    CHALLENGES("ingress.verify.challenges", "Challenges that were answered, by outcome.", Type.COUNTER, "outcome"),
    EVENTS("ingress.publish.events", "Webhooks that went to Kafka, by what became of them.", Type.COUNTER, "outcome"),
    LATENCY(
            "ingress.publish.latency",
            "Time from a verified webhook to what became of it at Kafka, in seconds.",
            Type.TIMER),
    WAITING("ingress.publish.waiting", "Webhooks that wait for Kafka's acknowledgement.", Type.GAUGE),
    CHANNELS("ingress.secret.channels", "Channels whose webhooks are answered.", Type.GAUGE),
    HELD_OFF("ingress.limit.held-off", "Source networks held off for their bad signatures.", Type.GAUGE);

    private final String metricName;
    private final String description;
    private final Type type;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type does not show it
    private final List<String> tags;

    IngressMetric(String metricName, String description, Type type, String... tags) {
        this.metricName = metricName;
        this.description = description;
        this.type = type;
        this.tags = List.of(tags);
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public List<String> tags() {
        return tags;
    }
}
