package io.channeladapter.common.twitter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.media.MediaFormat;
import io.channeladapter.common.twitter.Credentials;
import io.channeladapter.common.twitter.MediaFile;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import io.channeladapter.common.twitter.TwitterApi;
import io.channeladapter.common.twitter.TwitterApi.AccessLevel;
import io.channeladapter.common.twitter.TwitterApi.Webhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds of every {@link TwitterApi}, the one in memory and the one over HTTP alike. Each test is given a Twitter
 * with one account that has an app with full access, one environment where the generation has some, no webhook and no subscription, and a person who
 * may be written to.
 */
public abstract class TwitterApiContract {

    /** The API under test. */
    protected abstract TwitterApi api();

    /** Credentials that Twitter accepts. */
    protected abstract Credentials credentials();

    /** Credentials that Twitter knows nothing of. */
    protected abstract Credentials strangers();

    /** The environment that exists; empty where the generation has none. */
    protected abstract String environment();

    /** An address that answers Twitter's challenge for these credentials. */
    protected abstract URI callback();

    /** Twitter's id of the account. */
    protected abstract String accountId();

    /** Twitter's id of a person who can be written to. */
    protected abstract String personId();

    /** Twitter's id of a message that this person wrote to the account. */
    protected abstract String messageOfPerson();

    @Test
    void verifiedCredentialsNameTheAccountAndItsAccess() {
        TwitterApi.VerifiedAccount verified = value(api().verifyCredentials(credentials()));

        assertThat(verified.account().id()).isEqualTo(accountId());
        assertThat(verified.access()).isEqualTo(AccessLevel.READ_WRITE_DIRECT_MESSAGES);
    }

    @Test
    void credentialsOfAStrangerAreRefused() {
        assertThat(kind(api().verifyCredentials(strangers()))).isEqualTo(Refusal.Kind.CREDENTIALS);
        assertThat(kind(api().subscribe(strangers(), environment(), "1"))).isEqualTo(Refusal.Kind.CREDENTIALS);
        assertThat(kind(api().sendMessage(strangers(), hello()))).isEqualTo(Refusal.Kind.CREDENTIALS);
    }

    @Test
    void uploadedMediaAreSent() {
        byte[] picture = Arrays.copyOf("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 3_000_000);
        MediaFile file = MediaFile.of(MediaFormat.PNG, picture);

        assertThat(kind(api().uploadMedia(strangers(), file))).isEqualTo(Refusal.Kind.CREDENTIALS);
        String id = value(api().uploadMedia(credentials(), file)).id();

        OutgoingMessage message = new OutgoingMessage(personId(), "", List.of(), List.of(), id, null);
        assertThat(value(api().sendMessage(credentials(), message)).id()).isNotEmpty();
    }

    @Test
    void aNewEnvironmentHasNoWebhook() {
        assertThat(value(api().webhooks(credentials(), environment()))).isEmpty();
    }

    @Test
    void aRegisteredWebhookIsListedAndValid() {
        Webhook registered = value(api().registerWebhook(credentials(), environment(), callback()));

        assertThat(registered.url()).isEqualTo(callback());
        assertThat(registered.valid()).isTrue();
        assertThat(value(api().webhooks(credentials(), environment()))).containsExactly(registered);
    }

    @Test
    void aWebhookCanBeChallengedAndRemoved() {
        Webhook registered = value(api().registerWebhook(credentials(), environment(), callback()));

        value(api().challengeWebhook(credentials(), environment(), registered.id()));
        value(api().removeWebhook(credentials(), environment(), registered.id()));

        assertThat(value(api().webhooks(credentials(), environment()))).isEmpty();
    }

    @Test
    void aWebhookThatIsNotThereIsNotFound() {
        assertThat(kind(api().challengeWebhook(credentials(), environment(), "1")))
                .isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(kind(api().removeWebhook(credentials(), environment(), "1"))).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void anAccountSubscribesAsOftenAsItLikesAndCanLeave() {
        String webhook = value(api().registerWebhook(credentials(), environment(), callback()))
                .id();
        assertThat(value(api().subscribed(credentials(), environment(), webhook)))
                .isFalse();

        value(api().subscribe(credentials(), environment(), webhook));
        value(api().subscribe(credentials(), environment(), webhook));
        assertThat(value(api().subscribed(credentials(), environment(), webhook)))
                .isTrue();

        value(api().unsubscribe(credentials(), environment(), webhook, accountId()));
        assertThat(value(api().subscribed(credentials(), environment(), webhook)))
                .isFalse();
    }

    @Test
    void eachMessageThatIsTakenHasAnIdOfItsOwn() {
        String first = value(api().sendMessage(credentials(), hello())).id();
        String second =
                value(api().sendMessage(credentials(), message("Hello again"))).id();

        assertThat(first).matches("[0-9]{1,19}").isNotEqualTo(second);
    }

    @Test
    void typingAndReadingAreShown() {
        value(api().indicateTyping(credentials(), personId()));
        value(api().markRead(credentials(), personId(), messageOfPerson()));
    }

    private OutgoingMessage hello() {
        return message("Hello & welcome ☕");
    }

    private OutgoingMessage message(String text) {
        return new OutgoingMessage(personId(), text, List.of(), List.of(), null, null);
    }

    static <T> T value(TwitterAnswer<T> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Success.class);
        return ((TwitterAnswer.Success<T>) answer).value();
    }

    static Refusal.Kind kind(TwitterAnswer<?> answer) {
        assertThat(answer).isInstanceOf(TwitterAnswer.Refused.class);
        return ((TwitterAnswer.Refused<?>) answer).refusal().kind();
    }
}
