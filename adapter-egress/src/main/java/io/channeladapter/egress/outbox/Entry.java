package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.CheckedReply;
import java.time.Instant;

/**
 * A reply as it is being looked at.
 *
 * @param appended the reply
 * @param progress how far it came
 * @param kept whether the store holds a progress of it
 */
public record Entry(Appended appended, Progress progress, boolean kept) {

    public long seq() {
        return appended.seq();
    }

    public CheckedReply reply() {
        return appended.reply();
    }

    public String replyId() {
        return reply().id();
    }

    public Conversation conversation() {
        return reply().conversation();
    }

    /** Whether the first of its several messages was sent: what was begun is brought to its end. */
    public boolean isBegun() {
        return !progress.sentParts().isEmpty();
    }

    /** Whether the bot's own limit has passed. */
    public boolean isExpired(Instant now) {
        Instant expiresAt = reply().expiresAt();
        return !isBegun() && expiresAt != null && !now.isBefore(expiresAt);
    }

    /** It, without the file that the reply may hold. */
    Entry withoutFile() {
        return new Entry(new Appended(seq(), reply().withoutFile(), appended.offset()), progress, kept);
    }

    /** It, that far; the store does not know. */
    public Entry at(Progress next) {
        return new Entry(appended, next, kept);
    }
}
