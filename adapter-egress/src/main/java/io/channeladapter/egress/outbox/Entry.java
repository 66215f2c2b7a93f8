package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.message.CheckedReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What memory holds of a reply in the outbox; its text stays in the store. One thread: the task's. */
public final class Entry {
    private final long seq;
    private final String replyId;
    private final Conversation conversation;
    private final CheckedReply.Priority priority;
    private final Instant acceptedAt;
    private final @Nullable Instant expiresAt;
    private Progress progress;
    private boolean inFlight;
    private boolean held;

    /**
     * @param progress how far it came
     * @param held whether it was there before the task started and must be settled first
     */
    public Entry(Appended appended, Progress progress, boolean held) {
        CheckedReply reply = appended.reply();
        this.seq = appended.seq();
        this.replyId = reply.id();
        this.conversation = reply.conversation();
        this.priority = reply.priority();
        this.acceptedAt = reply.acceptedAt();
        this.expiresAt = reply.expiresAt();
        this.progress = progress;
        this.held = held;
    }

    public long seq() {
        return seq;
    }

    public String replyId() {
        return replyId;
    }

    public Conversation conversation() {
        return conversation;
    }

    public boolean isLive() {
        return priority == CheckedReply.Priority.live;
    }

    public Instant acceptedAt() {
        return acceptedAt;
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Whether the bot's own limit has passed. */
    public boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    public Progress progress() {
        return progress;
    }

    public void progress(Progress next) {
        progress = next;
    }

    public boolean isInFlight() {
        return inFlight;
    }

    public void inFlight(boolean now) {
        inFlight = now;
    }

    public boolean isHeld() {
        return held;
    }

    public void release() {
        held = false;
    }

    /** Whether Twitter may have taken it although nobody saw it say so. */
    public boolean mayBeSent() {
        return !inFlight && (held || progress.possiblySent() || progress.phase() != Progress.Phase.WAITING);
    }
}
