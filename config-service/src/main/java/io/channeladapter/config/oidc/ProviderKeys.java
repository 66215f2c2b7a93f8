package io.channeladapter.config.oidc;

import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.settings.InvalidSettingsException;
import io.channeladapter.common.settings.Key;
import io.channeladapter.common.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of sign-in by an identity provider: all of them, or none. */
public final class ProviderKeys {
    public static final Key<String> ISSUER = new Key<>(
            "config.oidc-issuer",
            "https address, exactly as the provider names itself",
            null,
            false,
            "Identity provider (OpenID Connect) by which people may sign in; off where it is not set.",
            false,
            ProviderKeys::issuer);
    public static final Key<String> CLIENT_ID = Key.text(
                    "config.oidc-client-id", "Client id of the config-service at the identity provider.")
            .optional();
    public static final Key<Secret> CLIENT_SECRET = Key.secret(
                    "config.oidc-client-secret", "Client secret of the config-service at the identity provider.")
            .optional();
    public static final Key<List<String>> SCOPES = new Key<>(
            "config.oidc-scopes",
            "words separated by spaces, openid among them",
            "openid profile email",
            true,
            "Scopes that are asked for.",
            false,
            ProviderKeys::scopes);
    public static final Key<String> ROLES_CLAIM = Key.text(
            "config.oidc-roles-claim",
            "roles",
            "Claim of the id token with the roles, such as realm_access.roles; see operations.md.");
    public static final Key<URI> PAGE_URL = Key.url(
                    "config.page-url",
                    null,
                    "Public base address of the page; the identity provider sends people back to"
                            + " /sign-in/oidc/callback below it.")
            .optional();

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ProviderKeys() {}

    /**
     * Reads them.
     *
     * @return null where no issuer is set
     * @throws InvalidSettingsException where an issuer is set and something else that it needs is not, or cannot be used
     */
    public static @Nullable ProviderSettings read(Settings settings) throws InvalidSettingsException {
        String issuer = settings.find(ISSUER).orElse(null);
        if (issuer == null) {
            return null;
        }
        List<String> problems = new ArrayList<>();
        for (Key<?> key : List.of(CLIENT_ID, CLIENT_SECRET, PAGE_URL)) {
            if (settings.find(key).isEmpty()) {
                problems.add(key.environmentName() + " is not set, but " + ISSUER.environmentName() + " is: "
                        + key.description());
            }
        }
        if (settings.find(PAGE_URL).filter(url -> !isSafe(url)).isPresent()) {
            problems.add(PAGE_URL.environmentName()
                    + " must be an https address: over http anyone on the way could take over a sign-in");
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
        return new ProviderSettings(
                issuer,
                settings.get(CLIENT_ID),
                settings.get(CLIENT_SECRET),
                settings.get(SCOPES),
                settings.get(ROLES_CLAIM),
                settings.get(PAGE_URL));
    }

    private static List<String> scopes(String text) {
        List<String> scopes = List.of(text.strip().split(" +", -1));
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("without openid there is no id token");
        }
        return scopes;
    }

    private static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()));
    }

    // Nothing is cut off: a provider's name may end in a slash, and tokens are compared with it letter by letter.
    private static String issuer(String text) {
        URI uri = URI.create(text.strip());
        String host = Objects.requireNonNullElse(uri.getHost(), "");
        if (host.isEmpty() || !isSafe(uri) || uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("no issuer");
        }
        return text.strip();
    }
}
