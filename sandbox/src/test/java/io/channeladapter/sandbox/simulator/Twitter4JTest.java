package io.channeladapter.sandbox.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.channeladapter.sandbox.simulator.control.IssuedKeys;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twitter4j.Twitter;
import twitter4j.TwitterException;
import twitter4j.v1.DirectMessage;
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
                .sendDirectMessage(Long.parseLong(keys.personId()), "Which?", QuickReply.of("Red", "The red one", "r"));

        assertThat(sent.getQuickReplies()).hasSize(1);
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
