package io.channeladapter.config.view;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Connection;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.channel.TwitterAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * All channels in order, ready to be listed and searched: follows each change, so that no request sorts anything. The
 * order is by bot, then by age. A page costs what it looks at: the channels listed, or, for a rare text, all of them.
 * Safe for many threads; a page shows some state of each channel that was current while the page was made.
 */
public final class ChannelIndex {
    private final ConcurrentNavigableMap<Place, Entry> entries = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, BotSummary> bots = new ConcurrentSkipListMap<>();
    private final Map<StreamId, Place> places = new HashMap<>();

    /**
     * A channel with what can be searched in it.
     *
     * @param text in lower case
     */
    private record Entry(Channel channel, String text) {}

    /** Takes note of a change; empty for a channel that was deleted. */
    public synchronized void accept(StreamId streamId, Optional<Channel> channel) {
        Place before = places.remove(streamId);
        if (before != null) {
            Entry old = entries.remove(before);
            if (old != null) {
                count(old.channel(), -1);
            }
        }
        channel.ifPresent(now -> {
            Place place = Place.of(now);
            places.put(streamId, place);
            entries.put(place, new Entry(now, text(now)));
            count(now, 1);
        });
    }

    /**
     * A page of channels.
     *
     * @throws IllegalArgumentException where {@code after} is no cursor
     */
    public Listed<Channel> page(ChannelQuery query) {
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        List<Channel> found = new ArrayList<>();
        Place last = null;
        for (Map.Entry<Place, Entry> entry : range(query).entrySet()) {
            if (matches(entry.getValue(), query, text)) {
                if (found.size() == query.limit()) {
                    return new Listed<>(found, last == null ? null : last.cursor());
                }
                found.add(entry.getValue().channel());
                last = entry.getKey();
            }
        }
        return new Listed<>(found, null);
    }

    /** A page of bots; of the query {@code text}, here a part of the bot's name, {@code after} and {@code limit} count. */
    public Listed<BotSummary> bots(ChannelQuery query) {
        String text = query.text().strip().toLowerCase(Locale.ROOT);
        String after = query.after();
        NavigableMap<String, BotSummary> range = after == null ? bots : bots.tailMap(after, false);
        List<BotSummary> found = new ArrayList<>();
        for (BotSummary bot : range.values()) {
            if (bot.botId().value().contains(text) && query.sees().test(bot.botId())) {
                if (found.size() == query.limit()) {
                    return new Listed<>(found, found.getLast().botId().value());
                }
                found.add(bot);
            }
        }
        return new Listed<>(found, null);
    }

    private NavigableMap<Place, Entry> range(ChannelQuery query) {
        BotId botId = query.botId();
        String after = query.after();
        NavigableMap<Place, Entry> range = botId == null
                ? entries
                : entries.subMap(Place.before(botId.value()), true, Place.after(botId.value()), true);
        if (after == null) {
            return range;
        }
        Place place = Place.read(after).orElseThrow(() -> new IllegalArgumentException("no cursor"));
        boolean beyond = botId != null && !place.botId().equals(botId.value());
        return beyond ? new ConcurrentSkipListMap<>() : range.tailMap(place, false);
    }

    private static boolean matches(Entry entry, ChannelQuery query, String text) {
        Channel channel = entry.channel();
        return (query.health() == null || channel.health().level() == query.health())
                && (query.status() == null || channel.stage() == query.status())
                && entry.text().contains(text)
                && query.sees().test(channel.botId());
    }

    private static String text(Channel channel) {
        TwitterAccount account = channel.account();
        Connection entered = channel.entered();
        StringBuilder text =
                new StringBuilder().append(channel.botId()).append('\n').append(channel.streamId());
        if (account != null) {
            text.append("\n@").append(account.screenName()).append('\n').append(account.name());
        }
        @Nullable String label = entered == null ? null : entered.environmentLabel();
        if (label != null) {
            text.append('\n').append(label);
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    private void count(Channel channel, int step) {
        BotId botId = channel.botId();
        Health.Level health = channel.health().level();
        bots.compute(botId.value(), (_, before) -> {
            BotSummary now = before == null ? new BotSummary(botId, 0, 0, 0, 0) : before;
            int channels = now.channels() + step;
            return channels == 0
                    ? null
                    : new BotSummary(
                            botId,
                            channels,
                            now.enabled() + (channel.status() == ChannelStatus.ENABLED ? step : 0),
                            now.degraded() + (health == Health.Level.DEGRADED ? step : 0),
                            now.broken() + (health == Health.Level.BROKEN ? step : 0));
        });
    }
}
