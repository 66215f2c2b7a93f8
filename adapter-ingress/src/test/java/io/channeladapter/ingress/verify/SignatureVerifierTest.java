package io.channeladapter.ingress.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.secret.Secret;
import io.channeladapter.ingress.verify.Vectors.Vector;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureVerifierTest {
    private static final Secret SECRET = new Secret("current");
    private static final Secret PREVIOUS = new Secret("previous");
    private static final byte[] BODY = "{\"for_user_id\":\"42\",\"n\":\"ü\"}".getBytes(UTF_8);

    static List<Vector> vectors() throws IOException {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void acceptsWhatOthersSigned(Vector vector) {
        assertThat(SignatureVerifier.verify(
                        List.of(new Secret(vector.secret())),
                        vector.signature(),
                        vector.message().getBytes(UTF_8)))
                .isEqualTo(Verdict.GENUINE);
    }

    @Test
    void refusesBodyOfWhichAnySingleByteIsChanged() {
        String signature = Hmac.sign(SECRET, BODY);
        for (int at = 0; at < BODY.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = BODY.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThat(SignatureVerifier.verify(List.of(SECRET), signature, changed))
                        .isEqualTo(Verdict.FORGED);
            }
        }
    }

    @Test
    void refusesSignatureOfWhichAnySingleCharacterIsChanged() {
        String signature = Hmac.sign(SECRET, BODY);
        for (int at = 0; at < signature.length(); at++) {
            StringBuilder changed = new StringBuilder(signature);
            changed.setCharAt(at, signature.charAt(at) == 'A' ? 'B' : 'A');
            assertThat(SignatureVerifier.verify(List.of(SECRET), changed.toString(), BODY))
                    .isEqualTo(Verdict.FORGED);
        }
    }

    @Test
    void refusesSignatureThatIsCutOrLengthened() {
        String signature = Hmac.sign(SECRET, BODY);
        for (int length = 1; length < signature.length(); length++) {
            assertThat(SignatureVerifier.verify(List.of(SECRET), signature.substring(0, length), BODY))
                    .isEqualTo(Verdict.FORGED);
        }
        assertThat(SignatureVerifier.verify(List.of(SECRET), signature + "=", BODY))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void refusesSignatureWithAnotherSpellingOfItsPrefix() {
        String signature = Hmac.sign(SECRET, BODY);
        assertThat(List.of(
                        signature.substring("sha256=".length()),
                        signature.replace("sha256=", "SHA256="),
                        signature.toUpperCase(Locale.ROOT),
                        " " + signature))
                .allSatisfy(other -> assertThat(SignatureVerifier.verify(List.of(SECRET), other, BODY))
                        .isEqualTo(Verdict.FORGED));
    }

    @Test
    void refusesBodyWhoseSignatureIsForAnotherSecret() {
        assertThat(SignatureVerifier.verify(List.of(SECRET), Hmac.sign(PREVIOUS, BODY), BODY))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void acceptsEachOfSeveralValidSecrets() {
        List<Secret> valid = List.of(SECRET, PREVIOUS);
        assertThat(valid)
                .allSatisfy(secret -> assertThat(SignatureVerifier.verify(valid, Hmac.sign(secret, BODY), BODY))
                        .isEqualTo(Verdict.GENUINE));
    }

    @Test
    void acceptsNothingWhereNoSecretIsValid() {
        assertThat(SignatureVerifier.verify(List.of(), Hmac.sign(SECRET, BODY), BODY))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void saysWhenThereIsNoSignature() {
        assertThat(SignatureVerifier.verify(List.of(SECRET), null, BODY)).isEqualTo(Verdict.UNSIGNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void takesAnEmptySignatureForNone(String empty) {
        assertThat(SignatureVerifier.verify(List.of(SECRET), empty, BODY)).isEqualTo(Verdict.UNSIGNED);
    }
}
