package io.channeladapter.config.journey;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stop of a message on its way.
 *
 * @param kind which stop
 * @param state how it went there
 * @param at when; null where no record tells, or it has not happened
 * @param detail what is to be known about it, in words; empty where the kind says all
 */
public record Stop(Kind kind, State state, @Nullable Instant at, String detail) {
    /** A place on the way. */
    public enum Kind {
        /** The webhook was accepted and recorded. */
        @JsonProperty("received")
        RECEIVED("Received"),
        /** It reached the bot's topic. */
        @JsonProperty("routed")
        ROUTED("Routed"),
        /** The bot has read it. */
        @JsonProperty("at-the-bot")
        AT_THE_BOT("At the bot"),
        /** The bot wrote a reply. */
        @JsonProperty("answered")
        ANSWERED("Answered"),
        /** The reply was found to be right. */
        @JsonProperty("checked")
        CHECKED("Checked"),
        /** The reply had to wait. */
        @JsonProperty("deferred")
        DEFERRED("Deferred"),
        /** Twitter took it, or it never will. */
        @JsonProperty("sent")
        SENT("Sent"),
        /** Twitter's own echo of it was seen. */
        @JsonProperty("echoed")
        ECHOED("Echoed"),
        /** Someone wrote from the account itself. */
        @JsonProperty("sent-elsewhere")
        SENT_ELSEWHERE("Sent elsewhere");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** As a heading. */
        public String title() {
            return title;
        }
    }

    /** How it went. */
    public enum State {
        /** It got past. */
        @JsonProperty("passed")
        PASSED,
        /** It has not got there, or not past yet. */
        @JsonProperty("waiting")
        WAITING,
        /** It ended there. */
        @JsonProperty("stopped")
        STOPPED
    }

    static Stop passed(Kind kind, @Nullable Instant at, String detail) {
        return new Stop(kind, State.PASSED, at, detail);
    }

    static Stop waiting(Kind kind, String detail) {
        return new Stop(kind, State.WAITING, null, detail);
    }

    static Stop stopped(Kind kind, @Nullable Instant at, String detail) {
        return new Stop(kind, State.STOPPED, at, detail);
    }
}
