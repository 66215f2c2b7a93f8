package io.channeladapter.router.reply;

import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.CheckedReply;

/** What the check of a reply led to. */
public sealed interface ReplyVerdict {

    /**
     * To be sent.
     *
     * @param reply complete and within Twitter's limits
     */
    record Checked(CheckedReply reply) implements ReplyVerdict {}

    /**
     * Never to be sent: the bot is told, and the reply is kept as a dead letter.
     *
     * @param reason why, for the dead letter
     * @param outcome what the bot that wrote it is told
     * @param detail what was wrong; nothing of the text
     */
    record Refusal(Reason reason, BotEvent outcome, String detail) implements ReplyVerdict {}

    /** Why a reply is refused. */
    enum Reason {
        REPLY_WITHOUT_KEY("reply-without-key", "invalid-reply"),
        REPLY_NOT_JSON("reply-not-json", "invalid-reply"),
        INVALID_REPLY("invalid-reply", "invalid-reply"),
        UNKNOWN_CHANNEL("unknown-channel", "unknown-channel"),
        NOT_YOUR_CHANNEL("not-your-channel", "not-your-channel"),
        CHANNEL_NOT_ENABLED("channel-not-enabled", "channel-not-enabled"),
        CHANNEL_DISABLED("channel-disabled", "channel-disabled"),
        /** A defect of the router. */
        ADAPTER_FAILED("unreadable-record", "adapter-failed");

        private final String deadLetter;
        private final String outcome;

        Reason(String deadLetter, String outcome) {
            this.deadLetter = deadLetter;
            this.outcome = outcome;
        }

        /** The reason on the dead letter. */
        public String deadLetter() {
            return deadLetter;
        }

        /** The reason in the outcome. */
        public String outcome() {
            return outcome;
        }
    }
}
