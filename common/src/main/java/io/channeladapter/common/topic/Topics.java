package io.channeladapter.common.topic;

import io.channeladapter.common.channel.BotId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every topic of the adapter. The topics {@code twitter.*} and {@code outbox.commands} have the same number of
 * partitions, and so have {@code channel.commands} and {@code channel.signals}, since their readers join them by
 * partition.
 */
public final class Topics {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Settings of a compacted topic. A deleted channel must be gone within 26 hours (guarantee G10): the active segment
     * rolls each hour, what is an hour old is compacted, and a tombstone is kept a day for readers that were away.
     */
    public static final Map<String, String> COMPACTED = Map.of(
            "cleanup.policy", "compact",
            "max.compaction.lag.ms", String.valueOf(Duration.ofHours(1).toMillis()),
            "segment.ms", String.valueOf(Duration.ofHours(1).toMillis()),
            "delete.retention.ms", String.valueOf(DAY.toMillis()));

    /** The largest body that an ingress may be set to take, and as much as its record has beside it at most. */
    private static final int LARGEST_WEBHOOK = (16 << 20) + (64 << 10);

    public static final Topic WEBHOOKS = new Topic(
            "twitter.webhooks",
            "streamid",
            "request body, byte for byte",
            "ingress",
            "router",
            WEEK,
            false,
            LARGEST_WEBHOOK);
    public static final Topic OUTBOUND =
            new Topic("twitter.outbound", "streamid", "checked reply, JSON", "router", "egress", WEEK, false);
    public static final Topic ECHOES = new Topic(
            "twitter.echoes",
            "streamid",
            "our account's own message as Twitter reports it, JSON",
            "router",
            "egress",
            WEEK,
            false);
    public static final Topic RECEIVED = new Topic(
            "twitter.received", "streamid", "that a person wrote, and when, JSON", "router", "egress", WEEK, false);
    public static final Topic OFFERS = new Topic(
            "twitter.offers",
            "streamid",
            "choices that were sent as numbered text, JSON",
            "egress",
            "router",
            WEEK,
            false);
    public static final Topic OUTBOX_COMMANDS = new Topic(
            "outbox.commands",
            "streamid",
            "what an owner asks of a channel's outbox, JSON",
            "config-service",
            "egress",
            DAY,
            false);
    public static final Topic OUTBOX_STATES = new Topic(
            "outbox.states",
            "streamid",
            "what waits in a channel's outbox and why, JSON",
            "egress",
            "config-service",
            null,
            true);
    public static final Topic DEAD_LETTERS = new Topic(
            "adapter.dead-letters",
            "streamid",
            "original bytes; reason and origin in headers",
            "router, egress, config-service",
            "operator",
            Duration.ofDays(30),
            false);
    public static final Topic COMMANDS = new Topic(
            "channel.commands",
            "streamid",
            "command, secrets sealed, JSON",
            "config-service",
            "config-service",
            DAY,
            false);
    public static final Topic ANSWERS = new Topic(
            "channel.answers", "streamid", "answer to a command, JSON", "config-service", "config-service", DAY, false);
    public static final Topic SIGNALS = new Topic(
            "channel.signals",
            "streamid",
            "what a service noticed, JSON",
            "ingress, router, egress",
            "config-service",
            DAY,
            false);
    public static final Topic OPEN = new Topic(
            "ingress.open",
            "`ingress`",
            "that webhooks are taken, every few seconds, JSON",
            "ingress",
            "config-service",
            WEEK,
            false);
    public static final Topic STATES = new Topic(
            "channel.states",
            "streamid",
            "whole state of a channel, secrets sealed, JSON",
            "config-service",
            "all services",
            null,
            true);
    public static final Topic EVENTS = new Topic(
            "channel.events",
            "streamid",
            "state-change event, never a secret, JSON",
            "config-service",
            "router, auditors",
            null,
            false);

    /** Every topic that stands whatever bots there are. */
    public static final List<Topic> FIXED = List.of(
            WEBHOOKS,
            OUTBOUND,
            ECHOES,
            RECEIVED,
            OFFERS,
            OUTBOX_COMMANDS,
            OUTBOX_STATES,
            DEAD_LETTERS,
            COMMANDS,
            ANSWERS,
            SIGNALS,
            OPEN,
            STATES,
            EVENTS);

    /** Matches the reply topic of every bot; group 1 is the botId. */
    public static final Pattern REPLIES = Pattern.compile("bot\\.([a-z0-9][a-z0-9-]{1,62})\\.replies");

    private Topics() {}

    /** Name of the topic that a bot reads. */
    public static String botEvents(BotId botId) {
        return "bot." + botId + ".events";
    }

    /** Name of the topic that a bot writes. */
    public static String botReplies(BotId botId) {
        return "bot." + botId + ".replies";
    }

    /** The two topics of a bot. */
    public static List<Topic> ofBot(BotId botId) {
        return List.of(
                new Topic(
                        botEvents(botId), "conversation", "CloudEvent, JSON", "router, egress", "the bot", WEEK, false),
                new Topic(
                        botReplies(botId),
                        "conversation",
                        "CloudEvent or plain JSON",
                        "the bot",
                        "router",
                        WEEK,
                        false));
    }

    /** The bot whose reply topic this is; empty where it is none. */
    public static Optional<BotId> botOfReplies(String topic) {
        var matcher = REPLIES.matcher(topic);
        return matcher.matches() ? Optional.of(new BotId(matcher.group(1))) : Optional.empty();
    }
}
