package io.channeladapter.ingress.http;

import static io.channeladapter.ingress.http.IngressHarness.CHANNEL;
import static io.channeladapter.ingress.http.IngressHarness.expectProblem;
import static io.channeladapter.ingress.http.IngressHarness.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.ChannelSignal;
import io.channeladapter.ingress.limit.Rate;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRefusedTest {
    private static final byte[] BODY = "{\"for_user_id\":\"42\",\"text\":\"Grüße\"}".getBytes(UTF_8);
    private static final byte[] TOO_LARGE =
            "x".repeat(IngressHarness.MAX_BODY + 1).getBytes(UTF_8);

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
    @ValueSource(
            strings = {
                "st-00000000-0000-0000-0000-000000000003",
                "st-00000000-0000-0000-0000-000000000004",
                "st-00000000-0000-0000-0000-000000000006",
                "st-00000000-0000-0000-0000-00000000000A",
                "nonsense",
                "%2e%2e"
            })
    void draftDeletedUnknownAndMalformedStreamidsAreAllTheSame404(String streamId) throws Exception {
        HttpRequest.Builder post = ingress.to(streamId, "")
                .header(WebhookHandler.SIGNATURE, sign(BODY))
                .POST(BodyPublishers.ofByteArray(BODY));
        if (streamId.startsWith("%")) {
            assertThat(ingress.send(post).statusCode()).isBetween(400, 404);
        } else {
            expectProblem(ingress.send(post), 404, "unknown-channel");
            expectProblem(ingress.send(ingress.to(streamId, "?crc_token=foo").GET()), 404, "unknown-channel");
        }
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void channelIsNotCalledUnknownBeforeAllChannelsAreRead() throws Exception {
        ingress.channelsRead.set(false);
        HttpResponse<String> response = ingress.send(ingress.signed(IngressHarness.UNKNOWN, BODY));
        expectProblem(response, 503, "not-ready");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        expectProblem(
                ingress.send(
                        ingress.to(IngressHarness.UNKNOWN, "?crc_token=foo").GET()),
                503,
                "not-ready");
    }

    @Test
    void channelWhoseKeysCannotBeOpenedIsAskedToComeAgain() throws Exception {
        HttpResponse<String> response = ingress.send(ingress.signed(IngressHarness.UNREADABLE, BODY));
        expectProblem(response, 503, "channel-unreadable");
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void bodyThatIsAnnouncedTooLargeIsRefusedUnread() throws Exception {
        assertThat(ingress.statusLine("POST /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\nHost: x\r\n"
                        + "Content-Length: 999999999\r\n\r\n"))
                .contains(" 413 ");
        expectProblem(ingress.send(ingress.signed(CHANNEL, TOO_LARGE)), 413, "body-too-large");
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void bodyThatTurnsOutTooLargeIsRefused() throws Exception {
        expectProblem(ingress.send(ingress.chunked(TOO_LARGE)), 413, "body-too-large");
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void bodyThatIsCutIsNotTaken() throws Exception {
        String answer =
                ingress.raw("POST /webhooks/twitter/" + CHANNEL + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n" + WebhookHandler.SIGNATURE + ": x\r\n\r\nnonsense\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void encodedBodyIsRefused(String encoding) throws Exception {
        expectProblem(
                ingress.send(ingress.signed(CHANNEL, BODY).header("Content-Encoding", encoding)), 415, "encoded-body");
    }

    @Test
    void missingSignatureIsRefused() throws Exception {
        expectProblem(
                ingress.send(ingress.to(CHANNEL, "").POST(BodyPublishers.ofByteArray(BODY))), 401, "signature-missing");
    }

    @Test
    void bodyOfWhichAnySingleByteIsChangedIsRefused() throws Exception {
        for (int at = 0; at < BODY.length; at++) {
            byte[] changed = BODY.clone();
            changed[at] ^= 1;
            HttpRequest.Builder request = ingress.to(CHANNEL, "")
                    .header(WebhookHandler.SIGNATURE, sign(BODY))
                    .POST(BodyPublishers.ofByteArray(changed));
            expectProblem(ingress.send(request), 401, "signature-wrong");
        }
        assertThat(ingress.publisher.asked()).isEmpty();
    }

    @Test
    void burstOfBadSignaturesIsOneSignalAndCostsTheOwnerNothing() throws Exception {
        try (IngressHarness slow = new IngressHarness(new Rate(1, 1), Duration.ofSeconds(20))) {
            for (int n = 0; n < 30; n++) {
                HttpRequest.Builder forged = slow.to(CHANNEL, "")
                        .header(WebhookHandler.SIGNATURE, "sha256=forged")
                        .POST(BodyPublishers.ofByteArray(BODY));
                expectProblem(slow.send(forged), 401, "signature-wrong");
            }
            assertThat(slow.send(slow.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
            assertThat(slow.signals).singleElement().satisfies(signal -> {
                assertThat(signal.kind()).isEqualTo(ChannelSignal.Kind.BAD_SIGNATURES);
                assertThat(signal.streamId()).isEqualTo(CHANNEL);
            });
        }
    }

    @Test
    void channelBeyondItsRateIsToldWhenToComeAgainAndNoOtherSuffers() throws Exception {
        try (IngressHarness slow = new IngressHarness(new Rate(1, 2), Duration.ofSeconds(20))) {
            assertThat(slow.send(slow.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
            assertThat(slow.send(slow.signed(CHANNEL, BODY)).statusCode()).isEqualTo(200);
            HttpResponse<String> third = slow.send(slow.signed(CHANNEL, BODY));
            expectProblem(third, 429, "rate-exceeded");
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(slow.send(slow.signed(IngressHarness.DISABLED, BODY)).statusCode())
                    .isEqualTo(200);
        }
    }
}
