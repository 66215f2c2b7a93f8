package io.channeladapter.config.oidc;

import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.util.List;

/**
 * How this service is known to an identity provider.
 *
 * @param issuer the provider, exactly as it names itself
 * @param clientId this service there
 * @param clientSecret its secret
 * @param scopes what is asked for; openid among them
 * @param rolesClaim claim of the id token with the roles; a dot leads into an object
 * @param pageUrl public base address of the page, without a slash at its end
 */
public record ProviderSettings(
        String issuer, String clientId, Secret clientSecret, List<String> scopes, String rolesClaim, URI pageUrl) {
    public ProviderSettings {
        scopes = List.copyOf(scopes);
    }

    /** Where the provider sends browsers back to; it must be registered there. */
    public URI redirectUri() {
        return URI.create(pageUrl + "/sign-in/oidc/callback");
    }
}
