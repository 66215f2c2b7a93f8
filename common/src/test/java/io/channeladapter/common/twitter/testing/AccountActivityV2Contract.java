package io.channeladapter.common.twitter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.channeladapter.common.message.CheckedReply;
import io.channeladapter.common.message.Location;
import io.channeladapter.common.twitter.OutgoingMessage;
import io.channeladapter.common.twitter.RateLimits;
import io.channeladapter.common.twitter.Refusal;
import io.channeladapter.common.twitter.TwitterAnswer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of generation v2 alone. */
public abstract class AccountActivityV2Contract extends TwitterApiContract {
    @Override
    protected final String environment() {
        return "";
    }

    @Test
    void noSubscriptionWithoutAWebhook() {
        assertThat(kind(api().subscribe(credentials(), environment(), "1"))).isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(value(api().subscribed(credentials(), environment(), "1"))).isFalse();
    }

    @Test
    void whatAWebhookWasSentIsSentAgainWhenAskedFor() {
        String webhook = value(api().registerWebhook(credentials(), environment(), callback()))
                .id();
        Instant now = Instant.now();

        assertThat(value(api().replay(credentials(), webhook, now.minusSeconds(7_200), now.minusSeconds(120)))
                        .id())
                .isNotEmpty();
        assertThat(kind(api().replay(credentials(), "1", now.minusSeconds(7_200), now.minusSeconds(120))))
                .isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void quickRepliesButtonsAndPlacesAreRefusedForGood() {
        OutgoingMessage choice = new OutgoingMessage(
                personId(), "Choose", List.of(new CheckedReply.QuickReply("Yes", null, null)), List.of(), null, null);
        OutgoingMessage button = new OutgoingMessage(
                personId(),
                "Open",
                List.of(),
                List.of(new CheckedReply.Button("Shop", "https://example.com")),
                null,
                null);
        OutgoingMessage place = new OutgoingMessage(
                personId(), "Here", List.of(), List.of(), null, new Location(null, null, "07d9db48bc083000", null));

        assertThat(api().sendMessage(credentials(), choice))
                .isEqualTo(new TwitterAnswer.Refused<>(Refusal.notInThisGeneration(), RateLimits.UNKNOWN));
        assertThat(api().sendMessage(credentials(), place))
                .isEqualTo(new TwitterAnswer.Refused<>(Refusal.notInThisGeneration(), RateLimits.UNKNOWN));
        assertThat(api().sendMessage(credentials(), button))
                .isEqualTo(new TwitterAnswer.Refused<>(Refusal.notInThisGeneration(), RateLimits.UNKNOWN));
    }
}
