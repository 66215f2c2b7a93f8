package io.channeladapter.config.page;

import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.outbox.Freshness;
import io.channeladapter.config.outbox.WaitWords;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a channel's outbox, in words.
 *
 * @param waiting how many replies
 * @param oldest when the one was accepted that has waited longest; empty where nothing waits
 * @param why why the channel as a whole waits; empty where it does not
 * @param until when it goes on; empty where that is not known
 * @param paused since when it is paused; empty where it is not
 * @param at since when that is so; empty where nothing waits
 * @param asOf until when it was so, as the egress told; empty where it never did
 * @param age how long ago that is; empty likewise
 * @param stale whether it may no longer be so
 * @param quotas what is left of Twitter's limits
 * @param heads the conversations that have waited longest
 * @param more what waits beyond those, in words; empty where nothing does, or it is not known
 */
public record OutboxModel(
        int waiting,
        String oldest,
        String why,
        String until,
        String paused,
        String at,
        String asOf,
        String age,
        boolean stale,
        List<Quota> quotas,
        List<Head> heads,
        String more) {
    public OutboxModel {
        quotas = List.copyOf(quotas);
        heads = List.copyOf(heads);
    }

    /**
     * One of Twitter's limits.
     *
     * @param name what it is about
     * @param left messages left
     * @param limit of how many
     * @param reset when it begins anew; empty where that is not known
     */
    public record Quota(String name, long left, long limit, String reset) {}

    /**
     * A conversation that waits.
     *
     * @param userId Twitter's id of the person
     * @param waiting how many replies, in words
     * @param replyId the first of them
     * @param since when that was accepted
     * @param why why it waits
     * @param until when it is tried again; empty where that is not known
     */
    public record Head(String userId, String waiting, String replyId, String since, String why, String until) {}

    static OutboxModel of(@Nullable OutboxState state, Freshness told) {
        if (state == null) {
            return new OutboxModel(
                    0, "", "", "", "", "", time(told.asOf()), told.words(), told.isStale(), List.of(), List.of(), "");
        }
        OutboxState.Pause pause = state.pause();
        return new OutboxModel(
                state.waiting(),
                time(state.oldest()),
                WaitWords.of(state),
                time(state.until()),
                pause == null ? "" : Words.time(pause.since()),
                Words.time(state.at()),
                time(told.asOf()),
                told.words(),
                told.isStale(),
                state.quotas().stream()
                        .map(quota -> new Quota(
                                WaitWords.ofScope(quota.scope()), quota.left(), quota.limit(), time(quota.resetAt())))
                        .toList(),
                state.heads().stream()
                        .map(head -> new Head(
                                head.userId(),
                                words(head.waiting()),
                                head.replyId(),
                                Words.time(head.since()),
                                WaitWords.of(head.cause()),
                                time(head.until())))
                        .toList(),
                WaitWords.more(
                        state.waiting(),
                        state.heads().stream().map(OutboxState.Head::waiting).toList(),
                        state.conversations()));
    }

    /** What waits for this person, in words; empty where that is not told. */
    public String waitingFor(String person) {
        return heads.stream()
                .filter(head -> head.userId().equals(person))
                .map(Head::waiting)
                .findFirst()
                .orElse("");
    }

    private static String words(int waiting) {
        return waiting == 1
                ? "1 reply waits"
                : waiting + (waiting < OutboxState.Head.MOST_COUNTED ? "" : " or more") + " replies wait";
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : Words.time(at);
    }
}
