package io.channeladapter.egress.spend;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.Received;
import io.channeladapter.egress.outbox.ChannelStore;
import io.channeladapter.egress.throttle.FreeReplies;
import java.time.Instant;

/** When people wrote last, and how many free replies that gives. One thread: the task's. */
public final class Heard {
    private final ChannelStore store;
    private long run;

    public Heard(ChannelStore store) {
        this.store = store;
    }

    /** The task begins: what it finds in the store was counted by another. */
    public void begin(Instant now) {
        run = now.toEpochMilli();
    }

    /** A person wrote: tells whether that was news. */
    public boolean received(Received received) {
        Conversation conversation = received.conversation();
        FreeReplies before = store.received(conversation).orElse(null);
        FreeReplies after = before == null
                ? FreeReplies.of(received.at(), run)
                : before.seenBy(run).and(received.at(), run);
        if (after.equals(before)) {
            return false;
        }
        store.put(conversation, after);
        return true;
    }

    /** Whether it is known that the person wrote, and that it was long ago. */
    boolean wasLongAgo(Conversation conversation, Instant now) {
        return store.received(conversation)
                .filter(received -> !received.isLive(now))
                .isPresent();
    }

    /** Whether it is known that the person wrote, and that it was a short while ago. */
    boolean wroteLately(Conversation conversation, Instant now) {
        return store.received(conversation)
                .filter(received -> received.isLive(now))
                .isPresent();
    }

    /**
     * Whether Twitter does not count the next reply to the person.
     *
     * @param given free replies after each message of a person
     */
    boolean givesFree(Conversation conversation, int given, Instant now) {
        return given > 0
                && store.received(conversation)
                        .filter(received -> received.seenBy(run).left(given, now) > 0)
                        .isPresent();
    }

    /** A free reply was sent. */
    void spent(Conversation conversation, Instant now) {
        store.received(conversation)
                .ifPresent(known -> store.put(conversation, known.seenBy(run).spent(now)));
    }
}
