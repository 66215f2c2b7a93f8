package io.channeladapter.router.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.EventData;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XActivityTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dm.indicate_typing|{\"sender_id\":\"8\"}|typing|8--12",
                "dm.indicate_typing|{\"direct_message_indicate_typing_events\":[{\"sender_id\":\"8\"}]}|typing|8--12",
                "dm.read|{\"sender_id\":\"8\",\"last_read_event_id\":\"3\"}|read|8--12",
                "dm.read|{\"sender_id\":\"8\",\"last_read_event_id\":\"3\",\"created_timestamp\":\"11\"}|read|8-11",
                "like.create|{\"liked_tweet_id\":\"5\"}|tweet.favorited|-12"
            })
    void whatHasNoIdOfItsOwnGoesByThatOfItsEnvelope(String type, String payload, String kind, String id) {
        TwitterEvent event = event(type, payload);

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.id()).isEqualTo(id);
    }

    @Test
    void anEncryptedMessageThatWasSentIsTheAccountsOwnThoughNobodySaysWhoseItIs() {
        TwitterEvent event = event("chat.sent", "{\"id\":\"a1\",\"conversation_id\":\"8:7\"}");

        assertThat(event).isInstanceOfSatisfying(TwitterEvent.EncryptedSent.class, sent -> {
            assertThat(sent.id()).isEqualTo("a1");
            assertThat(sent.from().id()).isEqualTo("7");
            assertThat(sent.recipientId()).isEqualTo("8");
        });
    }

    @ParameterizedTest
    @CsvSource({"7, other.chat.conversation.join", "8, unreadable"})
    void onlyAPersonWhoJoinsHasSomethingToSay(String sender, String kind) {
        assertThat(event("chat.conversation.join", "{\"sender_id\":\"" + sender + "\",\"conversation_id\":\"8:7\"}")
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void aRepostIsReadAsWhatItPassesOn() {
        TwitterEvent.Tweeted read = (TwitterEvent.Tweeted) body("""
                {"data":{"event_uuid":"-12","event_type":"post.create","filter":{"user_id":"7"},
                 "payload":{"id":"5","author_id":"7","text":"RT @ann: a lo…",
                  "referenced_tweets":[{"type":"retweeted","id":"4"}]},
                 "includes":{"tweets":[{"id":"4","author_id":"8","text":"a lo…","attachments":{"media_keys":["3_3"]},
                  "note_tweet":{"text":"a long one https://t.co/a",
                   "entities":{"urls":[{"url":"https://t.co/a","expanded_url":"https://a.example/"}]}}}],
                  "media":[{"media_key":"3_3","type":"photo"}]}}}
                """);

        assertThat(read.tweet().id()).isEqualTo("5");
        assertThat(read.from().id()).isEqualTo("7");
        assertThat(read.tweet().repostOf()).isEqualTo("4");
        assertThat(read.tweet().text()).isEqualTo("a long one https://a.example/");
        assertThat(read.tweet().urls()).hasSize(1);
        assertThat(read.tweet().media()).extracting(EventData.Media::id).containsExactly("3_3");
    }

    private static TwitterEvent event(String type, String payload) {
        return body("{\"data\":{\"event_uuid\":\"-12\",\"event_type\":\"" + type
                + "\",\"filter\":{\"user_id\":\"7\"},\"payload\":" + payload + "}}");
    }

    private static TwitterEvent body(String body) {
        Reading reading = EventReader.read(body.getBytes(StandardCharsets.UTF_8), RECEIVED);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events().getFirst();
    }
}
