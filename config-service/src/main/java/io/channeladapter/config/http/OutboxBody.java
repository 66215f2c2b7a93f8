package io.channeladapter.config.http;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.outbox.OutboxState;
import io.channeladapter.config.outbox.Freshness;
import io.channeladapter.config.outbox.WaitWords;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a channel's outbox, as REST shows it.
 *
 * @param streamid the channel
 * @param botId its bot
 * @param screenName its account's name; absent until authorized once
 * @param at since when it is so, which is when the egress told it; absent where nothing waits
 * @param asOf until when it was so, as the egress told; absent where it never did
 * @param ageSeconds how long ago {@code asOf} is; absent likewise
 * @param stale whether it may no longer be so, since the egress has told nothing for a while
 * @param waiting replies without a final outcome
 * @param conversations of how many people they are; absent where that is not known
 * @param oldest when the one was accepted that has waited longest; absent where nothing waits
 * @param cause why the channel as a whole waits; absent where it does not
 * @param detail one sentence on {@code cause}
 * @param until when it goes on, as far as known
 * @param pause the anomaly that paused it; absent for none
 * @param quotas what is left of Twitter's limits; absent in a list
 * @param heads the conversations that have waited longest; absent in a list
 */
record OutboxBody(
        StreamId streamid,
        BotId botId,
        @Nullable String screenName,
        @Nullable Instant at,
        @Nullable Instant asOf,
        @Nullable Long ageSeconds,
        boolean stale,
        int waiting,
        @Nullable Integer conversations,
        @Nullable Instant oldest,
        @Nullable String cause,
        @Nullable String detail,
        @Nullable Instant until,
        OutboxState.@Nullable Pause pause,
        @Nullable List<OutboxState.Quota> quotas,
        @Nullable List<OutboxState.Head> heads) {

    /** For a list. */
    static OutboxBody brief(Channel channel, OutboxState state, Freshness told) {
        return new OutboxBody(
                channel.streamId(),
                channel.botId(),
                channel.account() == null ? null : channel.account().screenName(),
                state.at(),
                told.asOf(),
                seconds(told),
                told.isStale(),
                state.waiting(),
                state.conversations(),
                state.oldest(),
                state.pause() == null ? state.cause() : "paused",
                state.pause() == null && state.cause() == null ? null : WaitWords.of(state),
                state.until(),
                state.pause(),
                null,
                null);
    }

    /** All that is known. */
    static OutboxBody whole(Channel channel, @Nullable OutboxState state, Freshness told) {
        if (state == null) {
            return new OutboxBody(
                    channel.streamId(),
                    channel.botId(),
                    channel.account() == null ? null : channel.account().screenName(),
                    null,
                    told.asOf(),
                    seconds(told),
                    told.isStale(),
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of());
        }
        OutboxBody brief = brief(channel, state, told);
        return new OutboxBody(
                brief.streamid,
                brief.botId,
                brief.screenName,
                brief.at,
                brief.asOf,
                brief.ageSeconds,
                brief.stale,
                brief.waiting,
                brief.conversations,
                brief.oldest,
                brief.cause,
                brief.detail,
                brief.until,
                brief.pause,
                state.quotas(),
                state.heads());
    }

    /** The age in seconds; null where it is not known. */
    static @Nullable Long seconds(Freshness told) {
        return told.age() == null ? null : told.age().toSeconds();
    }

    /**
     * How many replies waited of those that are meant, when the egress told it last; empty where that is not told: of
     * single replies, and of conversations beyond those that have waited longest.
     */
    static OptionalInt waiting(@Nullable OutboxState state, @Nullable String userId, @Nullable String replyId) {
        if (state == null || state.waiting() == 0) {
            return OptionalInt.of(0);
        }
        if (replyId != null) {
            return OptionalInt.empty();
        }
        return userId == null ? OptionalInt.of(state.waiting()) : state.waitingFor(userId);
    }
}
