package io.channeladapter.config.oidc;

import io.channeladapter.common.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

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

    /** Another one wherever others might be vouched for, or the same for other things. */
    public String mark() {
        String text = String.join("\n", issuer, clientId, rolesClaim);
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Where the provider sends browsers back to; it must be registered there. */
    public URI redirectUri() {
        return URI.create(pageUrl + "/sign-in/oidc/callback");
    }
}
