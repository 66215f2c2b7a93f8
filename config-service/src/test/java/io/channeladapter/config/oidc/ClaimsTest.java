package io.channeladapter.config.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {
    @Test
    void theHistoryNamesThePreferredNameElseTheEmailElseTheSubject() {
        assertThat(name("paula", "paula@example.com", true)).isEqualTo("paula");
        assertThat(name("", "paula@example.com", true)).isEqualTo("paula@example.com");
        assertThat(name("", "paula@example.com", "true")).isEqualTo("paula@example.com");
        assertThat(name("", "", true)).isEqualTo("subject|1");
    }

    @Test
    void anEmailThatNoOneVerifiedNamesNoOne() {
        assertThat(name("", "boss@example.com", false)).isEqualTo("subject|1");
        assertThat(Claims.name(Map.of("sub", "subject|1", "email", "boss@example.com")))
                .isEqualTo("subject|1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pau\u200Bla",
                "\u202Ealuap",
                "paula\u3164",
                "paula\u1160",
                "\uFF50\uFF41\uFF55\uFF4C\uFF41",
                " paula",
                "paula\n",
                "paula (localhost)",
                ""
            })
    void aNameThatOnlyLooksLikeAnothersNamesNoOne(String name) {
        assertThat(name(name, "", false)).isEqualTo("subject|1");
    }

    @Test
    void aSubjectShowsAsWhatItIs() {
        assertThat(Claims.name(Map.of("sub", "pau\u200Bla 1"))).isEqualTo("pau_la_1");
        assertThat(Claims.name(Map.of("sub", "x".repeat(300)))).hasSize(64);
    }

    private static String name(String preferred, String email, Object verified) {
        return Claims.name(Map.of(
                "sub", "subject|1", "preferred_username", preferred, "email", email, "email_verified", verified));
    }
}
