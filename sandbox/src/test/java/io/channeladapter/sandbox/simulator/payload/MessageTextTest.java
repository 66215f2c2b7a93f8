package io.channeladapter.sandbox.simulator.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class MessageTextTest {
    @Test
    void escapesWhatHtmlWouldRead() {
        assertThat(MessageText.of("1 < 2 & 3 > 2", "7").text()).isEqualTo("1 &lt; 2 &amp; 3 &gt; 2");
    }

    @Test
    void shortensLinksAndTellsWhereTheyStandInCodePoints() {
        MessageText text = MessageText.of("😀 & https://acme.test/a?b=1&c=2.", "7");

        JsonNode url = text.entities().at("/urls/0");
        assertThat(url.path("expanded_url").asText()).isEqualTo("https://acme.test/a?b=1&c=2");
        assertThat(url.path("display_url").asText()).isEqualTo("acme.test/a?b=1&c=2");
        int start = text.text().offsetByCodePoints(0, url.at("/indices/0").asInt());
        int end = text.text().offsetByCodePoints(0, url.at("/indices/1").asInt());
        assertThat(text.text().substring(start, end))
                .isEqualTo(url.path("url").asText())
                .startsWith("https://t.co/");
        assertThat(text.text()).endsWith(".");
    }

    @Test
    void linksABareHostAndLeavesThePunctuationOutside() {
        MessageText text = MessageText.of("me@example.com (shop.example.com), example.com/a. hello.there", "7");

        assertThat(text.entities().path("urls"))
                .extracting(url -> url.path("expanded_url").asText())
                .containsExactly("http://shop.example.com", "http://example.com/a");
        assertThat(text.text())
                .matches("me@example\\.com \\(https://t\\.co/\\w+\\), https://t\\.co/\\w+\\. hello\\.there");
    }

    @Test
    void shortensTheSameLinkOfTheSameMessageTheSameWay() {
        assertThat(MessageText.of("https://acme.test", "7")).isEqualTo(MessageText.of("https://acme.test", "7"));
    }
}
