package io.channeladapter.ingress.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.ingress.verify.Vectors.Vector;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    private static final Secret SECRET = new Secret("current");

    static List<Vector> tokens() throws IOException {
        return Vectors.all().stream()
                .filter(vector -> vector.message().matches("[A-Za-z0-9+/=_ -]+"))
                .toList();
    }

    @Test
    void answersAKnownToken() {
        // From: printf '%s' 'test token' | openssl dgst -sha256 -hmac apiSecret -binary | base64
        assertThat(Challenge.answer(new Secret("apiSecret"), "test token"))
                .contains("sha256=O5hJl2njQRIa4vsumZ+3oom9ECR5m3aQLRZkPoYelp0=");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void answersEveryTokenAmongThePublicVectors(Vector vector) {
        assertThat(Challenge.answer(new Secret(vector.secret()), vector.message()))
                .contains(vector.signature());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo",
                "x",
                "MTIzNDU2Nzg5MA==",
                "a+b/c=",
                "url_safe-Base64",
                "9588ab03-1f6f-4f02-b6f2-000000000000",
                "007",
                "12-34",
                "trueish"
            })
    void answersTokensOfTheBase64Alphabets(String token) {
        assertThat(Challenge.answer(SECRET, token)).contains(Hmac.sign(SECRET, token.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"direct_message_events\":[]}",
                "[]",
                " {}",
                "\"text\"",
                "1",
                "-1",
                " 12 ",
                "0",
                "1e9",
                "1E-5",
                "true",
                "false",
                "null",
                "",
                "a\nb",
                "a\tb",
                "a\u0000b",
                "ä",
                "a:b",
                "a,b",
                "a.b"
            })
    void g9_refusesWhatCouldBeABody(String token) {
        assertThat(Challenge.answer(SECRET, token)).isEmpty();
    }

    @Test
    void g9_answersNoTokenThatIsJson() {
        Random random = new Random(20_261_123);
        String alphabet = "0123456789-+eE tfrualsn=/_AZ";
        int answered = 0;
        for (int n = 0; n < 50_000; n++) {
            StringBuilder token = new StringBuilder();
            for (int length = 1 + random.nextInt(6); length > 0; length--) {
                token.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (Challenge.answer(SECRET, token.toString()).isPresent()) {
                answered++;
                assertThat(isJson(token.toString())).as("'%s'", token).isFalse();
            }
        }
        assertThat(answered).isGreaterThan(10_000);
    }

    @Test
    void answersTokensOf256CharactersAndNoneLonger() {
        assertThat(Challenge.answer(SECRET, "a".repeat(256))).isPresent();
        assertThat(Challenge.answer(SECRET, "a".repeat(257))).isEmpty();
    }

    @Test
    void theSignatureOfTheQuestionTellsWhichSecretItIsFor() {
        Secret old = new Secret("old");
        String query = "crc_token=a%2Bb&nonce=7";
        String signature = Hmac.sign(old, query.getBytes(UTF_8));

        assertThat(Challenge.signer(List.of(SECRET, old), signature, query)).contains(old);
        assertThat(Challenge.signer(List.of(SECRET), signature, query)).isEmpty();
        assertThat(Challenge.signer(List.of(SECRET, old), signature, "crc_token=a+b&nonce=7"))
                .isEmpty();
        assertThat(Challenge.signer(List.of(SECRET, old), null, query)).isEmpty();
        assertThat(Challenge.signer(List.of(SECRET, old), signature, null)).isEmpty();
    }

    private static boolean isJson(String text) {
        try {
            return !Json.MAPPER.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
