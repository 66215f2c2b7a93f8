package io.channeladapter.egress.task;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.egress.outbox.ChannelLanes;
import io.channeladapter.egress.outbox.Lanes;
import io.channeladapter.egress.outbox.OutboxIndex;
import io.channeladapter.egress.outbox.OutboxKeys;
import io.channeladapter.egress.outbox.OutboxKeys.Kind;
import io.channeladapter.egress.outbox.OutboxStore;
import io.channeladapter.egress.tell.Journal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Goes through all that is in the outbox, a part of it at each tick: after a start to make the index, and whenever what
 * was held no longer is, to let the conversations take their turns. One thread: the task's.
 */
final class Survey {
    private static final int AT_ONCE = 500;

    private final OutboxStore store;
    private final OutboxIndex index;
    private final Lanes lanes;
    private final Journal journal;
    private final Heads heads;
    private final Echoes echoes;
    private @Nullable String repliesFrom = Kind.PENDING.first();
    private @Nullable String headsFrom;
    private @Nullable String echoesFrom;

    Survey(OutboxStore store, OutboxIndex index, Lanes lanes, Journal journal, Heads heads, Echoes echoes) {
        this.store = store;
        this.index = index;
        this.lanes = lanes;
        this.journal = journal;
        this.heads = heads;
        this.echoes = echoes;
    }

    /** Whether the index knows all replies. */
    boolean isIndexed() {
        return repliesFrom == null;
    }

    /** All conversations and all kept echoes are to be looked at again. */
    void begin() {
        headsFrom = Kind.PENDING.first();
        echoesFrom = Kind.PARKED.first();
    }

    /** Goes on. */
    void step(Instant now) {
        if (repliesFrom != null) {
            repliesFrom = store.walkReplies(repliesFrom, AT_ONCE, entry -> {
                index.add(entry);
                journal.parts(entry, now);
            });
            lanes.indexed(repliesFrom == null);
        }
        if (echoesFrom != null) {
            echoesFrom = store.walkConversations(
                    Kind.PARKED,
                    echoesFrom,
                    AT_ONCE,
                    (conversation, key) -> echoes.resolve(channel(conversation), conversation, now));
        }
        // Whose message an echo is must be settled before any reply is sent because of it.
        if (headsFrom != null && echoesFrom == null) {
            headsFrom = store.walkConversations(
                    Kind.PENDING,
                    headsFrom,
                    AT_ONCE,
                    (conversation, key) ->
                            heads.look(channel(conversation), conversation.userId(), OutboxKeys.number(key), now));
        }
    }

    private ChannelLanes channel(Conversation conversation) {
        return lanes.channel(conversation.streamId());
    }
}
