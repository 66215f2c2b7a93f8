package io.channeladapter.egress.outbox;

import io.channeladapter.common.channel.Conversation;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The replies of one conversation, in order; only its head is ever sent. One thread: the task's. */
public final class Lane implements Iterable<Entry> {
    private final Conversation conversation;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private WaitCause cause = WaitCause.RUNNABLE;
    private boolean ready;

    Lane(Conversation conversation) {
        this.conversation = conversation;
    }

    public Conversation conversation() {
        return conversation;
    }

    /** The reply whose turn it is; null where there is none. */
    public @Nullable Entry head() {
        return entries.peekFirst();
    }

    /** Like {@link #head()} where there is one. */
    public Entry first() {
        Entry head = entries.peekFirst();
        if (head == null) {
            throw new NoSuchElementException("the conversation has no reply");
        }
        return head;
    }

    /** Whether a call of it is under way. */
    public boolean isInFlight() {
        Entry head = entries.peekFirst();
        return head != null && head.isInFlight();
    }

    /** Why its head waits; {@link WaitCause#RUNNABLE} where it waits for its turn alone. */
    public WaitCause cause() {
        return cause;
    }

    public void waitsFor(WaitCause why) {
        cause = why;
    }

    @Override
    public Iterator<Entry> iterator() {
        return Collections.unmodifiableCollection(entries).iterator();
    }

    /** All replies, in order; a copy. */
    public List<Entry> toList() {
        return List.copyOf(entries);
    }

    void add(Entry entry) {
        entries.addLast(entry);
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean isReady() {
        return ready;
    }

    void ready(boolean now) {
        ready = now;
    }
}
