package io.channeladapter.config.authorize;

import io.channeladapter.common.secret.Secret;
import java.net.URI;

/** Challenges a Callback URL the way Twitter will. Safe for many threads. */
@FunctionalInterface
public interface CallbackProbe {
    /** Asks and checks the answer, again for a while where that may help. */
    Answer challenge(URI callbackUrl, Secret apiSecretKey);

    /** What came of it. */
    sealed interface Answer {
        /** Answered as Twitter wants it. */
        record Right() implements Answer {}

        /**
         * Not answered, or wrongly.
         *
         * @param fault what is wrong
         * @param httpStatus HTTP status of the answer; 0 where there was none
         */
        record Wrong(Fault fault, int httpStatus) implements Answer {}
    }

    /** What may be wrong with an answer. */
    enum Fault {
        /** Its host's name is not known. */
        NAME_UNKNOWN,
        /** Nothing takes connections there. */
        NO_CONNECTION,
        /** No trusted connection came about: the certificate, or the handshake. */
        NOT_TRUSTED,
        /** The connection was closed without an answer. */
        CLOSED,
        /** No whole answer within the three seconds that Twitter waits. */
        TOO_SLOW,
        /** It leads elsewhere, where Twitter does not follow. */
        REDIRECTED,
        /** Another status than 200. */
        STATUS,
        /** A 200 that is no JSON, or does not say so. */
        NOT_JSON,
        /** JSON, but made with another key. */
        OTHER_KEY,
        /** This service was stopped meanwhile. */
        INTERRUPTED
    }
}
