package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twitter4j.Twitter;
import twitter4j.TwitterException;
import twitter4j.v1.DirectMessage;
import twitter4j.v1.DirectMessageList;
import twitter4j.v1.QuickReply;

/** A client by others, unmodified: holds the simulator to what Twitter's clients expect. It signs with the real time. */
class Twitter4JTest {
    private final TwitterSimulator simulator = TwitterSimulator.start(TestBench.FAST);
    private final IssuedKeys keys = simulator.demoKeys();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void verifiesItsCredentials() throws TwitterException {
        assertThat(client(keys.apiSecretKey(), keys.accessTokenSecret())
                        .v1()
                        .users()
                        .verifyCredentials()
                        .getScreenName())
                .isEqualTo("AcmeCare");
    }

    @Test
    void sendsADirectMessage() throws TwitterException {
        Twitter twitter = client(keys.apiSecretKey(), keys.accessTokenSecret());

        DirectMessage sent = twitter.v1()
                .directMessages()
                .sendDirectMessage(Long.parseLong(keys.personId()), "Hello from https://acme.test + more ☃");

        assertThat(sent.getSenderId()).isEqualTo(Long.parseLong(keys.accountId()));
        assertThat(sent.getRecipientId()).isEqualTo(Long.parseLong(keys.personId()));
        assertThat(sent.getURLEntities())
                .singleElement()
                .satisfies(url -> assertThat(url.getExpandedURL()).isEqualTo("https://acme.test"));
        assertThat(twitter.v1().directMessages().getDirectMessages(5)).hasSize(1);
        assertThat(twitter.v1().directMessages().showDirectMessage(sent.getId()).getText())
                .isEqualTo(sent.getText());
    }

    @Test
    void sendsQuickReplies() throws TwitterException {
        DirectMessage sent = client(keys.apiSecretKey(), keys.accessTokenSecret())
                .v1()
                .directMessages()
                .sendDirectMessage(
                        Long.parseLong(keys.personId()),
                        "Which?",
                        QuickReply.of("Red", "The red one", "r"),
                        QuickReply.of("Blue", "The blue one", "b"));

        assertThat(sent.getQuickReplies())
                .extracting(option -> option.label, option -> option.description, option -> option.metadata)
                .containsExactly(tuple("Red", "The red one", "r"), tuple("Blue", "The blue one", "b"));
    }

    // Its address of uploads cannot be set, so it has no media of its own to send.
    @Test
    void isToldOfMediaThatNobodyUploaded() {
        assertThatThrownBy(() -> client(keys.apiSecretKey(), keys.accessTokenSecret())
                        .v1()
                        .directMessages()
                        .sendDirectMessage(Long.parseLong(keys.personId()), "Look", 48_909_183_894_931L))
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                    assertThat(refused.getErrorCode()).isEqualTo(325);
                });
    }

    @Test
    void listsInPagesAndDeletes() throws TwitterException {
        Twitter twitter = client(keys.apiSecretKey(), keys.accessTokenSecret());
        for (String text : List.of("one", "two", "three")) {
            twitter.v1().directMessages().sendDirectMessage(Long.parseLong(keys.personId()), text);
        }

        DirectMessageList first = twitter.v1().directMessages().getDirectMessages(2);
        assertThat(first).extracting(DirectMessage::getText).containsExactly("three", "two");
        assertThat(twitter.v1().directMessages().getDirectMessages(2, first.getNextCursor()))
                .extracting(DirectMessage::getText)
                .containsExactly("one");

        long gone = first.getFirst().getId();
        twitter.v1().directMessages().destroyDirectMessage(gone);

        assertThat(twitter.v1().directMessages().getDirectMessages(5))
                .extracting(DirectMessage::getText)
                .containsExactly("two", "one");
        assertThatThrownBy(() -> twitter.v1().directMessages().showDirectMessage(gone))
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(404);
                    assertThat(refused.getErrorCode()).isEqualTo(34);
                });
    }

    @Test
    void isRefusedWithAWrongSecret() {
        assertThatThrownBy(() ->
                        client("wrong", keys.accessTokenSecret()).v1().users().verifyCredentials())
                .isInstanceOfSatisfying(TwitterException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(401);
                    assertThat(refused.getErrorCode()).isEqualTo(32);
                });
    }

    private Twitter client(String apiSecretKey, String accessTokenSecret) {
        Properties settings = new Properties();
        settings.setProperty("restBaseURL", simulator.url() + "/1.1/");
        return Twitter.newBuilder()
                .load(settings)
                .oAuthConsumer(keys.apiKey(), apiSecretKey)
                .oAuthAccessToken(keys.accessToken(), accessTokenSecret)
                .build();
    }
}
