package io.channeladapter.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Samples;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final DeadLetter LETTER = new DeadLetter(
            "unknown-channel", "No channel has this streamid.", "twitter.webhooks", 3, 77, "bot-router", Samples.NOW);

    private final Headers headers = new RecordHeaders();

    @Test
    void saysWhyAndWhereFrom() {
        LETTER.addTo(headers);

        assertThat(text("dead-letter-reason")).isEqualTo("unknown-channel");
        assertThat(text("dead-letter-detail")).isEqualTo("No channel has this streamid.");
        assertThat(text("dead-letter-topic")).isEqualTo("twitter.webhooks");
        assertThat(text("dead-letter-partition")).isEqualTo("3");
        assertThat(text("dead-letter-offset")).isEqualTo("77");
        assertThat(text("dead-letter-service")).isEqualTo("bot-router");
        assertThat(text("dead-letter-at")).isEqualTo("2026-11-23T08:00:00.123Z");
    }

    @Test
    void keepsTheHeadersOfTheRecord() {
        headers.add("received-at", new byte[] {1});

        LETTER.addTo(headers);

        assertThat(headers.lastHeader("received-at").value()).containsExactly(1);
    }

    @Test
    void aLetterThatDiesAgainSaysOnlyTheLastReason() {
        LETTER.addTo(headers);
        new DeadLetter("not-json", "", "twitter.webhooks", 3, 99, "bot-router", Samples.NOW).addTo(headers);

        assertThat(headers.headers("dead-letter-reason")).hasSize(1);
        assertThat(text("dead-letter-reason")).isEqualTo("not-json");
    }

    @Test
    void aHeaderWithoutValueIsReadAsNone() {
        headers.add("received-at", null);

        assertThat(io.channeladapter.common.topic.RecordHeaders.text(headers, "received-at"))
                .isEmpty();
        assertThat(io.channeladapter.common.topic.RecordHeaders.text(headers, "other"))
                .isEmpty();
    }

    private String text(String name) {
        return io.channeladapter.common.topic.RecordHeaders.text(headers, name).orElse("none");
    }
}
