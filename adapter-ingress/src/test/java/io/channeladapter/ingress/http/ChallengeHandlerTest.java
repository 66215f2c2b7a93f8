package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.expectProblem;
import static io.channeladapter.ingress.http.IngressHarness.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeHandlerTest {

    private IngressHarness ingress;

    @BeforeEach
    void start() throws IOException {
        ingress = new IngressHarness();
    }

    @AfterEach
    void stop() {
        ingress.close();
    }

    @ParameterizedTest
    @CsvSource({"foo,foo", "test+token,test token", "a%2Bb%2F%3D,a+b/=", "MTIz&nonce=abc,MTIz"})
    void challengeIsAnsweredForTheDecodedToken(String query, String token) throws Exception {
        HttpResponse<String> response =
                ingress.send(ingress.to(CHANNEL, "?crc_token=" + query).GET());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(response.body()).isEqualTo("{\"response_token\":\"" + sign(token.getBytes(UTF_8)) + "\"}");
    }

    @Test
    void challengeIsAnsweredForADisabledChannelToo() throws Exception {
        assertThat(ingress.send(ingress.to(IngressHarness.DISABLED, "?crc_token=foo")
                                .GET())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void duringAChangeTheAnswerComesFromTheSecretThatAsks() throws Exception {
        String query = "crc_token=foo&nonce=1";
        for (String secret : List.of(IngressHarness.SECRET, IngressHarness.NEW_SECRET, IngressHarness.OLD_SECRET)) {
            HttpResponse<String> response = ingress.send(ingress.to(IngressHarness.CHANGING, "?" + query)
                    .header(WebhookHandler.SIGNATURE, sign(secret, query.getBytes(UTF_8)))
                    .GET());
            assertThat(response.body()).contains(sign(secret, "foo".getBytes(UTF_8)));
        }
    }

    @Test
    void aQuestionThatDoesNotTellIsAnsweredForTheConnectionThatWaits() throws Exception {
        HttpResponse<String> response = ingress.send(
                ingress.to(IngressHarness.CHANGING, "?crc_token=foo").GET());

        assertThat(response.body()).contains(sign(IngressHarness.NEW_SECRET, "foo".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "'',token-missing",
        "?crc_token=,token-missing",
        "?other=1,token-missing",
        "?crc_token=a&crc_token=b,token-missing",
        "?crc_token=%7B%22a%22%3A1%7D,token-refused",
        "?crc_token=%5B%5D,token-refused",
        "?crc_token=%22a%22,token-refused",
        "?crc_token=+%7B%7D,token-refused",
        "?crc_token=123,token-refused",
        "?crc_token=%00,token-refused",
        "?crc_token=crc_token%3Dabc,token-refused",
        "?crc_token=%C3%A4,token-refused",
    })
    void g9_challengeIsNotAnsweredForWhatCouldBeABody(String query, String code) throws Exception {
        HttpResponse<String> response = ingress.send(ingress.to(CHANNEL, query).GET());
        expectProblem(response, 400, code);
        assertThat(response.body()).doesNotContain("sha256=");
    }

    @Test
    void g9_anAnswerToAChallengeIsNoSignatureOfAWebhook() throws Exception {
        String answer =
                ingress.send(ingress.to(CHANNEL, "?crc_token=AAAA").GET()).body();
        String signature = sign("AAAA".getBytes(UTF_8));
        assertThat(answer).contains(signature);

        HttpResponse<String> response = ingress.send(ingress.signed(CHANNEL, "AAAA".getBytes(UTF_8)));

        expectProblem(response, 401, "signature-wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "%C3%28", "a%"})
    void g9_malformedTokenGivesNoSignature(String token) throws Exception {
        String answer = ingress.raw("GET /webhooks/twitter/" + CHANNEL + "?crc_token=" + token
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("sha256=");
    }
}
