package io.channeladapter.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisguisesTest {
    private static final String SECRET = "s3cr3t/with+and&more";

    private final Disguises disguises = Disguises.of(List.of(SECRET));

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "key:", "{\"apiSecretKey\":\""})
    void aSecretIsFoundInBase64WhereverItBegins(String before) {
        byte[] text = (before + SECRET + "!").getBytes(UTF_8);

        assertThat(disguises.in(Base64.getEncoder().encodeToString(text))).isTrue();
        assertThat(disguises.in(Base64.getUrlEncoder().withoutPadding().encodeToString(text)))
                .isTrue();
    }

    @Test
    void aSecretIsFoundInEveryOtherForm() {
        String encoded = URLEncoder.encode(SECRET, UTF_8);

        assertThat(List.of(
                        SECRET,
                        encoded,
                        URLEncoder.encode(encoded, UTF_8),
                        "s3cr3t\\/with+and&more",
                        "s3cr3t/with+and&amp;more",
                        HexFormat.of().formatHex(SECRET.getBytes(UTF_8))))
                .allMatch(form -> disguises.in("before " + form + " after"));
    }

    @Test
    void whatHoldsNoSecretIsNotSuspected() {
        assertThat(disguises.in("s3cr3t with and more")).isFalse();
    }
}
