package io.channeladapter.router.topology;

import static io.channeladapter.router.topology.RouterRig.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.channel.Conversation;
import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.Offer;
import io.channeladapter.router.observe.RouterMetric;
import io.channeladapter.router.topology.StreamsSettings.Guarantee;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choices that were sent as numbered text, and what people answer. */
class RouterOffersTest {
    @TempDir
    private Path stateDir = Path.of("unset");

    private RouterRig router;

    @SuppressWarnings("NullAway") // set before each test
    RouterOffersTest() {}

    @BeforeEach
    void start() {
        router = new RouterRig(stateDir, Guarantee.EXACTLY_ONCE);
        router.channel(ChannelStatus.ENABLED);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void theNumberThatAPersonAnswersBecomesTheOptionsMetadata() throws IOException {
        offer("90", "8", "small", "large");

        router.webhook(message("100", "8", "7", "2."));

        JsonNode answered = answered();
        assertThat(answered.at("/quickReply")).isEqualTo(Json.MAPPER.readTree("""
                {"type":"options","metadata":"large"}"""));
        assertThat(answered.path("text").asText()).isEqualTo("2.");
        assertThat(router.count(RouterMetric.OFFER_OFFERS, "remembered")).isEqualTo(1);
    }

    @Test
    void aChoiceIsOfItsConversationAlone() throws IOException {
        offer("90", "9", "small");

        router.webhook(message("100", "8", "7", "1"));

        assertThat(answered().has("quickReply")).isFalse();
    }

    @Test
    void theLastChoicesCount() throws IOException {
        offer("90", "8", "small", "large");
        router.advance(Duration.ofMinutes(1));
        offer("91", "8", "red", "blue");

        router.webhook(message("100", "8", "7", "blue"));

        assertThat(answered().at("/quickReply/metadata").asText()).isEqualTo("blue");
    }

    @Test
    void anAnswerToTheChoicesThatThePersonSawIsOfThoseThoughNewerOnesAreOnTheirWay() throws IOException {
        offer("90", "8", "small", "large");
        router.advance(Duration.ofMinutes(1));
        offer("95", "8", "red", "blue");

        router.webhook(message("94", "8", "7", "2"));
        assertThat(answered().at("/quickReply/metadata").asText()).isEqualTo("large");

        router.webhook(message("96", "8", "7", "2"));
        assertThat(answered().at("/quickReply/metadata").asText()).isEqualTo("blue");
    }

    @Test
    void aMessageOfTheAccountEndsAllChoicesBeforeIt() throws IOException {
        offer("90", "8", "small");
        router.advance(Duration.ofMinutes(1));
        offer("95", "8", "red");
        router.webhook(message("97", "7", "8", "How many?"));

        router.webhook(message("98", "8", "7", "1"));

        assertThat(answered().has("quickReply")).isFalse();
    }

    @Test
    void theMessageThatAsksDoesNotEndTheChoiceButTheNextOneOfTheAccountDoes() throws IOException {
        offer("90", "8", "small");
        router.webhook(message("90", "7", "8", "Which? 1. small"));
        router.webhook(message("100", "8", "7", "1"));
        assertThat(answered().has("quickReply")).isTrue();

        router.webhook(message("101", "7", "8", "How many?"));
        router.webhook(message("102", "8", "7", "1"));
        assertThat(answered().has("quickReply")).isFalse();
    }

    @Test
    void afterADayANumberIsANumber() throws IOException {
        offer("90", "8", "small");
        router.advance(Duration.ofHours(25));

        router.webhook(message("100", "8", "7", "1"));

        assertThat(answered().has("quickReply")).isFalse();
    }

    @Test
    void whatIsNoOfferIsADeadLetter() {
        router.offer("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(router.deadLetterReasons()).containsExactly("unreadable-record");
        assertThat(router.count(RouterMetric.OFFER_OFFERS, "unreadable-record")).isEqualTo(1);
    }

    private void offer(String messageId, String person, String... metadata) {
        router.offer(Json.bytes(new Offer(
                new Conversation(RouterRig.STREAM, person),
                "r-" + messageId,
                List.of(metadata).stream()
                        .map(data -> new Offer.Option(data, data))
                        .toList(),
                messageId,
                Instant.ofEpochMilli(1_700_000_000_000L))));
    }

    private JsonNode answered() throws IOException {
        return Json.MAPPER.readTree(router.events().getLast().value()).path("message");
    }
}
