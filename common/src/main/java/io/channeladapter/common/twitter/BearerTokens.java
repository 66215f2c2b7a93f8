package io.channeladapter.common.twitter;

import io.channeladapter.common.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The bearer tokens of the apps that called last, in memory; they have no end but that Twitter refuses them. Safe for many threads. */
final class BearerTokens {
    private static final int MOST = 10_000;

    private final Map<App, Secret> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<App, Secret> eldest) {
            return size() > MOST;
        }
    };

    // With the secret: who brings a wrong one is not served with the token that the right one got.
    private record App(Secret apiKey, Secret apiSecretKey) {
        static App of(Credentials credentials) {
            return new App(credentials.apiKey(), credentials.apiSecretKey());
        }
    }

    synchronized Optional<Secret> of(Credentials credentials) {
        return Optional.ofNullable(tokens.get(App.of(credentials)));
    }

    synchronized void keep(Credentials credentials, Secret token) {
        tokens.put(App.of(credentials), token);
    }

    synchronized void forget(Credentials credentials) {
        tokens.remove(App.of(credentials));
    }
}
