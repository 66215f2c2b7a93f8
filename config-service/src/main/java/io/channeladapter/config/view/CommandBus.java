package io.channeladapter.config.view;

import io.channeladapter.config.command.CommandEnvelope;

/**
 * Has a command decided. Safe for many threads.
 *
 * <ol>
 *   <li>Of one command at most one change comes, however often it is submitted.
 *   <li>After {@code Accepted} the view of this instance shows that version, or a later one.
 *   <li>After {@code Refused} nothing has changed and nothing will.
 *   <li>After {@code Busy} the command was not even tried.
 * </ol>
 */
public interface CommandBus {
    /** Submits the command and waits, for a bounded time, for what becomes of it. */
    Outcome submit(CommandEnvelope envelope) throws InterruptedException;

    /** What the caller may be told. */
    sealed interface Outcome {
        /**
         * Done, or so already, and visible.
         *
         * @param version the channel's version after it
         */
        record Accepted(long version) implements Outcome {}

        /**
         * Not done.
         *
         * @param code stable code
         * @param detail one sentence for a person
         */
        record Refused(String code, String detail) implements Outcome {}

        /** No answer in time: it may still happen. */
        record Undecided() implements Outcome {}

        /** Too many requests wait already. */
        record Busy() implements Outcome {}
    }
}
