package io.channeladapter.config.change;

import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys and tokens as an owner enters them: each null where the stored one is to stay.
 *
 * @param apiKey the app's API key
 * @param apiSecretKey the app's API secret key
 * @param accessToken the account's access token
 * @param accessTokenSecret the account's access token secret
 */
public record EnteredKeys(
        @Nullable Secret apiKey,
        @Nullable Secret apiSecretKey,
        @Nullable Secret accessToken,
        @Nullable Secret accessTokenSecret) {

    /** With what was left out taken from the stored ones. */
    Credentials over(Credentials stored) {
        return new Credentials(
                Objects.requireNonNullElse(apiKey, stored.apiKey()),
                Objects.requireNonNullElse(apiSecretKey, stored.apiSecretKey()),
                Objects.requireNonNullElse(accessToken, stored.accessToken()),
                Objects.requireNonNullElse(accessTokenSecret, stored.accessTokenSecret()));
    }

    /** Where all four were entered. */
    Optional<Credentials> whole() {
        return apiKey == null || apiSecretKey == null || accessToken == null || accessTokenSecret == null
                ? Optional.empty()
                : Optional.of(new Credentials(apiKey, apiSecretKey, accessToken, accessTokenSecret));
    }

    /** Names of the fields that were left out. */
    List<String> leftOut() {
        List<String> names = new ArrayList<>();
        if (apiKey == null) {
            names.add("apiKey");
        }
        if (apiSecretKey == null) {
            names.add("apiSecretKey");
        }
        if (accessToken == null) {
            names.add("accessToken");
        }
        if (accessTokenSecret == null) {
            names.add("accessTokenSecret");
        }
        return names;
    }
}
