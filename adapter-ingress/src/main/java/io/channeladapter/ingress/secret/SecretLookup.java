package io.channeladapter.ingress.secret;

import io.channeladapter.common.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of the secrets of a channel's webhooks. */
public sealed interface SecretLookup {
    /**
     * The channel has credentials.
     *
     * @param lasting API secret keys of its connections, at least one: first that of the connection which waits to be
     *     authorized, where there is one, then that of the one in use
     * @param passing an API secret key that was replaced; null where there is none
     * @param passingUntil from when {@code passing} verifies nothing any more
     */
    record Known(List<Secret> lasting, @Nullable Secret passing, Instant passingUntil) implements SecretLookup {
        public Known {
            lasting = List.copyOf(lasting);
            if (lasting.isEmpty()) {
                throw new IllegalArgumentException("a known channel has at least one secret");
            }
        }

        /** The keys that verify webhooks then. */
        public List<Secret> valid(Instant now) {
            if (passing == null || !now.isBefore(passingUntil)) {
                return lasting;
            }
            List<Secret> all = new ArrayList<>(lasting);
            all.add(passing);
            return all;
        }

        /**
         * The key to answer a challenge with that does not tell which one it is for: Twitter challenges when a webhook is
         * registered, and then it is for the connection that waits.
         */
        public Secret newest() {
            return lasting.getFirst();
        }
    }

    /** There is no such channel, it was deleted, or it has no credentials yet. */
    record Unknown() implements SecretLookup {}

    /** The channel has credentials that this service cannot open. */
    record Unreadable() implements SecretLookup {}
}
