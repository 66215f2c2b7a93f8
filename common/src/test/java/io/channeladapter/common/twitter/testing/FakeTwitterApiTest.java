package io.channeladapter.common.twitter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.channel.TwitterAccount;
import io.channeladapter.common.secret.Secret;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeTwitterApiTest extends AccountActivityV1Contract {
    private static final Refusal BUSY = new Refusal(Refusal.Kind.UNAVAILABLE, 503, 130, "Over capacity", null);
    private static final OutgoingMessage HELLO = new OutgoingMessage("42", "Hello", List.of(), List.of(), null, null);

    private final FakeTwitterApi api =
            new FakeTwitterApi(credentials(), "prod", new TwitterAccount("99", "demo_bot", "Demo", null));

    @Test
    void refusesTheNextCallAsToldAndOnlyThat() {
        api.refuseNext(BUSY);

        assertThat(api.sendMessage(credentials(), HELLO))
                .isEqualTo(new TwitterAnswer.Refused<>(BUSY, io.channeladapter.common.twitter.RateLimits.UNKNOWN));
        assertThat(api.sent()).isEmpty();
        assertThat(api.sendMessage(credentials(), HELLO)).isInstanceOf(TwitterAnswer.Success.class);
        assertThat(api.sent()).containsExactly(HELLO);
    }

    @Test
    void refusesMessagesByRule() {
        api.refuseMessages(message -> message.recipientId().equals("42") ? Optional.of(BUSY) : Optional.empty());

        assertThat(api.sendMessage(credentials(), HELLO)).isInstanceOf(TwitterAnswer.Refused.class);
    }

    @Test
    void aTokenThatMayNotWriteMessagesIsRefused() {
        api.access(TwitterApi.AccessLevel.READ_WRITE);

        assertThat(api.sendMessage(credentials(), HELLO))
                .isInstanceOfSatisfying(
                        TwitterAnswer.Refused.class,
                        refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.PERMISSION));
    }

    @Override
    protected TwitterApi api() {
        return api;
    }

    @Override
    protected Credentials credentials() {
        return new Credentials(new Secret("k"), new Secret("ks"), new Secret("t"), new Secret("ts"));
    }

    @Override
    protected Credentials strangers() {
        return new Credentials(new Secret("x"), new Secret("x"), new Secret("x"), new Secret("x"));
    }

    @Override
    protected String environment() {
        return "prod";
    }

    @Override
    protected URI callback() {
        return URI.create("https://example.com/webhooks/twitter/st-1");
    }

    @Override
    protected String accountId() {
        return "99";
    }

    @Override
    protected String personId() {
        return "42";
    }

    @Override
    protected String messageOfPerson() {
        return "55";
    }
}
