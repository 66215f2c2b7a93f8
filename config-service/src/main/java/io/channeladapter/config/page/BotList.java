package io.channeladapter.config.page;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.config.access.Principal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One page of the bots that someone sees.
 *
 * @param bots the bots of this page, by name
 * @param search what was searched for; empty for all
 * @param page which page this is, from 1
 * @param pages how many there are, at least 1
 * @param found how many bots there are on all pages
 */
public record BotList(List<Bot> bots, String search, int page, int pages, int found) {
    private static final int BOTS_OF_A_PAGE = 20;

    public BotList {
        bots = List.copyOf(bots);
    }

    /**
     * A bot and its channels.
     *
     * @param botId its name
     * @param channels its channels that were found, the oldest first
     */
    public record Bot(BotId botId, List<Channel> channels) {
        public Bot {
            channels = List.copyOf(channels);
        }
    }

    /** The page of this number, or the last one where there are not as many. */
    static BotList of(Collection<Channel> all, Principal principal, String search, int page) {
        String wanted = search.toLowerCase(Locale.ROOT);
        TreeMap<String, List<Channel>> byBot = new TreeMap<>();
        for (Channel channel : all) {
            if (principal.sees(channel.botId()) && matches(channel, wanted)) {
                byBot.computeIfAbsent(channel.botId().value(), _ -> new ArrayList<>())
                        .add(channel);
            }
        }
        int pages = Math.max(1, (byBot.size() + BOTS_OF_A_PAGE - 1) / BOTS_OF_A_PAGE);
        int shown = Math.clamp(page, 1, pages);
        List<Bot> bots = byBot.entrySet().stream()
                .skip((shown - 1L) * BOTS_OF_A_PAGE)
                .limit(BOTS_OF_A_PAGE)
                .map(bot -> new Bot(
                        new BotId(bot.getKey()),
                        bot.getValue().stream()
                                .sorted(Comparator.comparing(Channel::createdAt))
                                .toList()))
                .toList();
        return new BotList(bots, search, shown, pages, byBot.size());
    }

    /** The number in an address; 1 where there is none. */
    static int page(@Nullable String text) {
        try {
            return text == null ? 1 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** The address of another page of the same search. */
    public String at(int other) {
        return "/?q=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + "&page=" + other;
    }

    private static boolean matches(Channel channel, String wanted) {
        TwitterAccount account = channel.account();
        String at = wanted.startsWith("@") ? wanted.substring(1) : wanted;
        return channel.botId().value().contains(wanted)
                || channel.streamId().value().contains(wanted)
                || (account != null
                        && (account.screenName().toLowerCase(Locale.ROOT).contains(at)
                                || account.name().toLowerCase(Locale.ROOT).contains(wanted)));
    }
}
