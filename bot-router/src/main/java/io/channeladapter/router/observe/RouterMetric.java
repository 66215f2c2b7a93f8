package io.channeladapter.router.observe;

import io.channeladapter.common.observe.Metric;
import java.util.List;

/**
 * Everything that the router counts. The balance that must hold once nothing is under way, replays after a crash apart:
 * {@code read.events{read} = dedupe.events}, and {@code dedupe.events{first} + dedupe.events{replayed} = route.events}.
 */
public enum RouterMetric implements Metric {
    READ_EVENTS(
            "router.read.events",
            "Events found in webhooks (read), and webhooks or parts of them of which no event could be made"
                    + " (not-json, unreadable)."),
    DEDUPE_EVENTS(
            "router.dedupe.events",
            "Events by what is remembered of them: first, duplicate, or replayed, that is processed again after a crash."),
    ROUTE_EVENTS(
            "router.route.events",
            "Events by where they went: bot, echo, ended (nothing for a bot), or the reason of the dead letter."),
    REPLY_REPLIES("router.reply.replies", "Replies of bots: checked, or the reason of the refusal."),
    OFFER_OFFERS(
            "router.offer.offers",
            "Choices that were sent as numbered text: remembered, or the reason of the dead letter."),
    NEWS_EVENTS(
            "router.news.events",
            "Changes of channels: told to the bot, passed-over, or the reason of the dead letter."),
    FAILED_RECORDS(
            "router.failed.records",
            "Records that the router itself failed on, by where: processing (each a dead letter, and a defect to report)"
                    + " or production (tried again).");

    private final String metricName;
    private final String description;

    RouterMetric(String metricName, String description) {
        this.metricName = metricName;
        this.description = description;
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
        return List.of("outcome");
    }
}
