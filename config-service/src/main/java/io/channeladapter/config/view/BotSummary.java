package io.channeladapter.config.view;

import io.channeladapter.common.channel.BotId;

/**
 * A bot and how its channels do.
 *
 * @param botId the bot
 * @param channels how many it has, at least 1
 * @param enabled how many of them are enabled
 * @param degraded how many are degraded
 * @param broken how many are broken
 */
public record BotSummary(BotId botId, int channels, int enabled, int degraded, int broken) {}
