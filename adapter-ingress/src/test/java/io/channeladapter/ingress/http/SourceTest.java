package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.expectProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final String ATTACKER = "203.0.113.5";
    private static final byte[] BODY = "{\"for_user_id\":\"42\"}".getBytes(UTF_8);

    private IngressHarness ingress;

    @BeforeEach
    void start() throws IOException {
        ingress = new IngressHarness();
    }

    @AfterEach
    void stop() {
        ingress.close();
    }

    @Test
    void networkThatSentManyBadSignaturesIsHeldOffAndNoOther() throws Exception {
        for (int n = 0; n < 20; n++) {
            expectProblem(ingress.send(forged(ATTACKER)), 401, "signature-wrong");
        }
        // One in 100 ms is tried all the same; the clock of this test stands still.
        expectProblem(ingress.send(forged(ATTACKER)), 401, "signature-wrong");

        HttpResponse<String> heldOff = ingress.send(forged("203.0.113.99"));
        expectProblem(heldOff, 429, "source-held-off");
        assertThat(heldOff.headers().firstValue("Retry-After")).contains("1");
        expectProblem(ingress.send(forged("198.51.100.7")), 401, "signature-wrong");
        assertThat(ingress.send(signed("198.51.100.7")).statusCode()).isEqualTo(200);
        assertThat(ingress.count("ingress.verify.requests", "outcome", "source-held-off"))
                .isEqualTo(1);
    }

    @Test
    void channelIsNotSilencedByOneWhoSharesItsNetwork() throws Exception {
        assertThat(ingress.send(signed(ATTACKER)).statusCode()).isEqualTo(200);
        for (int n = 0; n < 50; n++) {
            expectProblem(ingress.send(forged(ATTACKER)), 401, "signature-wrong");
        }
        assertThat(ingress.send(signed(ATTACKER)).statusCode()).isEqualTo(200);
    }

    @Test
    void signedChallengeShowsThatANetworkIsTwitters() throws Exception {
        for (int n = 0; n < 25; n++) {
            ingress.send(forged(ATTACKER));
        }
        expectProblem(ingress.send(signed(ATTACKER)), 429, "source-held-off");

        ingress.send(ingress.to(CHANNEL, "?crc_token=foo&nonce=1")
                .header("X-Forwarded-For", ATTACKER)
                .header(WebhookHandler.SIGNATURE, IngressHarness.sign("crc_token=foo&nonce=1".getBytes(UTF_8)))
                .GET());

        assertThat(ingress.send(signed(ATTACKER)).statusCode()).isEqualTo(200);
    }

    @Test
    void addressOfTheSenderIsRecordedAsTrustedProxiesTellIt() throws Exception {
        ingress.send(signed("6.6.6.6, " + ATTACKER));
        assertThat(ingress.publisher.asked())
                .singleElement()
                .satisfies(webhook -> assertThat(webhook.headers()).containsEntry("remote-address", ATTACKER));
    }

    @Test
    void signalNamesTheSource() throws Exception {
        for (int n = 0; n < 5; n++) {
            ingress.send(forged(ATTACKER));
        }
        assertThat(ingress.signals)
                .singleElement()
                .satisfies(signal -> assertThat(signal.detail()).endsWith("They came from 203.0.113.0/24."));
    }

    private HttpRequest.Builder signed(String forwardedFor) {
        return ingress.signed(CHANNEL, BODY).header("X-Forwarded-For", forwardedFor);
    }

    private HttpRequest.Builder forged(String forwardedFor) {
        return ingress.to(CHANNEL, "")
                .header("X-Forwarded-For", forwardedFor)
                .header(WebhookHandler.SIGNATURE, "sha256=forged")
                .POST(BodyPublishers.ofByteArray(BODY));
    }
}
