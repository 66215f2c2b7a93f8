package io.channeladapter.config.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.common.channel.Channel;
import io.channeladapter.common.channel.ChannelStatus;
import io.channeladapter.common.codec.Json;
import io.channeladapter.config.decide.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    private static final Optional<Channel> ENABLED = Optional.of(Samples.channel(ChannelStatus.ENABLED));
    private static final String TWO = "{\"direct_message_events\":[{},{}]}";
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void aWebhookOfAnEnabledChannelIsSent() {
        assertThat(code(webhook(Duration.ZERO, null), "{}", ENABLED, null, false))
                .isEmpty();
        assertThat(code(webhook(Duration.ofDays(29), null), "{\"tweet_create_events\":[{}]}", ENABLED, null, false))
                .isEmpty();
    }

    @Test
    void g5_aReplyThatWasRefusedHasHadItsOutcome() {
        for (String topic : new String[] {"bot.demo.replies", "twitter.outbound"}) {
            assertThat(code(letter(topic, 2), "{}", ENABLED, null, true)).hasValue("reply");
        }
    }

    @Test
    void onlyWhatTwitterSentGoesThroughTheFrontDoor() {
        for (String topic : new String[] {"channel.events", "twitter.echoes", ""}) {
            assertThat(code(letter(topic, 2), "{}", ENABLED, null, true)).hasValue("not-a-webhook");
        }
    }

    @Test
    void withoutBytesOrAChannelThereIsNothingToSend() {
        assertThat(code(letter("twitter.webhooks", null), null, ENABLED, null, true))
                .hasValue("no-bytes");
        assertThat(code(webhook(Duration.ZERO, null), "{}", Optional.empty(), null, true))
                .hasValue("channel-gone");
    }

    @ParameterizedTest
    @CsvSource({
        "DRAFT, channel-not-enabled",
        "CONFIGURED, channel-not-enabled",
        "AUTHORIZED, channel-not-enabled",
        "DISABLED, channel-disabled"
    })
    void whatWouldFailAgainIsNotSent(ChannelStatus status, String code) {
        assertThat(code(webhook(Duration.ZERO, null), "{}", Optional.of(Samples.channel(status)), null, true))
                .hasValue(code);
    }

    @Test
    void whatWasSentBeforeIsSentOnlyToWhoInsists() {
        Done done = new Done(Samples.NOW, "otto");
        assertThat(code(webhook(Duration.ZERO, null), "{}", ENABLED, done, false))
                .hasValue("sent-already");
        assertThat(code(webhook(Duration.ZERO, new LetterId(3, 1)), "{}", ENABLED, null, false))
                .hasValue("failed-again");
        assertThat(code(webhook(Duration.ZERO, new LetterId(3, 1)), "{}", ENABLED, done, true))
                .isEmpty();
    }

    @Test
    void whatMayReachTheBotASecondTimeIsSentOnlyToWhoInsists() {
        assertThat(code(webhook(WEEK, null), TWO, ENABLED, null, false)).hasValue("too-old");
        assertThat(code(webhook(WEEK, null), "{\"data\":{\"payload\":" + TWO + "}}", ENABLED, null, false))
                .hasValue("too-old");
        assertThat(code(webhook(WEEK.minusHours(2), null), TWO, ENABLED, null, false))
                .isEmpty();
        assertThat(code(webhook(WEEK, null), TWO, ENABLED, null, true)).isEmpty();
    }

    private static Optional<String> code(
            Letter letter, @Nullable String body, Optional<Channel> channel, @Nullable Done done, boolean again) {
        return Refusal.of(letter, Optional.ofNullable(body).map(RefusalTest::json), channel, done, again, Samples.NOW)
                .map(Refusal::code);
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Letter webhook(Duration age, @Nullable LetterId replayOf) {
        return letter("twitter.webhooks", 2, Samples.NOW.minus(age), replayOf);
    }

    private static Letter letter(String topic, @Nullable Integer bytes) {
        return letter(topic, bytes, Samples.NOW, null);
    }

    private static Letter letter(String topic, @Nullable Integer bytes, Instant at, @Nullable LetterId replayOf) {
        return new Letter(
                new LetterId(3, 7),
                Samples.STREAM.value(),
                "channel-disabled",
                "",
                new Letter.Origin(topic, 0, 1),
                "bot-router",
                at,
                bytes,
                replayOf);
    }
}
