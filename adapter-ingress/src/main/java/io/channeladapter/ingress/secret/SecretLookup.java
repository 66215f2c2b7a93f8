package io.channeladapter.ingress.secret;

import io.channeladapter.common.secret.Secret;
import java.util.List;

/** What is known of the secrets of a channel's webhooks. */
public sealed interface SecretLookup {
    /**
     * The channel has credentials.
     *
     * @param valid API secret keys that are valid now, at least one, the current one first
     */
    record Known(List<Secret> valid) implements SecretLookup {
        public Known {
            valid = List.copyOf(valid);
            if (valid.isEmpty()) {
                throw new IllegalArgumentException("a known channel has at least one secret");
            }
        }

        /** The secret that Twitter signs with now. */
        public Secret current() {
            return valid.getFirst();
        }
    }

    /** There is no such channel, it was deleted, or it has no credentials yet. */
    record Unknown() implements SecretLookup {}

    /** The channel has credentials that this service cannot open. */
    record Unreadable() implements SecretLookup {}
}
