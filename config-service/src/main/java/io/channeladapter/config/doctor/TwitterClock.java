package io.channeladapter.config.doctor;

import java.time.Duration;

/** Compares our clock with Twitter's. Safe for many threads. */
@FunctionalInterface
public interface TwitterClock {
    /** Asks Twitter for its time. */
    Comparison compare();

    /** What came of it. */
    sealed interface Comparison {
        /**
         * Twitter told its time.
         *
         * @param ahead by how much our clock is ahead, to a second or so; below zero where it is behind
         */
        record Told(Duration ahead) implements Comparison {}

        /** Twitter answered without a time. */
        record Untold() implements Comparison {}

        /** Twitter did not answer. */
        record Unreachable() implements Comparison {}
    }
}
