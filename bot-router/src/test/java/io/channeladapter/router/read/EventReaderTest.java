package io.channeladapter.router.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.codec.Json;
import io.channeladapter.common.message.EventData;
import io.channeladapter.common.message.Location;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void readsAMessageInFull() {
        TwitterEvent.Message message = message("""
                {"for_user_id":"7","direct_message_events":[{"type":"message_create","id":"100","created_timestamp":"1700000000123",
                 "message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"Hi &amp; bye",
                 "entities":{"urls":[]},"quick_reply_response":{"type":"options","metadata":"m1"}}}}],
                 "users":{"8":{"id":"8","screen_name":"ann","name":"Ann","verified":true,"followers_count":5,
                 "profile_image_url":"null","profile_image_url_https":"https://pbs.example/a.png"}}}
                """);

        assertThat(message.forUserId()).isEqualTo("7");
        assertThat(message.id()).isEqualTo("100");
        assertThat(message.recipientId()).isEqualTo("7");
        assertThat(message.at()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(message.from())
                .isEqualTo(new EventData.Person("8", "ann", "Ann", "https://pbs.example/a.png", true, 5L));
        assertThat(message.message().text()).isEqualTo("Hi & bye");
        assertThat(message.message().rawText()).isEqualTo("Hi &amp; bye");
        assertThat(message.message().quickReply()).isEqualTo(new EventData.QuickReplyAnswer("options", "m1"));
    }

    @Test
    void toleratesMissingUsersNumbersAsIdsAndNullAsText() {
        TwitterEvent.Message message = message("""
                {"for_user_id":7,"direct_message_events":[{"type":"message_create","id":100,"created_timestamp":1700000000123,
                 "message_create":{"target":{"recipient_id":7},"sender_id":8,"source_app_id":"9","message_data":{"text":"Hi"}}}],
                 "users":{"8":{"id":"8","screen_name":"null","profile_image_url":"null"}}}
                """);

        assertThat(message.id()).isEqualTo("100");
        assertThat(message.from()).isEqualTo(new EventData.Person("8", null, null, null, null, null));
        assertThat(message.message().quickReply()).isNull();
    }

    @Test
    void expandsLinksAndRemovesTheLinkOfMedia() {
        TwitterEvent.Message message = message("""
                {"for_user_id":"7","direct_message_events":[{"type":"message_create","id":"100","message_create":{
                 "target":{"recipient_id":"7"},"sender_id":"8","message_data":{
                 "text":"\uD83D\uDE00 see https://t.co/ab and https://t.co/abc?x=1&lt;2 https://t.co/media",
                 "entities":{"urls":[
                  {"url":"https://t.co/ab","expanded_url":"https://one.example/?a=1&amp;b"},
                  {"url":"https://t.co/abc","expanded_url":"https://two.example/"},
                  {"url":"https://t.co/media","expanded_url":"https://twitter.com/messages/media/100"}]},
                 "attachment":{"type":"media","media":{"id":123456789012345678,"id_str":"123456789012345678","type":"photo",
                  "url":"https://t.co/media","media_url_https":"https://ton.example/p.jpg"}}}}}]}
                """);

        assertThat(message.message().text())
                .isEqualTo("\uD83D\uDE00 see https://one.example/?a=1&amp;b and https://two.example/?x=1<2");
        assertThat(message.message().urls())
                .containsExactly(
                        new EventData.Url("https://t.co/ab", "https://one.example/?a=1&amp;b"),
                        new EventData.Url("https://t.co/abc", "https://two.example/"));
        assertThat(message.message().media())
                .containsExactly(new EventData.Media(
                        "123456789012345678", "photo", "https://ton.example/p.jpg", "image/jpeg", null, null, null));
        assertThat(message.at()).isEqualTo(RECEIVED);
    }

    @Test
    void aPastedLinkToAnotherMessagesMediaStays() {
        TwitterEvent.Message message = message(withData("""
                "text":"look https://t.co/a https://t.co/b https://t.co/c","entities":{"urls":[
                {"url":"https://t.co/a","expanded_url":"https://twitter.com/messages/media/1993"},
                {"url":"https://t.co/b","expanded_url":"https://twitter.com/messages/media/100"},
                {"url":"https://t.co/c","expanded_url":"https://twitter.com/messages/media/1994"}]},
                "attachment":{"type":"media","media":{"url":"https://t.co/c"}}
                """));

        assertThat(message.message().text()).isEqualTo("look https://twitter.com/messages/media/1993");
        assertThat(message.message().urls())
                .containsExactly(new EventData.Url("https://t.co/a", "https://twitter.com/messages/media/1993"));
    }

    @Test
    void aRepostIsReadAsWhatItPassesOn() {
        TwitterEvent.Tweeted read = (TwitterEvent.Tweeted) events("""
                {"for_user_id":"7","tweet_create_events":[{"id_str":"5","user":{"id_str":"7"},"text":"RT @ann: a lo…",
                 "entities":{"urls":[]},"retweeted_status":{"id_str":"4","user":{"id_str":"8"},"text":"a lo…",
                 "extended_tweet":{"full_text":"a long one https://t.co/a",
                 "entities":{"urls":[{"url":"https://t.co/a","expanded_url":"https://a.example/"}]},
                 "extended_entities":{"media":[{"id_str":"3","type":"photo"}]}}}}]}
                """).getFirst();

        assertThat(read.tweet().id()).isEqualTo("5");
        assertThat(read.from().id()).isEqualTo("7");
        assertThat(read.tweet().repostOf()).isEqualTo("4");
        assertThat(read.tweet().text()).isEqualTo("a long one https://a.example/");
        assertThat(read.tweet().urls()).hasSize(1);
        assertThat(read.tweet().media()).extracting(EventData.Media::id).containsExactly("3");
    }

    @Test
    void aMessageOfMediaAloneHasNoText() {
        TwitterEvent.Message message = message(withData("""
                "text":" https://t.co/m","attachment":{"type":"media","media":[{"media_url_https":"https://x.example/p.jpg","url":"https://t.co/m"}]}
                """));

        assertThat(message.message().text()).isEmpty();
        assertThat(message.message().media())
                .containsExactly(
                        new EventData.Media(null, "photo", "https://x.example/p.jpg", "image/jpeg", null, null, null));
    }

    @Test
    void aVideoIsItsBestVariant() {
        TwitterEvent.Message message = message(withData("""
                "text":"","attachment":{"type":"media","media":{"id_str":"5","type":"video","media_url_https":"https://x.example/still.jpg",
                "sizes":{"thumb":{"w":150,"h":150,"resize":"crop"},"large":{"w":1280,"h":720,"resize":"fit"}},
                "video_info":{"duration_millis":61500,"variants":[{"content_type":"application/x-mpegURL","url":"https://v.example/list"},
                {"bitrate":1,"content_type":"video/mp4","url":"https://v.example/low"},{"bitrate":9,"content_type":"video/mp4","url":"https://v.example/high"}]}}}
                """));

        assertThat(message.message().media())
                .containsExactly(
                        new EventData.Media("5", "video", "https://v.example/high", "video/mp4", 1280, 720, 61_500L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"shared_coordinate\":{\"coordinates\":{\"coordinates\":[-97.32,32.71]}}}|32.71|-97.32|",
                "{\"shared_coordinate\":{\"coordinates\":{\"coordinates\":[181,32.71]}}}|||",
                "{\"shared_coordinate\":{\"coordinates\":{\"coordinates\":[1e400,0]}}}|||",
                "{\"shared_coordinate\":{\"coordinates\":{\"coordinates\":[\"1\",0]}}}|||",
                "{\"shared_coordinate\":[]}|||",
                "{\"shared_place\":{\"place\":{\"id\":\"5a\"}}}|||5a"
            })
    void aLocationIsAPointAPlaceOrUnknown(
            String location, @Nullable Double latitude, @Nullable Double longitude, @Nullable String placeId) {
        TwitterEvent.Message message =
                message(withData("\"text\":\"\",\"attachment\":{\"type\":\"location\",\"location\":" + location + "}"));

        assertThat(message.message().location()).isEqualTo(new Location(latitude, longitude, placeId, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "null",
            value = {
                "{\"type\":\"options\",\"metadata\":\"m\"}|options|m",
                "{\"type\":\"options\"}|options|null",
                "{\"type\":\"location\"}|location|null",
                "{\"metadata\":\"\"}|null|``",
                "{\"type\":7,\"metadata\":{}}|7|null"
            })
    void aQuickReplyIsReadInAllItsForms(String answer, @Nullable String type, @Nullable String metadata) {
        assertThat(message(withData("\"text\":\"Red\",\"quick_reply_response\":" + answer))
                        .message()
                        .quickReply())
                .isEqualTo(new EventData.QuickReplyAnswer(type, metadata));
    }

    @Test
    void aLinkThatGoesOnIsAnotherLink() {
        TwitterEvent.Message message = message(withData("""
                "text":"https://t.co/abc https://t.co/ab, https://t.co/ab","entities":{"urls":[{"url":"https://t.co/ab","expanded_url":"https://one.example/"}]}
                """));

        assertThat(message.message().text()).isEqualTo("https://t.co/abc https://one.example/, https://one.example/");
    }

    @Test
    void aFloodOfLinksIsNotExpandedWithoutEnd() {
        String flood = "https://t.co/ab ".repeat(5_000);
        TwitterEvent.Message message = message(withData("\"text\":\"" + flood + "\",\"entities\":{\"urls\":[{\"url\":"
                + "\"https://t.co/ab\",\"expanded_url\":\"https://one.example/" + "x".repeat(4_000) + "\"}]}"));

        assertThat(message.message().text())
                .startsWith("https://one.example/xxx")
                .endsWith("https://t.co/ab");
        assertThat(message.message().text().length()).isLessThan(200_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "&amp;lt;|&lt;",
                "a &lt;b&gt; &amp; c|a <b> & c",
                "&quot;&#39;|&quot;&#39;",
                "&amp|&amp",
                "` two  blanks `|two  blanks"
            })
    void unescapesOnceWhatTwitterEscapes(String raw, String text) {
        assertThat(message(withData("\"text\":\"" + raw + "\"")).message().text())
                .isEqualTo(text);
    }

    @Test
    void severalEventsOfOneBodyComeInOrderEachWithItsOwnOriginal() {
        List<TwitterEvent> events = events("""
                {"for_user_id":"7","direct_message_events":[
                 {"type":"message_create","id":"1","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"a"}}},
                 {"type":"message_create","id":"2","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"b"}}}],
                 "favorite_events":[{"id":"f1","timestamp_ms":1522082006140}],"users":{"8":{"name":"Ann"}}}
                """);

        assertThat(events).extracting(TwitterEvent::id).containsExactly("1", "2", "f1");
        assertThat(events.get(1).raw().toString())
                .contains("\"text\":\"b\"", "\"users\"", "\"for_user_id\"")
                .doesNotContain("\"text\":\"a\"", "favorite_events");
        assertThat(events.get(2).at()).isEqualTo(Instant.ofEpochMilli(1_522_082_006_140L));
    }

    @Test
    void whatCannotBeReadBesideWhatCanIsNamed() {
        Reading reading = read("""
                {"for_user_id":"7","direct_message_events":[{"type":"message_create","message_create":{}},
                 {"type":"message_create","id":"2","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"b"}}}]}
                """);

        assertThat(reading).isInstanceOfSatisfying(Reading.Events.class, events -> {
            assertThat(events.events()).extracting(TwitterEvent::id).containsExactly("2");
            assertThat(events.problems()).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"for_user_id\":\"7\",\"tweet_create_events\":[{\"id_str\":\"5\",\"user\":{\"id_str\":\"7\"}}]}|tweet|5",
                "{\"for_user_id\":\"7\",\"tweet_create_events\":[{\"id_str\":\"5\",\"user\":{\"id_str\":\"8\"}}],\"user_has_blocked\":\"false\"}|tweet|5",
                "{\"for_user_id\":\"7\",\"tweet_create_events\":[{\"id\":9007199254740993,\"user\":{\"id\":7}}]}|tweet|9007199254740993",
                "{\"for_user_id\":\"7\",\"tweet_delete_events\":[{\"status\":{\"id\":\"5\",\"user_id\":\"7\"},\"timestamp_ms\":\"1432228155593\"}]}|tweet.deleted|5",
                "{\"for_user_id\":\"7\",\"favorite_events\":[{\"id\":\"a0\",\"favorited_status\":{\"id\":5}}]}|tweet.favorited|a0",
                "{\"for_user_id\":\"7\",\"direct_message_indicate_typing_events\":[{\"created_timestamp\":\"11\",\"sender_id\":\"8\"}]}|typing|8-11",
                "{\"for_user_id\":\"7\",\"direct_message_mark_read_events\":[{\"created_timestamp\":\"11\",\"sender_id\":\"8\",\"last_read_event_id\":\"3\"}]}|read|8-11",
                "{\"data\":{\"event_uuid\":\"-12\",\"event_type\":\"profile.update.bio\",\"filter\":{\"user_id\":\"7\"},\"payload\":{}}}|other.profile.update.bio|-12"
            })
    void everyKindHasItsTypeAndTwittersId(String body, String kind, String id) {
        assertThat(events(body)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(kind);
            assertThat(event.id()).isEqualTo(id);
            assertThat(event.forUserId()).isEqualTo("7");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "follow_events,follow,follow",
        "follow_events,unfollow,unfollow",
        "block_events,unblock,unblock",
        "mute_events,mute,mute",
        "mute_events,whisper,other.mute_events.whisper"
    })
    void relationsGoByTheirOwnType(String key, String type, String kind) {
        String body = "{\"for_user_id\":\"7\",\"" + key + "\":[{\"type\":\"" + type
                + "\",\"created_timestamp\":\"1586216143967\",\"source\":{\"id\":8},\"target\":{\"id_str\":\"7\"}}]}";

        assertThat(events(body)).extracting(TwitterEvent::kind).containsExactly(kind);
    }

    @Test
    void whatHasNoIdIsNamedByItsContentWhateverTheOrderOfItsKeys() {
        String first = events("{\"for_user_id\":\"7\",\"follow_events\":[{\"type\":\"follow\",\"x\":1.50}]}")
                .getFirst()
                .id();

        assertThat(events("{\"follow_events\":[{\"x\":1.50,\"type\":\"follow\"}],\"for_user_id\":\"7\"}")
                        .getFirst()
                        .id())
                .isEqualTo(first);
        assertThat(events("{\"for_user_id\":\"7\",\"follow_events\":[{\"type\":\"follow\",\"x\":1.51}]}")
                        .getFirst()
                        .id())
                .isNotEqualTo(first);
    }

    @Test
    void aKeyThatNobodyKnowsIsItsOwnType() {
        assertThat(events("{\"for_user_id\":\"7\",\"poke_events\":[{\"a\":1},{\"a\":2}],\"direct_message_events\":[]}"))
                .extracting(TwitterEvent::kind)
                .containsExactly("other.poke_events", "other.poke_events");
        assertThat(events("{\"replay_job_status\":{\"job_id\":\"1\"}}"))
                .extracting(TwitterEvent::kind)
                .containsExactly("replay");
        assertThat(events(withData("\"text\":\"x\"").replace("{\"for_user_id\"", "{\"places\":{},\"for_user_id\"")))
                .extracting(TwitterEvent::kind)
                .containsExactly("message");
    }

    @Test
    void aRevokeNamesTheAccount() {
        assertThat(events("""
                {"user_event":{"revoke":{"date_time":"2018-05-24T09:48:12+00:00","target":{"app_id":"1"},"source":{"user_id":"63046977"}}}}
                """)).singleElement().satisfies(event -> {
            assertThat(event).isInstanceOf(TwitterEvent.Revoked.class);
            assertThat(event.forUserId()).isEqualTo("63046977");
            assertThat(event.at()).isEqualTo(Instant.parse("2018-05-24T09:48:12Z"));
        });
    }

    @Test
    void usersInsideOfTheirDataAreRead() {
        TwitterEvent.Message message = message("""
                {"data":{"event_uuid":"-1","event_type":"dm.received","filter":{"user_id":"7"},"payload":{"direct_message_events":[
                 {"type":"message_create","id":"100","message_create":{"target":{"recipient_id":"7"},"sender_id":"8","message_data":{"text":"x"}}}],
                 "users":{"8":{"data":{"id":"8","username":"ann","public_metrics":{"followers_count":97}}}}}}}
                """);

        assertThat(message.forUserId()).isEqualTo("7");
        assertThat(message.from()).isEqualTo(new EventData.Person("8", "ann", null, null, null, 97L));
        assertThat(message.raw().has("data")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"a\":", "{} {}", "\u0000", "{\"a\":1}}"})
    void whatIsNotJsonIsSaidSo(String body) {
        assertThat(read(body)).isInstanceOf(Reading.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"for_user_id\":\"7\"}",
                "{\"for_user_id\":\"7\",\"direct_message_events\":[]}",
                "{\"direct_message_events\":[{\"type\":\"message_create\",\"id\":\"1\",\"message_create\":{\"sender_id\":\"eight\"}}]}",
                "{\"direct_message_mark_read_events\":[{\"sender_id\":\"8\"}]}",
                "{\"user_event\":{\"revoke\":{}}}"
            })
    void jsonWithoutAnEventIsUnreadable(String body) {
        assertThat(read(body)).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"direct_message_events\":null}",
                "{\"direct_message_events\":[null,1,\"x\",[]]}",
                "{\"tweet_create_events\":[[]],\"follow_events\":{\"type\":7}}",
                "{\"data\":{\"event_type\":\"dm.received\",\"payload\":{\"direct_message_events\":5}}}",
                "{\"data\":{\"event_type\":\"dm.read\"}}",
                "{\"favorite_events\":[{\"id\":\"\",\"created_at\":\"yesterday\",\"timestamp_ms\":\"99999999999999999999\"}]}"
            })
    void oddShapesAreNeverLost(String body) {
        assertThat(read(body)).isNotInstanceOf(Reading.NotJson.class);
    }

    @Test
    void halfACharacterDoesNoHarm() {
        TwitterEvent.Message message = message(withData("\"text\":\"cut \\ud83d\""));

        assertThat(Json.bytes(message.raw())).isNotEmpty();
    }

    @Test
    void nestingWithoutEndIsNotRead() {
        assertThat(read("[".repeat(1_048_576))).isInstanceOf(Reading.NotJson.class);
        assertThat(read("{\"a\":".repeat(100_000))).isInstanceOf(Reading.NotJson.class);
        assertThat(read("{\"poke_events\":[" + "[".repeat(80) + "]".repeat(80) + "]}"))
                .isInstanceOf(Reading.Events.class);
    }

    @Test
    void numbersWithoutEndAreNotReadAndHugeOnesDoNoHarm() {
        assertThat(read("{\"poke_events\":[" + "9".repeat(100_000) + "]}")).isInstanceOf(Reading.NotJson.class);
        assertThat(message(withData("\"text\":\"x\"")
                                .replace(
                                        "\"for_user_id\"",
                                        "\"users\":{\"8\":{\"followers_count\":1e999999999}},\"for_user_id\""))
                        .from()
                        .followersCount())
                .isNull();
    }

    @Test
    void ofAKeyThatIsThereTwiceTheLastCounts() {
        assertThat(message(withData("\"text\":\"x\"")
                                .replace("{\"for_user_id\"", "{\"for_user_id\":\"1\",\"for_user_id\""))
                        .forUserId())
                .isEqualTo("7");
    }

    @Test
    void whatIsWrongWithManyEventsIsSaidOnce() {
        assertThat(read("{\"direct_message_events\":[" + "{\"message_create\":{}},".repeat(999)
                        + "{\"message_create\":{}}]}"))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.detail()).hasSizeLessThan(100));
    }

    private static String withData(String data) {
        return "{\"for_user_id\":\"7\",\"direct_message_events\":[{\"type\":\"message_create\",\"id\":\"100\","
                + "\"message_create\":{\"target\":{\"recipient_id\":\"7\"},\"sender_id\":\"8\",\"message_data\":{"
                + data
                + "}}}]}";
    }

    private static Reading read(String body) {
        return EventReader.read(body.getBytes(StandardCharsets.UTF_8), RECEIVED);
    }

    private static List<TwitterEvent> events(String body) {
        Reading reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    private static TwitterEvent.Message message(String body) {
        TwitterEvent event = events(body).getFirst();
        assertThat(event).isInstanceOf(TwitterEvent.Message.class);
        return (TwitterEvent.Message) event;
    }
}
