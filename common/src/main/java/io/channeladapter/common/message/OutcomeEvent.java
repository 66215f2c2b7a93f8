package io.channeladapter.common.message;

import io.channeladapter.common.channel.BotId;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.channel.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the event that tells a bot what became of its reply. Pure. */
public final class OutcomeEvent {
    private OutcomeEvent() {}

    /** The outcome of a reply that was well-formed enough to name its conversation. */
    public static BotEvent of(CheckedReply reply, Outcome outcome, Instant now) {
        return of(
                reply.botId(),
                reply.conversation().streamId(),
                reply.conversation(),
                reply.id(),
                outcome,
                now,
                reply.traceparent());
    }

    /**
     * The outcome of any reply.
     *
     * @param streamId null where the reply named none
     * @param conversation null where the reply named none
     */
    public static BotEvent of(
            BotId botId,
            @Nullable StreamId streamId,
            @Nullable Conversation conversation,
            String replyId,
            Outcome outcome,
            Instant now,
            @Nullable String traceparent) {
        return new BotEvent(
                id(streamId == null ? botId.value() : streamId.value(), replyId, outcome),
                EventType.outcome(outcome),
                streamId,
                botId,
                conversation,
                now,
                new EventData.ReplyOutcome(streamId, botId, conversation, replyId, outcome),
                traceparent);
    }

    // A reply may be deferred many times, each of them an event of its own; of all others it has one each.
    private static String id(String owner, String replyId, Outcome outcome) {
        String kind = EventType.outcome(outcome).substring(EventType.PREFIX.length());
        String id = owner + "/" + kind + "/" + replyId;
        return outcome instanceof Outcome.Deferred(Instant until, String reason, String _)
                ? id + "/" + reason + (until == null ? "" : "@" + until.toEpochMilli())
                : id;
    }
}
