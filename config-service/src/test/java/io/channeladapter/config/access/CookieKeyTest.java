package io.channeladapter.config.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CookieKeyTest {
    private static final Secret ADMIN = new Secret("admin-token-of-the-tests");

    @Test
    void aTryAtTheAdminTokenTakesAllRounds() {
        String signed = signed(CookieKey.of(ADMIN, 1_000));

        assertThat(CookieKey.ROUNDS).isGreaterThanOrEqualTo(600_000);
        assertThat(signed).isNotEqualTo(signed(CookieKey.of(ADMIN, 999)));
        assertThat(signed).isEqualTo(signed(CookieKey.of(ADMIN, 1_000)));
    }

    @Test
    void aTextOfOnePurposeIsNoneOfAnother() {
        CookieKey key = CookieKey.of(ADMIN, 1);

        assertThat(new Signatures(key, "session").open(signed(key))).isPresent();
        assertThat(new Signatures(key, "form").open(signed(key))).isEmpty();
    }

    private static String signed(CookieKey key) {
        return new Signatures(key, "session").signed("text".getBytes(StandardCharsets.UTF_8));
    }
}
