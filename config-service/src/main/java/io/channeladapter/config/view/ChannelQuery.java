package io.channeladapter.config.view;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health.Level;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which channels, or which bots, are wanted.
 *
 * @param sees the bots that the asker may see
 * @param botId only channels of this bot; null for all
 * @param text only what has this text, in any case, in bot, account, streamid or label; empty for all
 * @param health only channels of this health; null for all
 * @param status only channels that stand here, as {@code Channel.stage()} has it; null for all
 * @param after where the page before this one says that the next begins; null from the beginning
 * @param limit how many at most, 1 to {@link #MOST}
 */
public record ChannelQuery(
        Predicate<BotId> sees,
        @Nullable BotId botId,
        String text,
        @Nullable Level health,
        @Nullable ChannelStatus status,
        @Nullable String after,
        int limit) {
    /** How many channels, or bots, a page has at most. */
    public static final int MOST = 200;

    public ChannelQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
    }

    /** Whether the text can be passed as {@code after} for channels. */
    public static boolean isCursor(String text) {
        return Place.read(text).isPresent();
    }

    /** The first page of all that this one sees. */
    public static ChannelQuery all(Predicate<BotId> sees, int limit) {
        return new ChannelQuery(sees, null, "", null, null, null, limit);
    }
}
