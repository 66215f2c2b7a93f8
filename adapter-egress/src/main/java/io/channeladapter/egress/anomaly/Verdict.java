package io.channeladapter.egress.anomaly;

import org.jspecify.annotations.Nullable;

/**
 * What a bot writes looks like a mistake.
 *
 * @param anomaly which
 * @param detail one sentence for a person; never the text of a message
 * @param userId the person whose conversation is concerned; null where it is the channel
 */
public record Verdict(
        Anomaly anomaly, String detail, @Nullable String userId) {

    /** What can be wrong with what a bot writes. */
    public enum Anomaly {
        /** The bot and the other side answer each other faster than a person could: that is a bot, too. */
        BOT_LOOP("bot-loop"),
        /** One person gets the same text again and again. */
        REPEATED_TEXT("repeated-text"),
        /** Far more replies than usual, and nobody asked. */
        FLOOD("flood");

        private final String code;

        Anomaly(String code) {
            this.code = code;
        }

        /** Its stable code. */
        public String code() {
            return code;
        }
    }
}
