package io.channeladapter.sandbox.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageCheckTest {
    private final MessageCheck check = new MessageCheck("42"::equals);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            214 | 400 | not json
            214 | 400 | {}
            214 | 400 | {"event":{"type":"other"}}
            214 | 400 | {"event":{"type":"message_create","message_create":{"message_data":{"text":"a"}}}}
            108 | 404 | {"event":{"type":"message_create","message_create":{"target":{"recipient_id":"ada"},"message_data":{"text":"a"}}}}
            """)
    void refusesBodiesThatAreNoMessage(int code, int status, String body) {
        assertThat(check.check(body)).isInstanceOfSatisfying(MessageCheck.Result.Wrong.class, wrong -> {
            assertThat(wrong.error().code()).isEqualTo(code);
            assertThat(wrong.error().status()).isEqualTo(status);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            214 | {"text":""}
            214 | {"text":7}
            151 | {"text":"a","quick_reply":{"type":"location"}}
            151 | {"text":"a","quick_reply":{"type":"options","options":[]}}
            151 | {"text":"a","quick_reply":{"type":"options","options":[{"label":""}]}}
            151 | {"text":"a","quick_reply":{"type":"options","options":[{"label":"1234567890123456789012345678901234567"}]}}
            151 | {"text":"a","quick_reply":{"type":"options","options":[{"label":"see https://x.test"}]}}
            151 | {"text":"a","quick_reply":{"type":"options","options":[{"label":"a","description":"b"},{"label":"c"}]}}
            151 | {"text":"a","ctas":[]}
            151 | {"text":"a","ctas":[{"type":"web_url","label":"a","url":"ftp://x.test"}]}
            151 | {"text":"a","ctas":[{"type":"web_url","label":"a","url":"http://a"},{"type":"web_url","label":"a","url":"http://a"},{"type":"web_url","label":"a","url":"http://a"},{"type":"web_url","label":"a","url":"http://a"}]}
            386 | {"text":"a","attachment":{"type":"media","media":{"id":"42"},"location":{}}}
            324 | {"text":"a","attachment":{"type":"media","media":{"id":"x"}}}
            325 | {"text":"a","attachment":{"type":"media","media":{"id":"43"}}}
            214 | {"text":"a","attachment":{"type":"sound"}}
            """)
    void refusesMessagesThatBreakARule(int code, String data) {
        assertThat(check.check(body(data)))
                .isInstanceOfSatisfying(
                        MessageCheck.Result.Wrong.class,
                        wrong -> assertThat(wrong.error().code()).isEqualTo(code));
    }

    @Test
    void countsCharactersAndNotBytes() {
        assertThat(check.check(body("{\"text\":\"" + "😀".repeat(10_000) + "\"}")))
                .isInstanceOf(MessageCheck.Result.Draft.class);
        assertThat(check.check(body("{\"text\":\"" + "😀".repeat(10_001) + "\"}")))
                .isEqualTo(new MessageCheck.Result.Wrong(TwitterError.TEXT_TOO_LONG));
    }

    @Test
    void theLinkOfAnAttachmentCountsAsText() {
        String attached = "\",\"attachment\":{\"type\":\"media\",\"media\":{\"id\":\"42\"}}}";

        assertThat(check.check(body("{\"text\":\"" + "a".repeat(9_976) + attached)))
                .isInstanceOf(MessageCheck.Result.Draft.class);
        assertThat(check.check(body("{\"text\":\"" + "a".repeat(9_977) + attached)))
                .isEqualTo(new MessageCheck.Result.Wrong(TwitterError.TEXT_TOO_LONG));
    }

    @Test
    void takesQuickRepliesButtonsAndMedia() {
        String data = """
                {"text":"","quick_reply":{"type":"options","options":[{"label":"Yes","metadata":"1"}]},
                 "ctas":[{"type":"web_url","label":"More","url":"https://acme.test/a"}],
                 "attachment":{"type":"media","media":{"id":"42"}}}""";

        assertThat(check.check(body(data)))
                .isInstanceOfSatisfying(
                        MessageCheck.Result.Draft.class,
                        draft -> assertThat(draft.extras().fieldNames())
                                .toIterable()
                                .containsExactly("quick_reply", "ctas", "attachment"));
    }

    private static String body(String data) {
        return "{\"event\":{\"type\":\"message_create\",\"message_create\":{\"target\":{\"recipient_id\":\"7\"},"
                + "\"message_data\":" + data + "}}}";
    }
}
