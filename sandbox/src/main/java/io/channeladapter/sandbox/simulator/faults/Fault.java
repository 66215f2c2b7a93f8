package io.channeladapter.sandbox.simulator.faults;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong, for one account or person or for all.
 *
 * @param id names the fault in the control API
 * @param target id of the account that calls or whose app calls, or of the person written to; {@link #EVERYONE}
 * @param kind what goes wrong
 * @param on which calls it strikes
 * @param millis length of a {@code latency} or {@code delayed-echo}
 * @param status HTTP status of an {@code error}
 * @param code Twitter's error code of an {@code error}
 * @param reason v2's name of an {@code error}, or which failure of {@code challenge-fails}; empty for none
 * @param message text of an {@code error}
 * @param headers whether a {@code rate-limited} answer tells its reset
 * @param resetSeconds when a {@code rate-limited} answer says the limit ends, from now
 * @param remaining how many calls it will still strike; null for no end
 * @param every strikes each n-th of the calls that it could strike, from 1
 * @param met calls that it could have struck so far
 */
public record Fault(
        String id,
        String target,
        Kind kind,
        Operation on,
        long millis,
        int status,
        int code,
        String reason,
        String message,
        boolean headers,
        int resetSeconds,
        @Nullable Integer remaining,
        int every,
        long met) {
    /** The target of a fault that strikes whoever calls. */
    public static final String EVERYONE = "*";

    /** What goes wrong. */
    public enum Kind {
        /** The call is answered late. */
        LATENCY("latency"),
        /** 429 with code 88. */
        RATE_LIMITED("rate-limited"),
        /** Any status, with v1.1's code and v2's reason; without both the body is not JSON, as of a failing proxy. */
        ERROR("error"),
        /** The call does nothing and is never answered. */
        SILENCE("silence"),
        /** The call is carried out and never answered. */
        SILENCE_AFTER_ACCEPT("silence-after-accept"),
        /** The call does nothing and its connection is cut. */
        CUT("cut"),
        /** The call is carried out, then its connection is cut. */
        CUT_AFTER_ACCEPT("cut-after-accept"),
        /** A sent message's echo never comes. */
        LOST_ECHO("lost-echo"),
        /** A sent message's echo comes late. */
        DELAYED_ECHO("delayed-echo"),
        /** Events are delivered twice. */
        DUPLICATE_DELIVERY("duplicate-delivery"),
        /** Twitter finds that a webhook failed its challenge, whatever it answered. */
        CHALLENGE_FAILS("challenge-fails"),
        /** What is uploaded cannot be processed. */
        PROCESSING_FAILS("processing-fails");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The kind in JSON. */
        public String word() {
            return word;
        }

        /** The kind with this word, if there is one. */
        public static Optional<Kind> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    /** Whether it could strike a call with these targets. */
    boolean concerns(Set<String> targets) {
        return target.equals(EVERYONE) || targets.contains(target);
    }

    /** The same fault after it met one more call that it could strike. */
    Fault metOnce() {
        boolean strikes = (met + 1) % every == 0;
        return new Fault(
                id,
                target,
                kind,
                on,
                millis,
                status,
                code,
                reason,
                message,
                headers,
                resetSeconds,
                strikes && remaining != null ? Integer.valueOf(remaining - 1) : remaining,
                every,
                met + 1);
    }

    /** Whether it strikes the call that it met last. */
    boolean struck() {
        return met % every == 0;
    }
}
