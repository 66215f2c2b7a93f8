package io.channeladapter.router.route;

import io.channeladapter.common.message.BotEvent;
import io.channeladapter.common.message.Echo;

/** Where an event goes. */
public sealed interface Route {

    /**
     * To its bot.
     *
     * @param event as the bot reads it
     */
    record ToBot(BotEvent event) implements Route {}

    /**
     * To the egress, which knows what it sent.
     *
     * @param echo our account's own message
     */
    record ToEchoes(Echo echo) implements Route {}

    /** To no bot: it concerns the adapter alone, and has been told in a signal or needs no telling. */
    record Ended() implements Route {}

    /**
     * Nowhere; kept for an operator, who may send it again.
     *
     * @param reason why
     * @param detail one sentence with ids alone
     */
    record ToDeadLetters(Reason reason, String detail) implements Route {}

    /** Why a webhook's event could not go on. */
    enum Reason {
        UNKNOWN_CHANNEL("unknown-channel"),
        CHANNEL_NOT_ENABLED("channel-not-enabled"),
        CHANNEL_DISABLED("channel-disabled"),
        WRONG_USER("wrong-user");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable code of it. */
        public String code() {
            return code;
        }
    }
}
