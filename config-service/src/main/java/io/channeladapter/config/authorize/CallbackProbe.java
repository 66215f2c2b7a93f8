package io.channeladapter.config.authorize;

import io.channeladapter.common.secret.Secret;
import java.net.URI;

/** Challenges a Callback URL the way Twitter will. Safe for many threads. */
@FunctionalInterface
public interface CallbackProbe {
    /** Asks and checks the answer, again for a while where it is not right at once. */
    Answer challenge(URI callbackUrl, Secret apiSecretKey);

    /** What came of it. */
    sealed interface Answer {
        /** Answered as Twitter wants it. */
        record Right() implements Answer {}

        /**
         * Not answered, or wrongly.
         *
         * @param detail what happened and what to do
         */
        record Wrong(String detail) implements Answer {}
    }
}
