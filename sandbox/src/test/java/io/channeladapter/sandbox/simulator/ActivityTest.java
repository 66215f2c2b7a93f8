package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.channeladapter.sandbox.simulator.TestBench.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to an account besides direct messages, and the shape of X Activity. */
class ActivityTest {
    private final TestBench bench = new TestBench();
    private final String account = bench.keys.accountId();
    private final String person = bench.keys.personId();

    @BeforeEach
    void connect() {
        bench.connect();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aMentionAndAnOwnPostAreToldAsTweets() {
        String id = did(
                        "POST",
                        "/posts",
                        "{\"from\":\"AdaBellweather\",\"text\":\"@AcmeCare a & b\",\"inReplyTo\":\"55\",\"blocked\":false}")
                .path("id")
                .asText();
        did("POST", "/posts", "{\"from\":\"AcmeCare\",\"text\":\"New in: cake\"}");

        JsonNode mention = event(0);
        assertThat(mention.path("user_has_blocked").asText()).isEqualTo("false");
        JsonNode tweet = mention.at("/tweet_create_events/0");
        assertThat(tweet.path("id_str").asText()).isEqualTo(id);
        assertThat(tweet.path("text").asText()).isEqualTo("@AcmeCare a &amp; b");
        assertThat(tweet.at("/user/id_str").asText()).isEqualTo(person);
        assertThat(tweet.path("in_reply_to_status_id_str").asText()).isEqualTo("55");
        assertThat(event(1).at("/tweet_create_events/0/user/id_str").asText()).isEqualTo(account);
    }

    @Test
    void deletingLikingAndEncryptingAreTold() {
        did("DELETE", "/posts/77", "");
        did("POST", "/likes", "{\"from\":\"AdaBellweather\"}");
        did("POST", "/encrypted", "{\"from\":\"AdaBellweather\"}");

        assertThat(event(0).at("/tweet_delete_events/0/status/id").asText()).isEqualTo("77");
        assertThat(event(1).at("/favorite_events/0/id").asText()).matches("[0-9a-f]{32}");
        assertThat(event(1).at("/favorite_events/0/favorited_status/user/id_str")
                        .asText())
                .isEqualTo(account);
        assertThat(event(2).at("/data/event_type").asText()).isEqualTo("chat.received");
        assertThat(event(2).at("/data/payload/conversation_id").asText()).isEqualTo(person + ":" + account);
    }

    @ParameterizedTest
    @CsvSource({
        "follow,follow_events", "unfollow,follow_events", "block,block_events",
        "unblock,block_events", "mute,mute_events", "unmute,mute_events"
    })
    void anInverseComesUnderTheSameKey(String verb, String key) {
        did("POST", "/relations", "{\"from\":\"AdaBellweather\",\"verb\":\"" + verb + "\"}");

        assertThat(event(0).path(key).path(0).path("type").asText()).isEqualTo(verb);
        assertThat(event(0).path(key).path(0).at("/source/id").asText()).isEqualTo(person);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/messages|{\"from\":\"AdaBellweather\",\"text\":\"hello!\"}|dm.received",
                "/messages|{\"from\":\"AcmeCare\",\"to\":\"AdaBellweather\",\"text\":\"by hand\"}|dm.sent",
                "/typing|{\"from\":\"AdaBellweather\"}|dm.indicate_typing",
                "/read|{\"from\":\"AdaBellweather\",\"messageId\":\"5\"}|dm.read",
                "/posts|{\"from\":\"AdaBellweather\",\"text\":\"hey @AcmeCare https://a.test\"}|post.mention.create",
                "/posts|{\"from\":\"AcmeCare\",\"text\":\"cake\"}|post.create",
                "/likes|{\"from\":\"AdaBellweather\"}|like.create",
                "/relations|{\"from\":\"AdaBellweather\",\"verb\":\"unfollow\"}|follow.unfollow",
                "/encrypted|{\"from\":\"AcmeCare\",\"to\":\"AdaBellweather\"}|chat.sent",
                "/accounts/AcmeCare/revoke|{}|oauth.revoke",
            })
    void anAccountOfXActivityIsToldInItsEnvelope(String path, String body, String type) {
        did("PATCH", "/users/AcmeCare", "{\"events\":\"x-activity\"}");

        did("POST", path, body);

        JsonNode data = event(0).path("data");
        assertThat(data.path("event_type").asText()).isEqualTo(type);
        assertThat(data.path("event_uuid").asText()).matches("-?[0-9]{1,19}");
        assertThat(data.at("/filter/user_id").asText()).isEqualTo(type.equals("oauth.revoke") ? "" : account);
        assertThat(event(0).has("for_user_id")).isFalse();
        assertThat(data.toString()).doesNotContain("screen_name", "source_app_id", "\"apps\"");
        if (type.startsWith("dm.")) {
            assertThat(data.at("/payload/users/" + person + "/data/username").asText())
                    .isEqualTo("AdaBellweather");
        }
    }

    @Test
    void aSecondFollowHasAnIdOfItsOwn() {
        did("PATCH", "/users/AcmeCare", "{\"events\":\"x-activity\"}");

        did("POST", "/relations", "{\"from\":\"AdaBellweather\",\"verb\":\"follow\"}");
        bench.clock.advance(Duration.ofSeconds(1));
        did("POST", "/relations", "{\"from\":\"AdaBellweather\",\"verb\":\"follow\"}");

        assertThat(event(0).at("/data/event_uuid").asText())
                .isNotEqualTo(event(1).at("/data/event_uuid").asText());
    }

    @Test
    void nobodyIsToldWithoutASubscription() {
        did("DELETE", "/accounts/AcmeCare/subscriptions", "");

        assertThat(bench.control("POST", "/likes", "{\"from\":\"AdaBellweather\"}")
                        .status())
                .isEqualTo(409);
    }

    private JsonNode did(String method, String path, String body) {
        Answer answer = bench.control(method, path, body);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? TestBench.read("{}") : answer.json();
    }

    private JsonNode event(int index) {
        await().until(() -> bench.hook.events.size() > index);
        return TestBench.read(bench.hook.events.get(index).body());
    }
}
