package io.channeladapter.config.view;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.Channels;
import io.channeladapter.common.outbox.OutboxState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lists the channels in which replies wait, in the order of {@link OutboxPlace}. A page looks at all of them and keeps no
 * more than it shows. Safe for many threads.
 */
public final class WaitingChannels {
    private final Channels channels;
    private final OutboxView outboxes;

    public WaitingChannels(Channels channels, OutboxView outboxes) {
        this.channels = channels;
        this.outboxes = outboxes;
    }

    /**
     * A channel in which replies wait, or that is paused.
     *
     * @param channel the channel
     * @param state what waits
     */
    public record Waiting(Channel channel, OutboxState state) {}

    /**
     * One page.
     *
     * @param channels in order
     * @param total how many channels there are on all pages together
     * @param replies how many replies wait in all of them
     * @param next the cursor of the page after this one; null where there is none
     */
    public record Page(
            List<Waiting> channels,
            int total,
            long replies,
            @Nullable String next) {
        public Page {
            channels = List.copyOf(channels);
        }
    }

    private record Found(OutboxPlace place, Waiting waiting) {}

    /**
     * A page.
     *
     * @param sees the bots that the asker may see
     * @param botId only channels of this bot; null for all
     * @param after the place of the last channel on the page before; null for the first page
     * @param limit how many at most, from 1 on
     */
    public Page page(Predicate<BotId> sees, @Nullable BotId botId, @Nullable OutboxPlace after, int limit) {
        PriorityQueue<Found> last =
                new PriorityQueue<>(Comparator.comparing(Found::place).reversed());
        int total = 0;
        long replies = 0;
        for (OutboxState state : outboxes.all()) {
            Optional<Channel> channel = channels.find(state.streamId())
                    .filter(one -> sees.test(one.botId()) && (botId == null || botId.equals(one.botId())));
            if (channel.isEmpty()) {
                continue;
            }
            total++;
            replies += state.waiting();
            OutboxPlace place = OutboxPlace.of(state);
            if (after == null || place.compareTo(after) > 0) {
                last.add(new Found(place, new Waiting(channel.get(), state)));
                if (last.size() > limit + 1) {
                    last.remove();
                }
            }
        }
        List<Found> found = new ArrayList<>(last);
        found.sort(Comparator.comparing(Found::place));
        boolean more = found.size() > limit;
        List<Found> shown = more ? found.subList(0, limit) : found;
        return new Page(
                shown.stream().map(Found::waiting).toList(),
                total,
                replies,
                more ? shown.getLast().place().cursor() : null);
    }
}
