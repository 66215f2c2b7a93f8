package io.channeladapter.config.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Secret;
import io.channeladapter.config.access.CookieKey;
import io.channeladapter.config.access.InvalidTokensException;
import io.channeladapter.config.access.Tokens;
import io.channeladapter.config.http.IdentityProvider;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the provider is asked what it is. */
class ProviderAskedTest {
    private static final Secret ADMIN = new Secret("admin-token-of-the-tests");

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private IdentityProvider provider;
    private OidcSignIn signIn;

    @BeforeEach
    void start() throws IOException, InvalidTokensException {
        provider = new IdentityProvider();
        ProviderSettings settings = new ProviderSettings(
                provider.issuer(),
                IdentityProvider.CLIENT,
                new Secret(IdentityProvider.CLIENT_SECRET),
                List.of("openid"),
                "roles",
                URI.create("http://localhost:8090"));
        signIn = new OidcSignIn(settings, new Tokens(ADMIN, null, () -> now), CookieKey.of(ADMIN, 1));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void onceAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(signIn.leave(false, now)).isPresent();
        }
        assertThat(provider.asked).hasSize(1);

        now = now.plus(Duration.ofHours(1));
        assertThat(signIn.leave(false, now)).isPresent();
        assertThat(provider.asked).hasSize(2);
    }

    @Test
    void onceInTenSecondsWhileItIsAway() {
        provider.away = true;
        for (int i = 0; i < 5; i++) {
            assertThat(signIn.leave(false, now)).isEmpty();
        }
        assertThat(provider.asked).hasSize(1);

        provider.away = false;
        now = now.plusSeconds(10);
        assertThat(signIn.leave(false, now)).isPresent();
    }

    @Test
    void whatItSaidLastHoldsWhileItIsAway() {
        assertThat(signIn.leave(false, now)).isPresent();
        provider.away = true;

        now = now.plus(Duration.ofHours(1));
        assertThat(signIn.leave(false, now)).isPresent();
    }

    @Test
    void againWhereASignInFailed() {
        OidcSignIn.Departure departure = signIn.leave(false, now).orElseThrow();
        URI back = provider.visit(departure.address());
        String state = back.getRawQuery().replaceFirst(".*state=", "");
        for (int i = 0; i < 3; i++) {
            assertThat(signIn.comeBack(Map.of("code", "guess", "state", state), departure.cookie(), now))
                    .isInstanceOf(Return.Unconfirmed.class);
        }
        assertThat(discoveries()).isEqualTo(1);

        now = now.plusSeconds(10);
        assertThat(signIn.leave(false, now)).isPresent();
        assertThat(discoveries()).isEqualTo(2);
    }

    private long discoveries() {
        return provider.asked.stream()
                .filter(path -> path.contains("well-known"))
                .count();
    }
}
