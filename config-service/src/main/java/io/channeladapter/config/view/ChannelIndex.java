package io.channeladapter.config.view;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Health;
import io.channeladapter.common.channel.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All channels in order, ready to be listed and searched: follows each change, so that no request sorts anything. The
 * order is by bot, then by age. A page costs what it looks at: the channels listed, or, for a rare text, all texts.
 * Safe for many threads; a page shows some state of each channel that was current while the page was made.
 */
public final class ChannelIndex {
    private final OrderedChannels ordered = new OrderedChannels();
    private final ConcurrentNavigableMap<String, BotSummary> bots = new ConcurrentSkipListMap<>();
    private final Map<StreamId, Channel> known = new HashMap<>();

    /** Takes note of a change; empty for a channel that was deleted. */
    public synchronized void accept(StreamId streamId, Optional<Channel> channel) {
        Channel before = known.remove(streamId);
        Place left = before == null ? null : Place.of(before);
        if (before != null) {
            count(before, -1);
        }
        channel.ifPresent(now -> {
            known.put(streamId, now);
            ordered.put(Place.of(now), now);
            count(now, 1);
        });
        if (left != null && channel.map(Place::of).filter(left::equals).isEmpty()) {
            ordered.remove(left);
        }
    }

    /**
     * A page of channels.
     *
     * @throws IllegalArgumentException where {@code after} is no cursor
     */
    public Listed<Channel> page(ChannelQuery query) {
        BotId botId = query.botId();
        Place begin = botId == null ? Place.FIRST : Place.before(botId.value());
        Place end = botId == null ? Place.LAST : Place.after(botId.value());
        String cursor = query.after();
        if (cursor != null) {
            Place after = Place.read(cursor).orElseThrow(() -> new IllegalArgumentException("no cursor"));
            if (after.compareTo(begin) > 0) {
                begin = after;
            }
        }
        Found found = new Found(query);
        ordered.read(begin, end, query.text().strip().toLowerCase(Locale.ROOT), found);
        return found.page();
    }

    /** Collects a page. One thread. */
    private static final class Found implements OrderedChannels.Reader {
        private final ChannelQuery query;
        private final List<Channel> channels = new ArrayList<>();
        private boolean more;

        Found(ChannelQuery query) {
            this.query = query;
        }

        @Override
        public boolean take(Place place, Channel channel) {
            if (matches(channel, query)) {
                if (channels.size() == query.limit()) {
                    more = true;
                    return false;
                }
                channels.add(channel);
            }
            return true;
        }

        Listed<Channel> page() {
            return new Listed<>(channels, more ? Place.of(channels.getLast()).cursor() : null);
        }
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

    private static boolean matches(Channel channel, ChannelQuery query) {
        return (query.health() == null || channel.health().level() == query.health())
                && (query.status() == null || channel.stage() == query.status())
                && query.sees().test(channel.botId());
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
