package io.channeladapter.config.observe;

import io.channeladapter.common.observe.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Metrics of the config-service. Of commands and signals read, each is counted under exactly one outcome. */
public enum ConfigMetric implements Metric {
    COMMANDS(
            "config.decide.commands",
            "Commands decided on: changed, noted (written, no news), unchanged, refused, repeated or unreadable.",
            "outcome"),
    SIGNALS(
            "config.fold.signals",
            "Signals folded into health: changed, noted (written, no news), unchanged or unreadable.",
            "outcome"),
    EXAMINATIONS(
            "config.watch.examinations",
            "Channels looked at by the watchdog: well, mended, ill, unknown (Twitter did not tell), overtaken (changed"
                    + " meanwhile), unreadable (the keyset does not open its keys) or failed.",
            "outcome"),
    REFETCHES(
            "config.refetch.replays",
            "Times that Twitter was to send again what may have been missed: asked, refused, unclear or failed.",
            "outcome"),
    TOKENS(
            "config.access.tokens",
            "Tokens shown at sign-in or with a request: granted, denied, or slowed (not looked at).",
            "outcome"),
    REPLAYS(
            "config.replay.letters",
            "Dead letters that were to be sent again: sent, refused, or left (the ingress did not take them in time).",
            "outcome"),
    ANSWERS(
            "config.view.answers",
            "Requests that waited for an answer: accepted, refused, undecided or busy.",
            "outcome");

    private final String metricName;
    private final String description;
    private final String tag;

    ConfigMetric(String metricName, String description, String tag) {
        this.metricName = metricName;
        this.description = description;
        this.tag = tag;
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
        return Type.COUNTER;
    }

    @Override
    public List<String> tags() {
        return List.of(tag);
    }

    /** Counts one. */
    public void count(MeterRegistry registry, String outcome) {
        registry.counter(metricName, tag, outcome).increment();
    }
}
