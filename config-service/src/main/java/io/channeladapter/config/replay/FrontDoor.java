package io.channeladapter.config.replay;

import io.channeladapter.common.channel.StreamId;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.letterbox.Opened;
import java.time.Duration;

/** Where webhooks come in. Safe for many threads. */
@FunctionalInterface
public interface FrontDoor {
    /**
     * Brings a webhook there, as Twitter does.
     *
     * @param letter has bytes
     * @param apiSecretKey signs them
     */
    Answer bring(StreamId streamId, Opened letter, Secret apiSecretKey) throws InterruptedException;

    /** What the ingress said. */
    sealed interface Answer {
        /** It has it. */
        record Taken() implements Answer {}

        /**
         * It may take it later.
         *
         * @param in when to try again
         * @param why what was answered, for a person
         */
        record Later(Duration in, String why) implements Answer {}

        /**
         * It does not take this one.
         *
         * @param why what was answered, for a person
         */
        record Refused(String why) implements Answer {}

        /**
         * It takes none of this channel.
         *
         * @param why what was answered, for a person
         */
        record Shut(String why) implements Answer {}
    }
}
