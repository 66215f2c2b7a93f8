package io.channeladapter.config.page;

import java.util.List;

/**
 * A bot as the pages show it.
 *
 * @param botId its name
 * @param channels its channels, the oldest first
 */
public record BotModel(String botId, List<ChannelModel> channels) {
    public BotModel {
        channels = List.copyOf(channels);
    }

    /** Where its page is. */
    public String path() {
        return "/bots/" + botId;
    }
}
