package io.channeladapter.config.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.outbox.Freshness;
import io.channeladapter.config.outbox.WaitWords;
import io.channeladapter.config.view.WaitingChannels;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list of channels in which replies wait.
 *
 * @param rows the channels, those that wait for a person first, then those that wait longest
 * @param total how many channels there are on all pages together
 * @param replies how many replies wait in all of them
 * @param botId only channels of this bot; empty for all
 * @param first whether nothing comes before
 * @param next the cursor of the next page; null where nothing comes after
 * @param asOf until when all of it was so, as the egress told; empty where it never told of some
 * @param age how long ago that is; empty likewise
 * @param stale whether it may no longer be so, and more may wait
 */
public record OutboxesModel(
        List<Row> rows,
        int total,
        long replies,
        String botId,
        boolean first,
        @Nullable String next,
        String asOf,
        String age,
        boolean stale) {
    public OutboxesModel {
        rows = List.copyOf(rows);
    }

    /**
     * A channel.
     *
     * @param channel the channel
     * @param waiting how many replies wait in it
     * @param oldest since when the one waits that has waited longest; empty where none waits
     * @param age how long that is; empty likewise
     * @param why why the channel as a whole waits; empty where it does not
     * @param until when it goes on; empty where that is not known
     * @param paused whether it waits for a person
     * @param told how long ago it was told of last, where that is too long; else empty
     */
    public record Row(
            ChannelModel channel,
            int waiting,
            String oldest,
            String age,
            String why,
            String until,
            boolean paused,
            String told) {
        static Row of(ChannelModel channel, OutboxState state, Freshness told, Instant now) {
            Instant oldest = state.oldest();
            Instant until = state.until();
            return new Row(
                    channel,
                    state.waiting(),
                    oldest == null ? "" : Words.time(oldest),
                    oldest == null
                            ? ""
                            : Freshness.words(
                                    Math.max(0, Duration.between(oldest, now).toSeconds())),
                    WaitWords.of(state),
                    until == null ? "" : Words.time(until),
                    state.pause() != null,
                    told.isStale() ? told.words() : "");
        }
    }

    static OutboxesModel of(
            WaitingChannels.Page page, List<Row> rows, @Nullable String botId, boolean first, Freshness told) {
        return new OutboxesModel(
                rows,
                page.total(),
                page.replies(),
                botId == null ? "" : botId,
                first,
                page.next(),
                told.asOf() == null ? "" : Words.time(told.asOf()),
                told.words(),
                told.isStale());
    }

    /** The address of the first page. */
    public String firstPage() {
        return botId.isEmpty() ? "/outboxes" : "/outboxes?botId=" + botId;
    }

    /** The address of the next page; of the first where nothing comes after. */
    public String nextPage() {
        return next == null
                ? firstPage()
                : firstPage() + (botId.isEmpty() ? "?" : "&") + "after=" + URLEncoder.encode(next, UTF_8);
    }
}
